#include "sync/capture/rejoin.h"

#include "sync/capture/incarnation.h"
#include "sync/capture/restart.h"
#include "sync/capture/sync_state.h"

namespace oppad::sync {

Status rejoin(storage::Connection& connection, StampClock& clock, const SyncIdentity& old,
              const SyncIdentity& next, Restart restart) {
    TRY(begin_life(connection, old, next));
    TRY(set_text(connection, kCursorKey, {}));
    TRY(begin_restart(connection, restart));
    clock.use_device(next.stamping);
    return ok();
}

}  // namespace oppad::sync
