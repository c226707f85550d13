// The hub's changes a second time from the beginning, beside what is here: nothing goes from the
// screen meanwhile, and at the end what the hub did not bring is pushed again (the hub was put
// back) or leaves (it was deleted while this tablet was away; PROTOCOL.md, "Beginning again").
#pragma once

#include <vector>

#include "engine/core/result.h"
#include "sync/wire/messages.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// All of these: Requires: inside the transaction of the reply they belong to.

// Notes every record as not brought yet. What is unsent, or was pushed in the same exchange, goes
// whole: the hub may lack the rest of it. Cost: O(all records).
Status begin_restart(storage::Connection& connection, Restart kind);
// kNone when none is under way.
Result<Restart> current_restart(storage::Connection& connection);
// Whether the record was noted, and was not confirmed since.
Result<bool> is_unconfirmed(storage::Connection& connection, const RecordKey& key);
Result<std::vector<RecordKey>> unconfirmed_records(storage::Connection& connection);
// After `incoming` was applied, or the hub has answered that it took the record.
Status confirm_record(storage::Connection& connection, Restart kind, const RecordState& incoming);
// After the last page. Returns how many records left.
Result<int> end_restart(storage::Connection& connection, Restart kind);

}  // namespace oppad::sync
