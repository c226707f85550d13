// A tablet whose clock ran ahead brings its unsent work back to the hub's time before sending it,
// so that it neither wins nor loses by its clock.
#pragma once

#include "engine/core/result.h"
#include "sync/capture/stamp_clock.h"
#include "sync/merge/restamp.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Restamps every unsent change later than the hub's time plus `ahead_ms_max`, in order, in one
// transaction. Nothing to do = nothing written. Requires: no open transaction, no sent batch.
// Cost: O(1) when the clock is right, O(unsent records) otherwise.
Status rebase_unsent(storage::Connection& connection, StampClock& clock, Instant hub_now,
                     std::int64_t ahead_ms_max);

// What the hub's receipt says about one record. Requires: inside a transaction.
Status correct_record(storage::Connection& connection, const RecordKey& key,
                      const Corrections& corrections);

}  // namespace oppad::sync
