#include "platform/host/open_files.h"

#include <sys/resource.h>

#include <algorithm>
#include <limits>

namespace oppad::platform {

int raise_open_files(int wanted) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    const rlimit raised{
        std::max(limit.rlim_cur, std::min<rlim_t>(static_cast<rlim_t>(wanted), limit.rlim_max)),
        limit.rlim_max};
    const rlim_t given = setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
    return static_cast<int>(std::min<rlim_t>(given, std::numeric_limits<int>::max()));
}

}  // namespace oppad::platform
