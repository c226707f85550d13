// A store that was copied, or put back from a backup, goes on as another life of it: numbers and
// stamps of its own from here, so that nothing of it can be taken for what the other wrote.
#pragma once

#include "engine/core/result.h"
#include "engine/ports/entropy.h"
#include "sync/capture/stamp_clock.h"
#include "sync/capture/sync_identity.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Gives `identity` a new incarnation and a new stamping number, makes the unsent work that the hub
// never answered that number's, and lets the sent batch wait again. On failure nothing happened.
// Requires: no open transaction. Cost: O(unsent records).
Status begin_incarnation(storage::Connection& connection, StampClock& clock, Entropy& entropy,
                         SyncIdentity& identity);

// The steps that each new life of a store takes: the sent batch waits again, the unsent work that
// the hub never answered gets the stamping number of `next`, which is kept as who this tablet is.
// Requires: inside a transaction.
Status begin_life(storage::Connection& connection, const SyncIdentity& old,
                  const SyncIdentity& next);

}  // namespace oppad::sync
