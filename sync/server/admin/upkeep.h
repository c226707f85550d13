// What the hub tidies by itself: deletions that every tablet knows of, or that are too old to wait
// for anyone (sync.md, "Deletes").
#pragma once

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/server/store/server_store.h"

namespace oppad::hub {

// A tablet that was away for longer takes a fresh copy when it comes back.
inline constexpr std::chrono::hours kDeletionsKept{400 * 24};

// Removes hidden records that every tablet in use has been told of, and those hidden for longer
// than kDeletionsKept. A tablet is in use while it is not revoked and was seen within that time.
// Returns how many went. Cost: O(hidden records), in short transactions.
Result<int> trim_deletions(ServerStore& store, const RawId& organisation, Instant now);

}  // namespace oppad::hub
