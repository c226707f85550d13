// What hangs on a family lies where the family lies: whoever sees the one sees the other, and who
// lost sight of a family keeps nothing of it.
#pragma once

#include <optional>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/server/auth/rights.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/record_state.h"

namespace oppad::hub {

// A record as the hub has just stored it.
struct Arrival {
    const sync::RecordState& state;
    // Nothing for what is new to the hub.
    const std::optional<RawId>& scope_before;
    // Of whoever brought it; null when a person decided that it may come in.
    const Rights* rights;
    Instant now;
};

// A family that left its scope takes along whatever of it lay there; a record that was written
// where its family no longer lies follows it. Who brought the record had the right to write where
// it was put, and the family was there: so it is judged by the rights at the time of writing. A
// record that is new to the hub, and lies where the hub never had the family (its move was refused,
// or taken back before the hub heard of it), goes where the family is if whoever brought it may
// write there, else it stays. The hub stamps these moves itself, and a deletion that had hidden
// such a record goes on hiding it. Records that don't read stay where they are.
// Requires: a transaction that writes. Fails: as the store.
// Cost: at most three look-ups; of a family that moves, O(records of the scope that it left).
Status keep_family_together(StoreTransaction& transaction, const Arrival& arrival);

}  // namespace oppad::hub
