#include "platform/ctl/bench/resource_use.h"

#include <ctime>
#include <fstream>
#include <string>

namespace oppad::platform {

ResourceUse use_of(pid_t process) {
    ResourceUse use;
    clockid_t clock = 0;
    std::timespec spent{};
    if (clock_getcpuclockid(process, &clock) == 0 && clock_gettime(clock, &spent) == 0) {
        use.cpu_ms =
            static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
    }
    std::ifstream status{"/proc/" + std::to_string(process) + "/status"};
    constexpr std::string_view kPeak = "VmHWM:";
    for (std::string line; std::getline(status, line);) {
        if (line.rfind(kPeak, 0) != 0) continue;
        use.rss_peak_mib = std::strtod(line.c_str() + kPeak.size(), nullptr) / 1024;
    }
    return use;
}

}  // namespace oppad::platform
