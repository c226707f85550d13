// Whose work a tablet holds: the colleague whom the hub named at enrolment; before that, somebody
// known to this store alone, so that Op Pad can be learnt and shown without a hub.
#pragma once

#include <string_view>

#include "engine/core/result.h"
#include "engine/domain/staff.h"
#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::platform {

// Names the person of a store that no hub knows yet, with an id and a scope of their own; a
// second call renames them. Requires: no open transaction. Fails: kDiskFull, kBusy.
Status save_local_owner(storage::Connection& connection, const Clock& clock, Entropy& entropy,
                        std::string_view name);

// The enrolled colleague, else the local owner. Fails: kNotFound when the store has neither,
// kCorrupt.
Result<Staff> load_owner(storage::Connection& connection);

}  // namespace oppad::platform
