// What hangs on a family is erased with it, and what comes for an erased family later is erased as
// it arrives: nobody has to know where its words went.
#pragma once

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/server/api/family_moves.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/record_state.h"

namespace oppad::hub {

// Erases the family and all that hangs on it, in whichever scope, and drops what was set aside of
// either. The hub stamps it; tablets that may see the scopes erase at their next exchange. Returns
// how many records were erased by it: 0 when that was done before. Requires: a transaction that
// writes. Fails: kNotFound when the hub has no such family, or as the store.
// Cost: O(records of the organisation).
Result<int> erase_family(StoreTransaction& transaction, const RawId& family, Instant now);

// Returns whether the record itself was erased by it: it hangs on a family that was. An erasure of
// a family, whoever made it, takes along all that hangs on it. Requires: a transaction that writes;
// `claimed` is what was new in the arrival. Fails: as the store. Cost: one look-up for what is put
// into a family, none for other changes; of an erased family as erase_family().
Result<bool> erase_with_family(StoreTransaction& transaction, const Arrival& arrival,
                               const sync::RecordState& claimed);

// Whether the record hangs on a family that was erased. Fails: as the store. Cost: one look-up.
Result<bool> is_of_erased_family(StoreTransaction& transaction, const sync::RecordState& state);

// In the place of what is new and isn't taken in: where it was to lie, without a word of it.
// Requires: a transaction that writes; the hub has no such record. Fails: as the store.
Status put_erasure(StoreTransaction& transaction, const sync::RecordState& claimed, Instant now);

}  // namespace oppad::hub
