// Whether a tablet holds what the hub would give it: a range of records by digests, and single
// records for a tablet whose own differ. Copies drift apart where storage decays or code errs; they
// are healed record by record and never wiped (PROTOCOL.md, "Copies").
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "sync/server/auth/rights.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/messages.h"

namespace oppad::hub {

// Of one scope in one comparison; a longer range is answered up to where it was read.
inline constexpr int kComparedMax = 512;
// States asked for in one request.
inline constexpr std::size_t kWantedMax = 64;

// Whether the stored copy still is what was stored; true for one without a digest.
bool is_sound(const StoredState& stored);

// Nothing when the range compares equal. Records hidden by a deletion take no part: the hub lets
// them go some day. Fails: as the store. Cost: O(records of the range).
Result<std::optional<sync::RangeListing>> compare_range(StoreTransaction& transaction,
                                                        const Rights& rights,
                                                        const sync::RangeCheck& check);

// What the hub has of `want`, sound, and may give. Fails: as the store.
Result<std::vector<sync::RecordState>> give_wanted(StoreTransaction& transaction,
                                                   const Rights& rights,
                                                   const std::vector<RecordKey>& want);

}  // namespace oppad::hub
