// A tablet that passes into other hands with unsent work: it goes up as its author's, and what the
// hub does not take from the new person, since they may not look there, is put out of everybody's
// sight on this tablet until its author works here again (table sealed_work).
#pragma once

#include <optional>

#include "engine/core/result.h"
#include "sync/wire/record_state.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// All of these: Requires: inside a transaction.

// What was refused becomes `author`'s sealed work; what waits to be sent now is told from what the
// next person writes.
Status hand_over(storage::Connection& connection, const RawId& author);
// Who wrote what was queued under that version, when it was handed over.
Result<std::optional<RawId>> author_before(storage::Connection& connection, std::int64_t version);
// The record leaves every table, and what was to be sent of it is kept for its author.
Status seal(storage::Connection& connection, const RawId& author, const RecordState& state);
// The author is back: all of it is here again, and waits to be sent.
Status unseal(storage::Connection& connection, const RawId& author);
// Of a record that was erased.
Status drop_sealed(storage::Connection& connection, const RecordKey& key);

}  // namespace oppad::sync
