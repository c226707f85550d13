#include "sync/capture/rejoin.h"

#include "sync/capture/incarnation.h"
#include "sync/capture/outbox.h"
#include "sync/capture/restart.h"
#include "sync/capture/sealed_work.h"
#include "sync/capture/stamping_names.h"
#include "sync/capture/sync_state.h"

namespace oppad::sync {

namespace {

// Unsent work keeps the stamps of its author: nothing is stamped with them any more.
Status begin_in_other_hands(storage::Connection& connection, const SyncIdentity& next) {
    TRY(withdraw_batch(connection));
    TRY(forget_former_names(connection));
    return save_identity(connection, next);
}

}  // namespace

Status rejoin(storage::Connection& connection, StampClock& clock, const SyncIdentity& old,
              const SyncIdentity& next, Restart restart) {
    // A hub that was put back may know the same person by another id.
    const bool is_handed_over =
        restart == Restart::kTooLongAway && !(old.staff.id == next.staff.id);
    TRY(is_handed_over ? begin_in_other_hands(connection, next)
                       : begin_life(connection, old, next));
    TRY(set_text(connection, kCursorKey, {}));
    TRY(begin_restart(connection, restart));
    if (is_handed_over) TRY(hand_over(connection, old.staff.id.raw));
    TRY(unseal(connection, next.staff.id.raw));
    clock.use_device(next.stamping);
    return ok();
}

}  // namespace oppad::sync
