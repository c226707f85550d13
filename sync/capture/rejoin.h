// A tablet that its hub doesn't know any more, or has signed off, and that a person enrols anew: it
// keeps all that it holds, and goes on as another device.
#pragma once

#include "engine/core/result.h"
#include "sync/capture/stamp_clock.h"
#include "sync/capture/sync_identity.h"
#include "sync/wire/messages.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Everything comes again beside what is here; `restart` says what becomes of the rest (restart.h).
// Unsent work goes whole, stamped as the new device's; what the hub answered keeps its stamps. In
// the hands of another person it keeps its author's stamps, and what that person may not write is
// sealed (sealed_work.h); what was sealed of the person who joins now waits to be sent again.
// Requires: inside a transaction; next.device was given by the hub just now.
// Cost: O(records) small writes.
Status rejoin(storage::Connection& connection, StampClock& clock, const SyncIdentity& old,
              const SyncIdentity& next, Restart restart);

}  // namespace oppad::sync
