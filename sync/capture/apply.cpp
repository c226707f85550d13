#include "sync/capture/apply.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/core/log.h"
#include "engine/domain/record.h"
#include "engine/storage/arrivals.h"
#include "engine/storage/record_table.h"
#include "engine/storage/search_index.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "sync/capture/carried_records.h"
#include "sync/capture/conflict_list.h"
#include "sync/capture/forget.h"
#include "sync/capture/outbox.h"
#include "sync/capture/rebase.h"
#include "sync/capture/refusals.h"
#include "sync/capture/replaced_values.h"
#include "sync/capture/restart.h"
#include "sync/capture/row_state.h"
#include "sync/capture/sealed_work.h"
#include "sync/capture/sync_state.h"
#include "sync/merge/base_text.h"
#include "sync/merge/merge.h"
#include "sync/tuning.h"
#include "sync/wire/planted_bug.h"
#include "sync/wire/signature.h"

namespace oppad::sync {

namespace {

using storage::Connection;

// Disk full and the like end the whole transaction; only a record's own fault stays its own.
bool is_records_own(const Error& error) {
    return error.code == ErrorCode::kInvalid || error.code == ErrorCode::kConflict ||
           error.code == ErrorCode::kCorrupt;
}

// What each record gets of its own, so that one that fails is undone alone.
enum class Guard : std::uint8_t { kNothing, kSavepoint };

// One answer being taken in.
struct Applying {
    Connection& connection;
    StampClock& clock;
    Instant now;
    Guard guard = Guard::kNothing;
    Ending ending = Ending::kCommit;
    std::uint64_t sent = 0;           // The latest own stamp that has left.
    std::vector<RecordState> pushed;  // What it answers, when it brings something too.
    bool has_carried = true;          // False = no record that is carried or erased is here.
    bool was_new = false;             // The record before: those of a first pull all are.
    bool has_refusals = false;        // Of earlier answers, or of this one.
    bool tells_news = false;          // What a first pull or a restart brings is none.
    Applied applied;
};

Status carry(Applying& applying, const RecordState& incoming) {
    if (is_planted(PlantedBug::kCarryNothing)) return ok();
    TRY_ASSIGN(const auto stored, find_carried(applying.connection, incoming.key));
    const RecordState merged = stored ? merge(*stored, incoming) : incoming;
    if (stored && merged == *stored) {
        ++applying.applied.unchanged;
        return ok();
    }
    ++applying.applied.changed;
    return put_carried(applying.connection, merged);
}

// Writes what two people wrote as one text where that needs no person: an edit that has seen both,
// and travels as any other.
Status settle(Applying& applying, RecordState& state) {
    const std::vector<Settlement> settlements = settle_texts(state, applying.clock.device());
    if (settlements.empty()) return ok();
    TRY(applying.clock.receive(latest_stamp(state)));
    std::vector<FieldNumber> written;
    for (const Settlement& settlement : settlements) {
        TRY_ASSIGN(const Stamp stamp, applying.clock.tick());
        for (FieldState& field : state.fields) {
            const bool is_base = field.number == base_field_of(settlement.field);
            if (field.number != settlement.field && !is_base) continue;
            const std::string& words = is_base ? settlement.base : settlement.words;
            field.versions = {{stamp, words.empty() ? Value{} : Value{words}}};
            include(field.context, stamp);
            written.push_back(field.number);
        }
    }
    applying.applied.settled += static_cast<int>(settlements.size());
    return queue_change(applying.connection, state.key, written);
}

const RecordState* find_pushed(const Applying& applying, const RecordKey& key) {
    const auto at = std::lower_bound(
        applying.pushed.begin(), applying.pushed.end(), key,
        [](const RecordState& state, const RecordKey& wanted) { return state.key < wanted; });
    return at != applying.pushed.end() && at->key == key ? &*at : nullptr;
}

// What this tablet wrote of the record and no other answer has covered.
RecordState own_work(const Applying& applying, const RecordState& stored) {
    RecordState work{.key = stored.key};
    const RecordState* pushed = find_pushed(applying, stored.key);
    for (const FieldState& field : stored.fields) {
        if (field.merge != MergeKind::kRegister) continue;
        const Stamp& stamp = field.versions.front().stamp;
        const bool is_own = stamp.device == applying.clock.device();
        const bool was_pushed =
            pushed != nullptr && find_field_state(*pushed, field.number) != nullptr;
        if (is_own && (was_pushed || stamp.time > applying.sent)) work.fields.push_back(field);
    }
    return work;
}

Result<bool> is_erased_here(const Applying& applying, const RecordKey& key) {
    if (!applying.has_carried) return false;
    TRY_ASSIGN(const auto carried, find_carried(applying.connection, key));
    return carried && carried->erased;
}

// Unset when no news is told, or nothing of a colleague is.
std::optional<Stamp> find_news(const Applying& applying, const RecordState& stored,
                               const RecordState& incoming) {
    if (!applying.tells_news) return std::nullopt;
    return latest_unseen(stored, incoming, applying.clock.device());
}

// For the page of today.
Status tell_news(const Applying& applying, const RecordKey& key,
                 const std::optional<Stamp>& stamp) {
    if (!stamp) return ok();
    return storage::note_arrival(
        applying.connection,
        {.key = key, .at = applying.now, .device = device_text(stamp->device)});
}

// Whether a record may be written without a look at what is here: tried first among new ones.
bool may_be_unseen(const Applying& applying) {
    return applying.was_new && !applying.has_carried && !applying.has_refusals;
}

// Writes the record if the table has none such.
Result<bool> add_unseen(Applying& applying, const storage::StoredRecord& row) {
    TRY_ASSIGN(const bool is_added, storage::add_record(applying.connection, row));
    if (is_added) {
        ++applying.applied.changed;
        ++applying.applied.added;
    }
    return is_added;
}

// A record that left with work refused comes back with that work in it: the next edit is made on
// it, and takes it along. Where it lies is for the hub to say.
Status add_refused(Applying& applying, RecordState& state) {
    if (!applying.has_refusals) return ok();
    TRY_ASSIGN(auto refused, find_refused(applying.connection, state.key));
    if (!refused) return ok();
    refused->scope_stamp = {};
    state = merge(std::move(state), *refused);
    return ok();
}

bool is_same_content(const storage::StoredRecord& a, const storage::StoredRecord& b) {
    return a.scope == b.scope && a.deleted == b.deleted && a.values == b.values &&
           a.causal == b.causal;
}

Status apply_to_row(Applying& applying, const RecordState& incoming) {
    Connection& connection = applying.connection;
    TRY_ASSIGN(const auto row, storage::find_record(connection, incoming.key));
    applying.was_new = !row;
    RecordState stored{.key = incoming.key};
    if (row) {
        TRY_ASSIGN(stored, state_of(*row));
    } else {
        TRY_ASSIGN(const bool is_erased, is_erased_here(applying, incoming.key));
        if (is_erased) return carry(applying, incoming);  // Of it, where it lay is kept alone.
        TRY(add_refused(applying, stored));
    }
    const bool is_new = !row && stored.fields.empty() && stored.deletions.empty();
    if (is_new && !has_rivals(incoming)) {
        // A merge with nothing is what came: it is canonical already.
        TRY_ASSIGN(const bool is_added, add_unseen(applying, row_of(incoming)));
        ENSURE(is_added);
        return tell_news(applying, incoming.key, find_news(applying, stored, incoming));
    }
    if (row) {
        const RecordState work = own_work(applying, stored);
        TRY(keep_replaced(connection, stored, incoming, work, applying.clock.device()));
    }
    const std::optional<Stamp> news = find_news(applying, stored, incoming);
    const bool had_rivals = has_rivals(stored);
    RecordState merged =
        is_planted(PlantedBug::kReceiveOverwrites) ? incoming : merge(std::move(stored), incoming);
    storage::StoredRecord next = row_of(merged);
    if (row && is_same_content(next, *row)) {
        ++applying.applied.unchanged;
        return ok();
    }
    if (has_rivals(merged)) {
        TRY(settle(applying, merged));
        next = row_of(merged);
    }
    TRY(row ? storage::update_record(connection, *row, next)
            : storage::put_record(connection, next));
    ++applying.applied.changed;
    TRY(tell_news(applying, incoming.key, news));
    if (!had_rivals && !has_rivals(merged)) return ok();
    return list_conflicts(connection, merged,
                          {.own = applying.clock.device(),
                           .now = applying.now,
                           .was_just_sent = find_pushed(applying, merged.key) != nullptr});
}

Status apply_state(Applying& applying, const RecordState& incoming) {
    if (!fits_schema(incoming)) return Error{ErrorCode::kInvalid, "merge kind not of schema"};
    const bool is_known = find_spec(incoming.key.type) != nullptr;
    if (is_known && !incoming.erased) return apply_to_row(applying, incoming);
    applying.has_carried = true;
    if (!incoming.erased) return carry(applying, incoming);
    return apply_erasure(applying.connection, incoming, applying.applied);
}

Status apply_record(Applying& applying, const IncomingRecord& record) {
    if (const auto* state = std::get_if<RecordState>(&record)) return apply_state(applying, *state);
    const auto& row = std::get<storage::StoredRecord>(record);
    bool is_added = false;
    if (may_be_unseen(applying)) {
        TRY_ASSIGN(is_added, add_unseen(applying, row));
        if (is_added && !applying.tells_news) return ok();
    }
    TRY_ASSIGN(const RecordState state, state_of(row));
    if (!is_added) return apply_state(applying, state);
    return tell_news(applying, state.key,
                     find_news(applying, RecordState{.key = state.key}, state));
}

// A defect of one record never holds up the rest: it is carried, so that the cursor may pass it.
Status apply_guarded(Applying& applying, const IncomingRecord& record) {
    if (applying.guard == Guard::kNothing) return apply_record(applying, record);
    TRY_ASSIGN(const RecordState incoming, state_of(record));
    TRY_ASSIGN(storage::Savepoint savepoint, storage::Savepoint::begin(applying.connection));
    Status outcome = apply_state(applying, incoming);
    if (outcome) return savepoint.keep();
    if (!is_records_own(outcome.error())) return outcome;
    log::write_error("sync_record_set_aside", outcome.error());
    savepoint.rollback();
    ++applying.applied.set_aside;
    applying.has_carried = true;
    TRY_ASSIGN(const auto stored, find_carried(applying.connection, incoming.key));
    return put_carried(applying.connection, stored ? merge(*stored, incoming) : incoming);
}

// Above what the hub found too far ahead. An older hub doesn't tell. Its answer that is given again
// comes later, when what it corrects lies no longer ahead of the hub's time: that of then was
// before the first of it.
std::uint64_t corrected_above(const SyncReply& reply) {
    if (reply.stamps_until != 0) return reply.stamps_until;
    std::uint64_t time_max = stamp_time(Instant{reply.hub_time_ms + kHubAheadMsMax});
    for (const Receipt& receipt : reply.receipts) {
        if (receipt.corrected.empty()) continue;
        time_max = std::min(time_max, receipt.corrected.front().claimed.time - 1);
    }
    return time_max;
}

// The hub has put its own time in the place of stamps that were too far ahead.
Status take_corrections(Connection& connection, StampClock& clock, const SyncReply& reply) {
    const std::uint64_t time_max = corrected_above(reply);
    std::uint64_t latest_given = 0;
    for (const Receipt& receipt : reply.receipts) {
        if (receipt.corrected.empty() || is_planted(PlantedBug::kIgnoreReceiptStamps)) continue;
        TRY(correct_record(connection, receipt.key,
                           Corrections{clock.device(), time_max, receipt.corrected}));
        latest_given = std::max(latest_given, receipt.corrected.back().given.time);
    }
    if (latest_given == 0) return ok();
    TRY(set_number(connection, kTakenKey, latest_given));
    return set_number(connection, kSentKey, latest_given);
}

// What was sent matters to what comes with its answer, else to nobody.
Status load_pushed(Applying& applying, const IncomingPage& page) {
    if (page.records.empty()) return ok();
    TRY_ASSIGN(auto batch, find_sent_batch(applying.connection));
    if (!batch) return ok();
    applying.pushed = std::move(batch->push);
    std::sort(applying.pushed.begin(), applying.pushed.end(),
              [](const RecordState& a, const RecordState& b) { return a.key < b.key; });
    return ok();
}

Status forget_scopes(Applying& applying, const std::vector<RawId>& scopes) {
    for (const RawId& scope : scopes) {
        if (is_planted(PlantedBug::kForgetNothing)) continue;
        TRY_ASSIGN(const int purged, forget_scope(applying.connection, scope, applying.now));
        applying.applied.purged += purged;
    }
    return ok();
}

// What was pushed, and what the hub said of it.
Status take_answer(Applying& applying, const IncomingPage& page) {
    const SyncReply& reply = page.reply;
    Connection& connection = applying.connection;
    TRY_ASSIGN(const auto batch, find_sealed_batch(connection));
    if (batch) {
        const Noticing noticing{
            .own = applying.clock.device(), .now = applying.now, .was_just_sent = true};
        return answer_sealed(connection, *batch, reply, noticing);
    }
    TRY(load_pushed(applying, page));
    // What comes back by it, as it was sent, is corrected as well.
    TRY(acknowledge(connection, reply.refusals, applying.now));
    return take_corrections(connection, applying.clock, reply);
}

// What the hub took it has, although it doesn't bring it.
Status confirm_taken(Connection& connection, Restart restart, const SyncReply& reply) {
    if (restart != Restart::kTooLongAway) return ok();
    for (const Receipt& receipt : reply.receipts)
        TRY(confirm_record(connection, restart, {.key = receipt.key}));
    return ok();
}

Result<Applied> apply_once(Applying applying, const IncomingPage& page, Answers answers) {
    const SyncReply& reply = page.reply;
    Connection& connection = applying.connection;
    StampClock& clock = applying.clock;
    if (is_planted(PlantedBug::kSaveCursorBeforeRecords))
        TRY(set_text(connection, kCursorKey, reply.cursor));
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::join(connection));
    TRY_ASSIGN(const std::string stands_at, get_text(connection, kCursorKey));
    if (answers == Answers::kPullOnly && page.after && *page.after != stands_at)
        return Applied{.is_next = false};  // What was held is let go of with it.
    TRY_ASSIGN(applying.sent, get_number(connection, kSentKey));
    if (reply.restart != Restart::kNone) TRY(begin_restart(connection, reply.restart));
    if (answers == Answers::kPush) TRY(take_answer(applying, page));
    TRY_ASSIGN(applying.has_carried, has_carried(connection));
    TRY_ASSIGN(const Restart restart, current_restart(connection));
    TRY(confirm_taken(connection, restart, reply));
    // A hub that was put back says anew where each record lies: what it brings must not go with a
    // scope that it has forgotten about.
    if (restart == Restart::kHubPutBack) TRY(forget_scopes(applying, reply.forget));
    TRY_ASSIGN(applying.has_refusals, has_any_refused(connection));
    TRY_ASSIGN(const std::uint64_t was_level_at, get_number(connection, kCompleteKey));
    const bool tells_news = was_level_at > 0 && restart == Restart::kNone;
    std::size_t left = page.records.size();
    for (const IncomingRecord& record : page.records) {
        applying.tells_news = tells_news && left-- <= storage::kArrivalsKept;
        TRY(apply_guarded(applying, record));
        if (restart == Restart::kNone) continue;
        TRY_ASSIGN(const RecordState state, state_of(record));
        TRY(confirm_record(connection, restart, state));
    }
    if (tells_news && applying.applied.changed > 0) TRY(storage::trim_arrivals(connection));
    TRY(clock.receive(page.latest));
    TRY(forget_scopes(applying, reply.forget));
    if (restart != Restart::kNone && !reply.has_more) {
        TRY_ASSIGN(const int removed, end_restart(connection, restart));
        applying.applied.purged += removed;
    }
    TRY(set_text(connection, kCursorKey, reply.cursor));
    TRY_ASSIGN(const bool has_unsent, has_queued(connection));
    applying.applied.is_level = !has_unsent && !reply.has_more;
    if (applying.applied.is_level) {
        const auto now_ms =
            static_cast<std::uint64_t>(std::max<std::int64_t>(reply.hub_time_ms, 0));
        TRY(set_number(connection, kCompleteKey, now_ms));
    }
    TRY(storage::scrub_search(connection));
    const bool may_hold = applying.ending == Ending::kMayHold && restart == Restart::kNone &&
                          applying.applied.purged == 0 && applying.guard == Guard::kNothing;
    if (may_hold)
        transaction.hold();
    else
        TRY(transaction.commit());
    if (applying.applied.purged > 0) {
        // What was erased must not live on in the write-ahead log.
        ignore_because(connection.checkpoint(storage::CheckpointKind::kTruncate),
                       "the next one empties it");
    }
    return applying.applied;
}

}  // namespace

