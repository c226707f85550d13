#include "platform/host/system_clock.h"

#include <ctime>

namespace oppad::platform {

Instant SystemClock::now() const {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count()};
}

std::chrono::milliseconds SystemClock::steady() const {
    // Counts the time that the device was suspended: a tablet that slept must lock.
    std::timespec since_boot{};
    clock_gettime(CLOCK_BOOTTIME, &since_boot);
    return std::chrono::milliseconds{since_boot.tv_sec * 1000 + since_boot.tv_nsec / 1'000'000};
}

std::chrono::minutes SystemClock::utc_offset(Instant instant) const {
    // Rounded down, so that moments before 1970 fall in their own second too.
    const std::time_t seconds = instant.ms >= 0 ? instant.ms / 1000 : (instant.ms - 999) / 1000;
    std::tm local{};
    if (localtime_r(&seconds, &local) == nullptr) return std::chrono::minutes{0};
    return std::chrono::minutes{local.tm_gmtoff / 60};
}

}  // namespace oppad::platform
