#include "sync/capture/rejoin.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "sync/capture/handover.h"
#include "sync/capture/incarnation.h"
#include "sync/capture/outbox.h"
#include "sync/capture/restart.h"
#include "sync/capture/sealed_work.h"
#include "sync/capture/stamping_names.h"
#include "sync/capture/sync_state.h"

namespace oppad::sync {

namespace {

// A hub that was put back may know the same person by another id.
bool is_handed_over(const SyncIdentity& old, const SyncIdentity& next, Restart restart) {
    if (old.staff.id == next.staff.id) return false;
    const bool is_same_name =
        old.staff.name == next.staff.name && old.organisation == next.organisation;
    return restart != Restart::kHubPutBack || !is_same_name;
}

Lacking lacking_of(const SyncIdentity& old, const SyncIdentity& next, Restart restart) {
    if (old.organisation != next.organisation) return Lacking::kNotItsWork;
    return restart == Restart::kHubPutBack ? Lacking::kAll : Lacking::kUnsent;
}

// Unsent work keeps the stamps of its author: nothing is stamped with them any more.
Status begin_in_other_hands(storage::Connection& connection, const SyncIdentity& old,
                            const SyncIdentity& next, Restart restart) {
    TRY(withdraw_batch(connection));
    TRY(forget_former_names(connection));
    TRY(save_identity(connection, next));
    const Lacking lacking = lacking_of(old, next, restart);
    // To another organisation the store is as one that was away.
    const bool is_elsewhere = lacking == Lacking::kNotItsWork;
    TRY(begin_restart(connection, is_elsewhere ? Restart::kTooLongAway : restart));
    return hand_over(connection, old.staff.id.raw, lacking);
}

Result<bool> is_set(storage::Connection& connection, std::string_view key) {
    TRY_ASSIGN(const std::uint64_t number, get_number(connection, key));
    return number != 0;
}

Status unset(storage::Connection& connection, std::string_view key) {
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
    TRY(set_number(connection, key, 0));
    return transaction.commit();
}

}  // namespace

Status rejoin(storage::Connection& connection, StampClock& clock, const SyncIdentity& old,
              const SyncIdentity& next, const Rejoining& rejoining) {
    TRY(set_text(connection, kCursorKey, {}));
    if (is_handed_over(old, next, rejoining.restart)) {
        TRY(begin_in_other_hands(connection, old, next, rejoining.restart));
    } else {
        TRY(begin_life(connection, old, next));
        TRY(begin_restart(connection, rejoining.restart));
    }
    TRY(unseal(connection, next.staff.id.raw, {.own = next.stamping, .now = rejoining.now}));
    clock.use_device(next.stamping);
    return ok();
}

Result<bool> has_former_papers(storage::Connection& connection) {
    return is_set(connection, kFormerPapersKey);
}

Status note_former_papers_gone(storage::Connection& connection) {
    return unset(connection, kFormerPapersKey);
}

Result<bool> has_former_code(storage::Connection& connection) {
    return is_set(connection, kFormerCodeKey);
}

Status note_code_changed(storage::Connection& connection) {
    return unset(connection, kFormerCodeKey);
}

}  // namespace oppad::sync
