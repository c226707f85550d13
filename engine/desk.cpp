#include "engine/desk.h"

#include <type_traits>
#include <utility>

#include "engine/commands/context.h"
#include "engine/commands/verbs.h"
#include "engine/core/log.h"
#include "engine/storage/search_index.h"
#include "engine/storage/search_vocabulary_cache.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "engine/storage/store.h"
#include "engine/storage/tables/draft_rows.h"
#include "engine/storage/tables/stale_search.h"
#include "engine/storage/text_index.h"
#include "engine/storage/unit_of_work.h"
#include "engine/views/make_views.h"

namespace oppad::engine {

namespace {

// One overload per verb: a new command without one doesn't compile.
struct CarryOut {
    Context& context;

    Result<Outcome> operator()(const SaveFamily& c) { return save_family(context, c); }
    Result<Outcome> operator()(const SavePerson& c) { return save_person(context, c); }
    Result<Outcome> operator()(const SavePlace& c) { return save_place(context, c); }
    Result<Outcome> operator()(const SaveContactPerson& c) {
        return save_contact_person(context, c);
    }
    Result<Outcome> operator()(const SavePartner& c) { return save_partner(context, c); }
    Result<Outcome> operator()(const PromiseFollowUp& c) { return promise_follow_up(context, c); }
    Result<Outcome> operator()(const SettleFollowUp& c) { return settle_follow_up(context, c); }
    Result<Outcome> operator()(const OpenQuestion& c) { return open_question(context, c); }
    Result<Outcome> operator()(const AnswerQuestion& c) { return answer_question(context, c); }
    Result<Outcome> operator()(const ReferToPartner& c) { return refer_to_partner(context, c); }
    Result<Outcome> operator()(const AdvanceReferral& c) { return advance_referral(context, c); }
    Result<Outcome> operator()(const PlanAppointment& c) { return plan_appointment(context, c); }
    Result<Outcome> operator()(const SettleAppointment& c) {
        return settle_appointment(context, c);
    }
    Result<Outcome> operator()(const SaveDraft& c) { return save_draft(context, c); }
    Result<Outcome> operator()(const DiscardDraft& c) { return discard_draft(context, c); }
    Result<Outcome> operator()(const LogContact& c) { return log_contact(context, c); }
    Result<Outcome> operator()(const DeleteContact& c) { return delete_contact(context, c); }
    Result<Outcome> operator()(const SaveConsent& c) { return save_consent(context, c); }
    Result<Outcome> operator()(const WithdrawConsent& c) { return withdraw_consent(context, c); }
    Result<Outcome> operator()(const EditContact& c) { return edit_contact(context, c); }
    Result<Outcome> operator()(const MovePerson& c) { return move_person(context, c); }
    Result<Outcome> operator()(const MergeFamilies& c) { return merge_families(context, c); }
    Result<Outcome> operator()(const UndoMerge& c) { return undo_merge(context, c); }
    Result<Outcome> operator()(const ResolveConflict& c) { return resolve_conflict(context, c); }
    Result<Outcome> operator()(const TakeUnchosen& c) { return take_unchosen(context, c); }
    Result<Outcome> operator()(const SettleRefusal& c) { return settle_refusal(context, c); }
    Result<Outcome> operator()(const PrintSheet& c) { return print_sheet(context, c); }
    Result<Outcome> operator()(const UndoStep& c) { return undo_step(context, c); }
    Result<Outcome> operator()(const UndoLogContact& c) { return undo_log_contact(context, c); }
    Result<Outcome> operator()(const NoteOpened& c) { return note_opened(context, c); }
    Result<Outcome> operator()(const EditFollowUp& c) { return edit_follow_up(context, c); }
    Result<Outcome> operator()(const RemoveRecord& c) { return remove_record(context, c); }
    Result<Outcome> operator()(const KeepForm& c) { return keep_form(context, c); }
    Result<Outcome> operator()(const EditQuestion& c) { return edit_question(context, c); }
    Result<Outcome> operator()(const EditReferral& c) { return edit_referral(context, c); }
    Result<Outcome> operator()(const EditSignal& c) { return edit_signal(context, c); }
};

struct LookAt {
    const ViewContext& context;

