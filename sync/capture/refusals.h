// What the hub refused, kept with its content until it is edited and accepted, or a person has
// decided (tables refusals and refused_texts).
#pragma once

#include <optional>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/wire/messages.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Those that nobody has set aside.
Result<int> count_refused(storage::Connection& connection);
Result<bool> is_refused(storage::Connection& connection, const RecordKey& key);
// Set aside or not.
Result<bool> has_any_refused(storage::Connection& connection);
// What was refused of the record, if anything.
Result<std::optional<RecordState>> find_refused(storage::Connection& connection,
                                                const RecordKey& key);

// All of these: Requires: inside a transaction.

// In the place of an earlier one of the same record.
Status put_refusal(storage::Connection& connection, const RecordState& state, RefusalReason reason,
                   Instant now);
// Keeps a refusal where it is, and says whether people are still asked about it.
Status put_aside(storage::Connection& connection, const RecordKey& key, bool is_aside, Instant now);
// Of every record of the sent batch: what is refused of it again is put anew.
Status drop_answered_refusals(storage::Connection& connection);
Status drop_refusal(storage::Connection& connection, const RecordKey& key);
Status drop_all_refusals(storage::Connection& connection);

}  // namespace oppad::sync
