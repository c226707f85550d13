// What another process has used so far, as the system counts it.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace oppad::platform {

struct ResourceUse {
    double cpu_ms = 0;        // All of its threads, user and system.
    double rss_peak_mib = 0;  // The most that was resident since it began.
};

// Zeros for a process that has ended. Cost: two system calls and a small file.
ResourceUse use_of(pid_t process);

}  // namespace oppad::platform
