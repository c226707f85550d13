#include "sync/capture/incarnation.h"

#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "sync/capture/outbox.h"
#include "sync/capture/row_state.h"
#include "sync/capture/stamping_names.h"
#include "sync/capture/sync_state.h"
#include "sync/merge/restamp.h"

namespace oppad::sync {

namespace {

using storage::Connection;

// Whatever the hub answered was written before the copy was made, and is the same in both: the
// later life of one store would know the answer, and no copy was answered before it was noticed.
Status rename_unsent(Connection& connection, DeviceId from, DeviceId to) {
    TRY_ASSIGN(const std::uint64_t taken, get_number(connection, kTakenKey));
    TRY_ASSIGN(const std::vector<RecordKey> keys, unsettled_records(connection));
    for (const RecordKey& key : keys) {
        if (find_spec(key.type) == nullptr) continue;
        TRY_ASSIGN(const auto row, storage::find_record(connection, key));
        if (!row) continue;
        TRY_ASSIGN(const RecordState state, state_of(*row));
        const RecordState renamed = rename_later(state, from, taken, to);
        if (!(renamed == state)) TRY(storage::put_record(connection, row_of(renamed)));
    }
    return ok();
}

}  // namespace

Status begin_life(Connection& connection, const SyncIdentity& old, const SyncIdentity& next) {
    TRY(withdraw_batch(connection));
    TRY(rename_unsent(connection, old.stamping, next.stamping));
    TRY(note_former_name(connection, old.stamping));
    return save_identity(connection, next);
}

Status begin_incarnation(Connection& connection, StampClock& clock, Entropy& entropy,
                         SyncIdentity& identity) {
    SyncIdentity next;
    next.device = identity.device;
    next.incarnation = random_number(entropy);
    next.stamping = random_number(entropy);
    next.secret_key = Secret::copy_of(identity.secret_key.view());
    next.hub_url = identity.hub_url;
    next.organisation = identity.organisation;
    next.staff = identity.staff;
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
    TRY(begin_life(connection, identity, next));
    TRY(transaction.commit());
    clock.use_device(next.stamping);
    identity = std::move(next);
    return ok();
}

}  // namespace oppad::sync
