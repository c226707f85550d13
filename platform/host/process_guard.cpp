#include "platform/host/process_guard.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace oppad::platform {

Status forbid_core_dumps() {
    const rlimit none{0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0) {
        return Error{ErrorCode::kInternal, "RLIMIT_CORE was refused"};
    }
    // A core piped to a collector ignores the limit; PR_SET_DUMPABLE stops that one too.
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return Error{ErrorCode::kInternal, "PR_SET_DUMPABLE was refused"};
    }
    return ok();
}

}  // namespace oppad::platform
