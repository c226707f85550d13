#include "platform/host/kept_memory.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace oppad::platform {

void keep_freed_memory() {
#if defined(__GLIBC__)
    constexpr int kKeptBytes = 128 * 1024 * 1024;
    constexpr int kLargestBytes = 32 * 1024 * 1024;  // The most that glibc takes.
    mallopt(M_TRIM_THRESHOLD, kKeptBytes);
    mallopt(M_MMAP_THRESHOLD, kLargestBytes);
#endif
}

}  // namespace oppad::platform
