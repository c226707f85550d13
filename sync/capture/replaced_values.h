// What a record said before, kept where a pull brings something else: its history.
// Lost against words written unaware of it (table replaced_values): of registers a tablet's own
// that a colleague's replaced (whether they had seen it can't be told of a register), and a
// colleague's that lost against its own unsent one; of texts, what a person did not choose, on the
// tablet where they chose. Else changed knowingly, by a colleague (table former_values): what
// stood here before their change.
#pragma once

#include "engine/core/result.h"
#include "sync/wire/record_state.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Keeps of each field what the merge of `stored` and `incoming` no longer says, as said above.
// `own_work` holds what this tablet wrote and the hub had not answered.
// Requires: inside a transaction; a known type. Cost: O(incoming fields).
Status keep_replaced(storage::Connection& connection, const RecordState& stored,
                     const RecordState& incoming, const RecordState& own_work, DeviceId own);
// Keeps one version that a person's choice put aside.
Status keep_version(storage::Connection& connection, const RecordKey& key, FieldNumber field,
                    const Version& version, DeviceId own);
// With what was changed by hand: an erased record leaves no former words either.
Status drop_replaced(storage::Connection& connection, const RecordKey& key);

}  // namespace oppad::sync
