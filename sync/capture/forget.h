// A scope that this person lost: its records leave the tablet. What was unsent of them is kept as
// refused, for its author and the hub to settle.
#pragma once

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/value.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Returns how many records left. While the hub is brought level after it was put back (restart.h),
// it may also lack what it had taken before: of what it did not bring, this tablet's own writes are
// kept as well. Requires: inside a transaction.
Result<int> forget_scope(storage::Connection& connection, const RawId& scope, Instant now);

}  // namespace oppad::sync
