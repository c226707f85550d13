#include "sync/capture/rebase.h"

#include <algorithm>

#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "sync/capture/outbox.h"
#include "sync/capture/row_state.h"
#include "sync/capture/sync_state.h"
#include "sync/tuning.h"

namespace oppad::sync {

namespace {

using storage::Connection;

Result<std::vector<RecordState>> unsettled_states(Connection& connection) {
    std::vector<RecordState> states;
    TRY_ASSIGN(const std::vector<RecordKey> keys, unsettled_records(connection));
    for (const RecordKey& key : keys) {
        if (find_spec(key.type) == nullptr) continue;
        TRY_ASSIGN(const auto row, storage::find_record(connection, key));
        if (!row) continue;
        TRY_ASSIGN(RecordState state, state_of(*row));
        states.push_back(std::move(state));
    }
    return states;
}

Status rebase_in_transaction(Connection& connection, StampClock& clock, Instant hub_now,
                             std::uint64_t time_max) {
    TRY_ASSIGN(const std::vector<RecordState> states, unsettled_states(connection));
    // After whatever has left already: no given stamp may lie behind one that others have seen.
    TRY_ASSIGN(const std::uint64_t sent, get_number(connection, kSentKey));
    // And after whatever its author may have seen, or the hub taken.
    TRY_ASSIGN(const std::uint64_t received, clock.latest_received());
    TRY_ASSIGN(const std::uint64_t taken, get_number(connection, kTakenKey));
    std::uint64_t floor = std::max({stamp_time(hub_now), received + 1, taken + 1});
    if (sent <= time_max) floor = std::max(floor, sent + 1);
    const Corrections corrections = plan_corrections(states, clock.device(), time_max, floor);
    for (const RecordState& state : states) {
        const RecordState corrected = restamp(state, corrections);
        if (!(corrected == state)) TRY(storage::put_record(connection, row_of(corrected)));
    }
    if (!corrections.stamps.empty()) floor = corrections.stamps.back().given.time;
    return clock.set_back(floor);
}

}  // namespace

Status rebase_unsent(Connection& connection, StampClock& clock, Instant hub_now,
                     std::int64_t ahead_ms_max) {
    // The hub lets others be further ahead than this tablet lets itself be, and what it has taken
    // stays as it is, also when its clock was ahead then; it believes what follows on that.
    TRY_ASSIGN(const std::uint64_t received, clock.latest_received());
    TRY_ASSIGN(const std::uint64_t taken, get_number(connection, kTakenKey));
    const std::uint64_t time_max = std::max(stamp_time(Instant{hub_now.ms + ahead_ms_max}),
                                            std::max(received, taken) + kFollowingMax);
    if (clock.last() <= time_max) return ok();
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
    Status done = rebase_in_transaction(connection, clock, hub_now, time_max);
    if (done) done = transaction.commit();
    if (!done) {
        transaction.rollback();
        TRY(clock.reload());
    }
    return done;
}

Status correct_record(Connection& connection, const RecordKey& key,
                      const Corrections& corrections) {
    if (find_spec(key.type) == nullptr) return ok();
    TRY_ASSIGN(const auto row, storage::find_record(connection, key));
    if (!row) return ok();
    TRY_ASSIGN(const RecordState state, state_of(*row));
    const RecordState corrected = restamp(state, corrections);
    return corrected == state ? ok() : storage::put_record(connection, row_of(corrected));
}

}  // namespace oppad::sync
