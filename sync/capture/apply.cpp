#include "sync/capture/apply.h"

#include <algorithm>

#include "engine/core/log.h"
#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "sync/capture/carried_records.h"
#include "sync/capture/conflict_list.h"
#include "sync/capture/forget.h"
#include "sync/capture/outbox.h"
#include "sync/capture/rebase.h"
#include "sync/capture/restart.h"
#include "sync/capture/row_state.h"
#include "sync/capture/sync_state.h"
#include "sync/merge/merge.h"
#include "sync/tuning.h"
#include "sync/wire/planted_bug.h"

namespace oppad::sync {

namespace {

using storage::Connection;

// Disk full and the like end the whole transaction; only a record's own fault stays its own.
bool is_records_own(const Error& error) {
    return error.code == ErrorCode::kInvalid || error.code == ErrorCode::kConflict ||
           error.code == ErrorCode::kCorrupt;
}

Status erase(Connection& connection, const RecordState& erased, Applied& applied) {
    TRY_ASSIGN(const auto carried, find_carried(connection, erased.key));
    if (carried && carried->erased && merge(*carried, erased) == *carried) {
        ++applied.unchanged;
        return ok();
    }
    TRY(drop_entries(connection, erased.key));
    const bool is_known = find_spec(erased.key.type) != nullptr;
    if (is_known && !is_planted(PlantedBug::kErasureKeepsRow))
        TRY(storage::purge_record(connection, erased.key));
    ++applied.purged;
    return put_carried(connection, carried ? merge(*carried, erased) : erased);
}

Status carry(Connection& connection, const RecordState& incoming, Applied& applied) {
    if (is_planted(PlantedBug::kCarryNothing)) return ok();
    TRY_ASSIGN(const auto stored, find_carried(connection, incoming.key));
    const RecordState merged = stored ? merge(*stored, incoming) : incoming;
    if (stored && merged == *stored) {
        ++applied.unchanged;
        return ok();
    }
    ++applied.changed;
    return put_carried(connection, merged);
}

Status apply_to_row(Connection& connection, const RecordState& incoming, Instant now,
                    Applied& applied) {
    TRY_ASSIGN(const auto row, storage::find_record(connection, incoming.key));
    RecordState stored{.key = incoming.key};
    if (row) {
        TRY_ASSIGN(stored, state_of(*row));
    } else {
        TRY_ASSIGN(const auto carried, find_carried(connection, incoming.key));
        if (carried && carried->erased) {
            ++applied.unchanged;
            return ok();
        }
    }
    const RecordState merged =
        is_planted(PlantedBug::kReceiveOverwrites) ? incoming : merge(stored, incoming);
    if (row && merged == stored) {
        ++applied.unchanged;
        return ok();
    }
    TRY(storage::put_record(connection, row_of(merged)));
    ++applied.changed;
    return list_conflicts(connection, merged, now);
}

// One record in a savepoint of its own. A defect of one never holds up the rest: it is carried, so
// that the cursor may pass it.
Status apply_guarded(Connection& connection, const RecordState& incoming, Instant now,
                     Applied& applied) {
    TRY_ASSIGN(storage::Savepoint savepoint, storage::Savepoint::begin(connection));
    Status outcome = fits_schema(incoming)
                         ? apply_state(connection, incoming, now, applied)
                         : Status{Error{ErrorCode::kInvalid, "merge kind not of schema"}};
    if (outcome) return savepoint.keep();
    if (!is_records_own(outcome.error())) return outcome;
    log::write_error("sync_record_set_aside", outcome.error());
    savepoint.rollback();
    ++applied.set_aside;
    return put_carried(connection, incoming);
}

// The hub has put its own time in the place of stamps that were too far ahead.
Status take_corrections(Connection& connection, StampClock& clock, const SyncReply& reply) {
    const std::uint64_t time_max = stamp_time(Instant{reply.hub_time_ms + kHubAheadMsMax});
    std::uint64_t latest_given = 0;
    for (const Receipt& receipt : reply.receipts) {
        if (receipt.corrected.empty() || is_planted(PlantedBug::kIgnoreReceiptStamps)) continue;
        TRY(correct_record(connection, receipt.key,
                           Corrections{clock.device(), time_max, receipt.corrected}));
        latest_given = std::max(latest_given, receipt.corrected.back().given.time);
    }
    return latest_given == 0 ? ok() : set_number(connection, kSentKey, latest_given);
}

}  // namespace

Status apply_state(Connection& connection, const RecordState& incoming, Instant now,
                   Applied& applied) {
    if (incoming.erased) return erase(connection, incoming, applied);
    if (find_spec(incoming.key.type) == nullptr) return carry(connection, incoming, applied);
    return apply_to_row(connection, incoming, now, applied);
}

Result<Applied> apply_reply(Connection& connection, StampClock& clock, const SyncReply& reply,
                            Answers answers, Instant now) {
    Applied applied;
    if (is_planted(PlantedBug::kSaveCursorBeforeRecords))
        TRY(set_text(connection, kCursorKey, reply.cursor));
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
    if (reply.restart != Restart::kNone) TRY(begin_restart(connection, reply.restart));
    if (answers == Answers::kPush) {
        TRY(take_corrections(connection, clock, reply));
        TRY(acknowledge(connection, reply.refusals, now));
    }
    Stamp latest;
    TRY_ASSIGN(const Restart restart, current_restart(connection));
    for (const RecordState& state : reply.changes) {
        TRY(apply_guarded(connection, state, now, applied));
        if (restart != Restart::kNone) TRY(confirm_record(connection, restart, state));
        latest = std::max(latest, latest_stamp(state));
    }
    TRY(clock.receive(latest));
    for (const RawId& scope : reply.forget) {
        if (is_planted(PlantedBug::kForgetNothing)) continue;
        TRY_ASSIGN(const int purged, forget_scope(connection, scope, now));
        applied.purged += purged;
    }
    if (restart != Restart::kNone && !reply.has_more) {
        TRY_ASSIGN(const int removed, end_restart(connection, restart));
        applied.purged += removed;
    }
    TRY(set_text(connection, kCursorKey, reply.cursor));
    TRY(transaction.commit());
    if (applied.purged > 0) {
        // What was erased must not live on in the write-ahead log.
        ignore_because(connection.checkpoint(storage::CheckpointKind::kTruncate),
                       "the next one empties it");
    }
    return applied;
}

}  // namespace oppad::sync
