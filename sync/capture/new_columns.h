// What a newer tablet wrote into a field that this one did not know is carried in the row's causal
// blob (row_state.h). Once an update brings the field its column, what was carried is put there:
// else it would be on the tablet and on no screen until somebody writes the record again.
#pragma once

#include "engine/core/result.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Fills the columns of the types that the schema's newest steps gave some, once; stamps nothing and
// queues nothing, since the records' states stay as they are. Requires: no transaction is open.
// Fails: kDiskFull, kBusy, kCorrupt for a broken blob; then the next call does all of it.
// Cost: O(1); after an update O(records of those types).
Status fill_new_columns(storage::Connection& connection);

}  // namespace oppad::sync
