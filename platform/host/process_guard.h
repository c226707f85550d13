// What a process that holds keys and texts asks of the system before it reads any.
#pragma once

#include "engine/core/result.h"

namespace oppad::platform {

// No core file of this process is ever written, and no other process of the same person may read
// its memory. Call first thing in main(). Fails: kInternal.
Status forbid_core_dumps();

}  // namespace oppad::platform