    Result<TodayView> operator()(const LookToday& look) { return make_today(context, look); }
    Result<AgendaView> operator()(const LookAgenda& look) { return make_agenda(context, look); }
    Result<FamiliesView> operator()(const LookFamilies& look) {
        return make_families(context, look);
    }
    Result<FamilyPage> operator()(const LookFamily& look) {
        return make_family_page(context, look);
    }
    Result<PlacesView> operator()(const LookPlaces& look) { return make_places(context, look); }
    Result<PlacePage> operator()(const LookPlace& look) { return make_place_page(context, look); }
    Result<LogContactPage> operator()(const LookLogContact& look) {
        return make_log_contact_page(context, look);
    }
    Result<DraftsView> operator()(const LookDrafts& /*look*/) { return make_drafts(context); }
    Result<ContactPage> operator()(const LookContact& look) {
        return make_contact_page(context, look);
    }
    Result<PartnersView> operator()(const LookPartners& /*look*/) { return make_partners(context); }
    Result<SearchPage> operator()(const LookSearch& look) {
        return make_search_page(context, look);
    }
    Result<SimilarFamilies> operator()(const LookSimilarFamilies& look) {
        return make_similar_families(context, look);
    }
    Result<SyncPage> operator()(const LookSync& /*look*/) { return make_sync_page(context); }
    Result<HistoryView> operator()(const LookHistory& look) { return make_history(context, look); }
    Result<OpenedView> operator()(const LookOpened& /*look*/) { return make_opened(context); }
    Result<UnnamedView> operator()(const LookUnnamed& look) { return make_unnamed(context, look); }
};

// What a look shows besides records.
struct Shows {
    bool drafts = false;
    bool opened = false;
    bool found = false;  // Through the search index.
};

// One overload per look, as above.
struct ShownBy {
    Shows operator()(const LookToday& /*look*/) const { return {}; }
    Shows operator()(const LookAgenda& /*look*/) const { return {}; }
    Shows operator()(const LookFamilies& /*look*/) const { return {.found = true}; }
    Shows operator()(const LookFamily& /*look*/) const { return {}; }
    Shows operator()(const LookPlaces& /*look*/) const { return {.found = true}; }
    Shows operator()(const LookPlace& /*look*/) const { return {}; }
    Shows operator()(const LookLogContact& /*look*/) const { return {.drafts = true}; }
    Shows operator()(const LookDrafts& /*look*/) const { return {.drafts = true}; }
    Shows operator()(const LookContact& /*look*/) const { return {.drafts = true}; }
    Shows operator()(const LookPartners& /*look*/) const { return {}; }
    Shows operator()(const LookSearch& /*look*/) const { return {.found = true}; }
    Shows operator()(const LookSimilarFamilies& /*look*/) const { return {.found = true}; }
    Shows operator()(const LookSync& /*look*/) const { return {}; }
    Shows operator()(const LookHistory& /*look*/) const { return {}; }
    Shows operator()(const LookOpened& /*look*/) const { return {.opened = true}; }
    Shows operator()(const LookUnnamed& /*look*/) const { return {}; }
};

constexpr int kSearchMarksPerStep = 40;            // About 50 µs each.
constexpr int kTextsPerStep = 8;                   // About 250 µs each, merging included.
constexpr std::int64_t kCommitsPerCheckpoint = 8;  // About a megabyte.

// Returns whether more waits.
Result<bool> refresh_search_piece(storage::Store& store) {
    storage::Connection& connection = store.connection();
    // Asked first: a transaction that changes nothing would still look like a write.
    TRY_ASSIGN(const bool is_stale, storage::has_stale_search(connection));
    if (!is_stale) return false;
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
    TRY_ASSIGN(const int left, storage::refresh_search(connection, kSearchMarksPerStep));
    TRY(transaction.commit());
    store.note_search_commit();
    return left > 0;
}

Result<bool> read_texts_piece(storage::Store& store) {
    storage::Connection& connection = store.connection();
    TRY_ASSIGN(const bool has_unread, storage::has_unread_texts(connection));
    if (!has_unread) return false;
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
    TRY_ASSIGN(const bool more_wait, storage::read_texts(connection, kTextsPerStep));
    TRY(transaction.commit());
    store.note_search_commit();
    return more_wait;
}

// In the order of what a person misses first. Returns whether more waits.
Result<bool> upkeep_piece(storage::Store& store) {
    TRY_ASSIGN(const bool search_waits, refresh_search_piece(store));
    if (search_waits) return true;
    TRY_ASSIGN(const bool vocabulary_waits, storage::read_vocabulary_piece(store.connection()));
    if (vocabulary_waits) return true;
    return read_texts_piece(store);
}

Outcome failed(const Error& error) {
    Outcome outcome;
    outcome.error = error;
    return outcome;
}

}  // namespace

Desk::Desk(storage::Store& store, ChangeSink& changes, const Clock& clock, Entropy& entropy,
           Staff staff)
    : store_(store),
      changes_(changes),
      clock_(clock),
      entropy_(entropy),
      staff_(std::move(staff)) {}

Outcome Desk::run(const Command& command) { return carry_out(command, nullptr); }

Outcome Desk::run(const Command& command, const KeepForm& then) {
    return carry_out(command, &then);
}

Outcome Desk::carry_out(const Command& command, const KeepForm* then) {
    Result<storage::UnitOfWork> work =
        storage::UnitOfWork::begin(store_, changes_, clock_, staff_, verb_of(command));
    if (!work) return failed(work.error());
    Context context{clock_, entropy_, *work, staff_};
    Result<Outcome> outcome = std::visit(CarryOut{context}, command);
    if (!outcome) return failed(outcome.error());
    if (!outcome->saved()) return std::move(*outcome);  // Rolls back with the unit of work.
    if (then != nullptr) {
        const Result<Outcome> kept = keep_form(context, *then);
        if (!kept) return failed(kept.error());
    }
    if (const Status committed = work->commit(); !committed) return failed(committed.error());
    return std::move(*outcome);
}

Result<PlacesImported> Desk::import_places(ByteView content) {
    TRY_ASSIGN(storage::UnitOfWork work,
               storage::UnitOfWork::begin(store_, changes_, clock_, staff_, "import_places"));
    Context context{clock_, entropy_, work, staff_};
    TRY_ASSIGN(const PlacesImported imported, engine::import_places(context, content));
    if (imported.fault) return imported;
    TRY(work.commit());
    return imported;
}

Result<View> Desk::look(const Look& look) {
    const ViewContext context{store_.connection(), clock_, staff_};
    return std::visit(
        [&context](const auto& asked) -> Result<View> {
            LookAt look_at{context};
            TRY_ASSIGN(auto view, look_at(asked));
            return View{std::move(view)};
        },
        look);
}

Result<Bytes> Desk::kept_form() {
    TRY_ASSIGN(std::optional<storage::DraftRow> row,
               storage::find_draft(store_.connection(), storage::kFormDraft));
    return row ? std::move(row->content) : Bytes{};
}

bool Desk::step() {
    // Pages of a pull that are held would be committed by it one by one; it follows them.
    if (store_.connection().in_transaction()) return false;
    Result<bool> more = upkeep_piece(store_);
    if (!more) {
        log::write_error("upkeep_failed", more.error());
        return false;  // The next write or exchange wakes it again.
    }
    if (*more) return true;
    if (revision() - checkpointed_revision_ >= kCommitsPerCheckpoint) {
        // A few commits at a time go home in the quiet, so that no tap on "Bewaar" waits for it.
        ignore_because(store_.connection().checkpoint(storage::CheckpointKind::kPassive),
                       "nothing depends on it, and a later step tries again");
        checkpointed_revision_ = revision();
    }
    return false;
}

std::int64_t Desk::revision() const { return store_.revision(); }

std::int64_t Desk::revision_of(const Look& look) const {
    const Shows shows = std::visit(ShownBy{}, look);
    return store_.revision() - (shows.drafts ? 0 : store_.draft_commits()) -
           (shows.opened ? 0 : store_.opened_commits()) -
           (shows.found ? 0 : store_.search_commits());
}

}  // namespace oppad::engine
