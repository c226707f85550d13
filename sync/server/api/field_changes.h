// Which fields of a stored record changed since when, so that a tablet that was level with the hub
// is sent those alone (docs/adr/0015).
//
// Data model (StoredState::changes; numbers of 7 bits a byte, the lowest first)
//   seq      of the state that it describes: what an older hub stored since then is not noted
//   whole    since this seq the record is where it is, and every field is noted that changed
//   (field, seq) …  of those, by field
#pragma once

#include <optional>
#include <vector>

#include "sync/server/store/server_store.h"
#include "sync/wire/record_state.h"

namespace oppad::hub {

// What to note for a record that was all new at `seq`: whoever had less gets it whole.
Bytes note_whole(Seq seq);
// What to note when `claimed` was merged into `stored`, and the result lies in the same scope.
Bytes note_changes(const StoredState& stored, const sync::RecordState& claimed, Seq seq);

// The fields, by number, that may have changed since `level`: a device that had everything then has
// all others. Nothing when that isn't known: it needs the whole record.
std::optional<std::vector<FieldNumber>> changed_since(const StoredState& stored, Seq level);

}  // namespace oppad::hub
