// All that a tablet holds, as states: for comparing replicas. Not for everyday use.
#pragma once

#include <vector>

#include "engine/core/result.h"
#include "sync/wire/record_state.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Every row, removed ones too, and what is carried unseen. No order is promised.
// Fails: kCorrupt. Cost: O(records), all in memory.
Result<std::vector<RecordState>> list_states(storage::Connection& connection);

// What the hub refused, as it was when it was refused.
Result<std::vector<RecordState>> list_refused(storage::Connection& connection);

}  // namespace oppad::sync