Status apply_erasure(Connection& connection, const RecordState& erased, Applied& applied) {
    TRY_ASSIGN(const auto carried, find_carried(connection, erased.key));
    if (carried && carried->erased && merge(*carried, erased) == *carried) {
        ++applied.unchanged;
        return ok();
    }
    TRY(drop_entries(connection, erased.key));
    TRY(drop_sealed(connection, erased.key));
    TRY(drop_drafts_about(connection, erased.key));
    const bool is_known = find_spec(erased.key.type) != nullptr;
    if (is_known && !is_planted(PlantedBug::kErasureKeepsRow))
        TRY(storage::purge_record(connection, erased.key));
    ++applied.purged;
    return put_carried(connection, carried ? merge(*carried, erased) : erased);
}

// A savepoint for each record costs more than the record: the pages that it changes are kept twice,
// and sealed. Only an answer with a record that fails is taken in a second time, with them.
Result<Applied> apply_page(Connection& connection, StampClock& clock, const IncomingPage& page,
                           Answers answers, Instant now, Ending ending) {
    Result<Applied> applied = Applied{};
    for (const Guard guard : {Guard::kNothing, Guard::kSavepoint}) {
        applied = apply_once({.connection = connection,
                              .clock = clock,
                              .now = now,
                              .guard = guard,
                              .ending = ending},
                             page, answers);
        if (applied) return applied;
        TRY(clock.reload());  // What was undone moved it.
        if (!is_records_own(applied.error())) return applied;
    }
    return applied;
}

}  // namespace oppad::sync
