// Between a row of a record table and the record's state: shown values stand in the columns, and
// the causal blob holds only what the columns can't say.
//
// Data model (causal blob)
//   byte 0       form: 1, or 2 when the scope was never stamped
//   bytes 1-16   row stamp, big-endian time and device: every field that is filled in and has no
//                entry below was last written with it, by someone who had seen no other version
//   bytes 17-32  scope, so that a move is noticed
//   the rest     nothing, or the body (codec.h) of a state with the other fields: their stamps,
//                losers, set elements and contexts, deletions, and a scope stamp that differs from
//                the row stamp. The shown value of a field that has a column is left out there:
//                "not filled in" means "look in the column".
// A row with an empty blob was never stamped.
#pragma once

#include "engine/storage/record_table.h"
#include "sync/wire/record_state.h"

namespace oppad::sync {

inline constexpr std::size_t kCausalHeadBytes = 1 + 16 + 16;

struct RowCausal {
    Stamp row;
    RecordState residual;  // Its scope and scope stamp are set; fields as described above.
};

// Fails: kCorrupt.
Result<RowCausal> unpack_causal(ByteView blob, const RecordKey& key);
Bytes pack_causal(RowCausal causal);

// Fails: kCorrupt for a broken blob. Requires: a known type.
Result<RecordState> state_of(const storage::StoredRecord& row);
// Requires: a known type, not erased. The row's version is the table's to set.
storage::StoredRecord row_of(const RecordState& state);

}  // namespace oppad::sync
