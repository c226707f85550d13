// A scope that this person lost: its records leave the tablet. What was unsent of them is kept as
// refused, for its author and the hub to settle.
#pragma once

#include <vector>

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

// Records that a lost scope took along, though by an edit of their own author that the hub refused:
// to the hub they may lie where this tablet sees them still, and it won't send them whole by
// itself.
Result<std::vector<RecordKey>> records_to_ask_back(storage::Connection& connection);
// The hub has given what it gives. Requires: inside a transaction.
Status note_asked_back(storage::Connection& connection);

}  // namespace oppad::sync
