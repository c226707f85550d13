#include "platform/app/engine_loop.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "engine/core/log.h"
#include "engine/core/renew.h"

namespace oppad::platform {
namespace {

using std::chrono::milliseconds;

// A locked tablet looks at its store this often: another program may have let go of it.
constexpr milliseconds kGateLookInterval{2'000};
// While sync writes batch after batch, what is on the screen is made anew at most this often, so
// that looking never slows the writing down.
constexpr milliseconds kSyncedViewInterval{200};
// The calendar day may change while nothing else does.
constexpr milliseconds kDayLookInterval{30'000};

engine::Outcome outcome_of(const Status& status) {
    engine::Outcome outcome;
    if (!status) outcome.error = status.error();
    return outcome;
}

}  // namespace

EngineLoop::EngineLoop(TabletGate& gate, const Clock& clock, FileSystem& files, SheetShelf& shelf,
                       std::string folder)
    : gate_(gate), clock_(clock), files_(files), shelf_(shelf), folder_(std::move(folder)) {
    facts_ = load_lock_screen_facts(files_, folder_);
    look_at_gate();
}

void EngineLoop::take(std::vector<ui::Intent> intents) {
    for (ui::Intent& intent : intents) {
        std::visit([this](auto& one) { accept(one); }, intent);
    }
    // An outcome and what it changed go up in one snapshot. What is put off, step() takes up.
    if (tablet_ && !intents.empty()) refresh_views();
}

void EngineLoop::accept(ui::Unlock& intent) {
    if (tablet_ || passphrase_) return;  // A second tap on "unlock".
    if (gate_view_.lock != ui::LockState::kLocked) return;
    passphrase_ = std::move(intent.passphrase);
    failure_.reset();
    unlock_error_.reset();
    changed_ = true;
}

void EngineLoop::accept(ui::SetUp& intent) {
    if (tablet_ || gate_view_.lock != ui::LockState::kNoStore) return;
    set_up_ = std::move(intent);
    set_up_error_.reset();
    changed_ = true;
}

void EngineLoop::accept(ui::LockNow& /*intent*/) {
    passphrase_.reset();
    set_up_.reset();
    lock_now();
    changed_ = true;
}

void EngineLoop::accept(ui::Run& intent) {
    engine::Outcome outcome;
    if (tablet_ && intent.person != person_) {
        outcome.error = Error{ErrorCode::kDenied, "asked by whoever worked here before"};
    } else if (tablet_) {
        outcome = intent.then ? tablet_->end_form(intent.command, *intent.then)
                              : tablet_->run(intent.command);
        unkept_.note(intent.command, outcome);
        if (intent.then && outcome.saved()) unkept_.note(*intent.then, outcome);
        command_ran_ = true;
    } else {
        outcome.error = Error{ErrorCode::kDenied, "the tablet is locked"};
    }
    answer(intent.ticket, std::move(outcome));
}

void EngineLoop::answer(std::uint64_t ticket, engine::Outcome outcome) {
    if (outcome.error) log::write_error("command_failed", *outcome.error);
    outcomes_.push_back({ticket, std::move(outcome)});
    if (outcomes_.size() > ui::kOutcomesMax) outcomes_.pop_front();
    changed_ = true;
}

void EngineLoop::accept(ui::Watch& intent) {
    std::vector<WatchedView> wanted;
    wanted.reserve(intent.looks.size());
    for (engine::Look& look : intent.looks) {
        const auto had = std::find_if(watched_.begin(), watched_.end(),
                                      [&](const auto& watched) { return watched.look == look; });
        if (had != watched_.end()) {
            wanted.push_back(*had);
        } else {
            wanted.push_back({.look = std::move(look)});
        }
    }
    watched_ = std::move(wanted);
    changed_ = true;
}

void EngineLoop::accept(ui::LookAgain& /*intent*/) {
    for (WatchedView& watched : watched_) {
        if (watched.made == Made::kFailed) watched.made = Made::kNotYet;
    }
}

void EngineLoop::accept(ui::Enrol& intent) {
    if (tablet_) tablet_->enrol(intent);
}

void EngineLoop::accept(ui::SyncNow& /*intent*/) {
    if (tablet_) tablet_->sync_now();
}

void EngineLoop::accept(ui::PauseSync& intent) {
    if (tablet_) tablet_->pause_sync(intent.paused);
}

void EngineLoop::accept(ui::SavePreferences& intent) {
    answer(intent.ticket, outcome_of(save_preferences(files_, folder_, intent.preferences)));
}

void EngineLoop::accept(ui::LookForSheets& /*intent*/) {
    if (tablet_) look_at_shelf();
}

void EngineLoop::accept(ui::MakeSheet& intent) {
    if (tablet_ && !sheet_wish_ && intent.person == person_) sheet_wish_ = std::move(intent);
}

void EngineLoop::accept(ui::OpenSheet& intent) {
    if (!tablet_) return;
    answer(intent.ticket, outcome_of(shelf_.open(intent.path)));
}

void EngineLoop::accept(ui::DeleteSheet& intent) {
    if (!tablet_) return;
    answer(intent.ticket, outcome_of(shelf_.remove(intent.path)));
    look_at_shelf();
}

void EngineLoop::accept(ui::ChangeCode& intent) {
    if (tablet_ && !code_wish_ && intent.person == person_) code_wish_ = std::move(intent);
}

milliseconds EngineLoop::step() {
    if (passphrase_) {
        unlock_now();
        return milliseconds{0};
    }
    if (set_up_) {
        set_up_now();
        return milliseconds{0};
    }
    if (!tablet_) {
        look_at_gate();
        return kGateLookInterval;
    }
    if (sheet_wish_) {
        make_sheet_now();
        return milliseconds{0};
    }
    if (code_wish_) {
        change_code_now();
        return milliseconds{0};
    }
    milliseconds rest = std::min(tablet_->step(), kDayLookInterval);
    meet_next_person();
    if (const auto put_off = refresh_views()) rest = std::min(rest, *put_off);
    const sync::SyncStatus sync = tablet_->sync_status();
    const ui::EnrolState enrol = tablet_->enrol_state();
    if (!(sync == shown_sync_) || enrol != shown_enrol_) {
        shown_sync_ = sync;
        shown_enrol_ = enrol;
        facts_.organisation = tablet_->organisation();  // Enrolment gives it one.
        changed_ = true;
    }
    return rest;
}

std::shared_ptr<const ui::Snapshot> EngineLoop::take_snapshot() {
    if (!changed_) return nullptr;
    changed_ = false;
    auto snapshot = std::make_shared<ui::Snapshot>();
    snapshot->made_at = clock_.now();
    snapshot->person = person_;
    snapshot->utc_offset =
        UtcOffset{[&clock = clock_](Instant instant) { return clock.utc_offset(instant); }};
    snapshot->unlock_failure = failure_;
    snapshot->organisation = facts_.organisation;
    snapshot->last_unlocked_at = facts_.last_unlocked_at;
    snapshot->waiting_while_locked = facts_.waiting;
    if (!tablet_) {
        const bool derives_key = passphrase_ || set_up_;
        snapshot->lock = derives_key ? ui::LockState::kUnlocking : gate_view_.lock;
        snapshot->set_up_error = set_up_error_;
        snapshot->store_error = gate_view_.store_error;
        snapshot->unlock_allowed_at = gate_view_.unlock_allowed_at;
        snapshot->unlock_error = unlock_error_;
        snapshot->holds_words = !unkept_.empty();
        snapshot->forfeit = gate_view_.forfeit;
        return snapshot;
    }
    snapshot->lock = ui::LockState::kUnlocked;
    snapshot->staff = tablet_->staff();
    snapshot->kept_form = kept_form_;
    snapshot->unkept = unkept_at_unlock_;
    snapshot->has_former_code = tablet_->has_former_code();
    snapshot->sync = shown_sync_;
    snapshot->enrol = shown_enrol_;
    snapshot->sheets = sheets_;
    for (const WatchedView& watched : watched_) {
        if (watched.view) snapshot->views.emplace_back(watched.look, watched.view);
        if (watched.made == Made::kGone) snapshot->gone.push_back(watched.look);
        if (watched.made == Made::kFailed)
            snapshot->failed.push_back({watched.look, watched.failed_with});
    }
    snapshot->outcomes.assign(outcomes_.begin(), outcomes_.end());
    return snapshot;
}

void EngineLoop::close() {
    passphrase_.reset();
    set_up_.reset();
    lock_now();
    changed_ = true;
}

void EngineLoop::unlock_now() {
    const Secret passphrase = std::move(*passphrase_);
    passphrase_.reset();
    changed_ = true;
    UnlockAnswer answer = gate_.unlock(passphrase);
    if (!answer.tablet) {
        failure_ = answer.failure;
        unlock_error_ = std::move(answer.error);
        if (failure_) log::write(log::Level::kWarning, "unlock_refused", {});
        if (unlock_error_) log::write_error("unlock_failed", *unlock_error_);
        gate_view_ = std::move(answer.gate);
        if (gate_view_.store_error) log::write_error("store_unusable", *gate_view_.store_error);
        return;
    }
    begin_work(std::move(answer.tablet));
}

void EngineLoop::set_up_now() {
    const ui::SetUp wish = std::move(*set_up_);
    set_up_.reset();
    changed_ = true;
    auto tablet = gate_.set_up(wish);
    if (tablet) return begin_work(std::move(*tablet));
    log::write_error("set_up_failed", tablet.error());
    set_up_error_ = tablet.error();
    gate_view_ = gate_.look();
}

void EngineLoop::look_at_shelf() {
    sheets_ = shelf_.look();
    changed_ = true;
}

void EngineLoop::make_sheet_now() {
    const ui::MakeSheet wish = std::move(*sheet_wish_);
    sheet_wish_.reset();
    const Status confirmed = gate_.confirm(wish.passphrase);
    if (!confirmed) {
        // Somebody who guesses meets the lock, which says how long to wait.
        if (confirmed.error().code == ErrorCode::kBusy) return lock_now();
        engine::Outcome refused;
        if (confirmed.error().code == ErrorCode::kDenied) {
            refused.problems.push_back({ProblemCode::kWrongPassphrase, "passphrase"});
        } else {
            refused.error = confirmed.error();
        }
        return answer(wish.ticket, std::move(refused));
    }
    answer(wish.ticket, make_sheet(wish));
    look_at_shelf();
}

// Noted first: what left the store is never missing from the audit.
engine::Outcome EngineLoop::make_sheet(const ui::MakeSheet& wish) {
    engine::Outcome outcome = tablet_->run(wish.command);
    command_ran_ = true;
    if (!outcome.saved()) return outcome;
    const Status put = shelf_.put(wish.sheet, wish.folder, today());
    if (!put) outcome.error = put.error();
    return outcome;
}

void EngineLoop::change_code_now() {
    const ui::ChangeCode wish = std::move(*code_wish_);
    code_wish_.reset();
    const Status changed = gate_.change_code(wish.old_code, wish.new_code);
    engine::Outcome outcome;
    if (changed) {
        tablet_->note_code_changed();
        return answer(wish.ticket, std::move(outcome));
    }
    switch (changed.error().code) {
        case ErrorCode::kBusy:
            return lock_now();  // As in make_sheet_now().
        case ErrorCode::kDenied:
            outcome.problems.push_back({ProblemCode::kWrongPassphrase, "old_code"});
            break;
        default:
            outcome.error = changed.error();
    }
    answer(wish.ticket, std::move(outcome));
}

void EngineLoop::begin_work(std::unique_ptr<OpenTablet> tablet) {
    tablet_ = std::move(tablet);
    viewed_revision_ = -1;
    facts_.organisation = tablet_->organisation();
    facts_.last_unlocked_at = clock_.now();
    shown_sync_ = tablet_->sync_status();
    shown_enrol_ = tablet_->enrol_state();
    if (tablet_->staff().id.raw != shown_staff_) unkept_.forget();
    shown_staff_ = tablet_->staff().id.raw;
    unkept_.keep_on(*tablet_);
    unkept_at_unlock_.drafts = unkept_.drafts();
    look_for_form();
    if (tablet_->has_former_papers()) remove_former_papers();
}

void EngineLoop::look_for_form() {
    kept_form_.reset();
    const std::optional<Bytes> held = unkept_.form();
    unkept_at_unlock_.has_form = held && !held->empty();
    // What lies on disk is older.
    Result<Bytes> form = held ? Result<Bytes>(*held) : tablet_->kept_form();
    if (!form) return log::write_error("form_not_read", form.error());
    if (!form->empty()) kept_form_ = std::make_shared<const Bytes>(std::move(*form));
}

// The tablet may have passed to another person in this very step: nothing that was made for the
// former one is published again.
void EngineLoop::meet_next_person() {
    if (tablet_->staff().id.raw == shown_staff_) return;
    shown_staff_ = tablet_->staff().id.raw;
    for (WatchedView& watched : watched_) watched = {.look = std::move(watched.look)};
    viewed_revision_ = -1;
    changed_ = true;
    if (!tablet_->has_former_papers()) return;  // It only got its name of the hub.
    ++person_;
    unkept_.forget();
    unkept_at_unlock_ = {};
    look_for_form();
    sheet_wish_.reset();
    code_wish_.reset();
    sheets_ = {};
    remove_former_papers();
}

void EngineLoop::remove_former_papers() {
    const Status removed = shelf_.remove_all();
    // Again at the next unlock.
    if (!removed) return log::write_error("former_papers_not_removed", removed.error());
    tablet_->note_former_papers_gone();
}

void EngineLoop::lock_now() {
    if (!tablet_) return;
    facts_.waiting = tablet_->sync_status().to_send;
    tablet_.reset();
    kept_form_.reset();
    renew(unkept_at_unlock_);
    // Not emptied but made anew: where a short text stood, it would stay.
    renew(watched_);
    renew(outcomes_);
    sheet_wish_.reset();
    code_wish_.reset();
    sheets_ = {};
    changed_ = true;
    shown_sync_ = {};
    shown_enrol_ = ui::EnrolState::kNotAsked;
    viewed_revision_ = -1;
    failure_.reset();
    unlock_error_.reset();
    const Status saved = save_lock_screen_facts(files_, folder_, facts_);
    if (!saved) log::write_error("lock_screen_not_saved", saved.error());
    look_at_gate();
}

void EngineLoop::look_at_gate() {
    GateView now = gate_.look();
    const bool same_error =
        now.store_error.has_value() == gate_view_.store_error.has_value() &&
        (!now.store_error || now.store_error->code == gate_view_.store_error->code);
    if (now.lock == gate_view_.lock && same_error &&
        now.unlock_allowed_at == gate_view_.unlock_allowed_at &&
        now.forfeit == gate_view_.forfeit) {
        return;
    }
    if (now.store_error) log::write_error("store_unusable", *now.store_error);
    gate_view_ = std::move(now);
    changed_ = true;
}

std::optional<milliseconds> EngineLoop::refresh_views() {
    const std::int64_t revision = tablet_->revision();
    const Day day = today();
    const bool stale = revision != viewed_revision_ || !(day == viewed_day_);
    if (stale) {
        const milliseconds since = clock_.steady() - viewed_at_;
        const bool by_sync = viewed_revision_ >= 0 && !command_ran_ && day == viewed_day_;
        if (by_sync && since < kSyncedViewInterval) return kSyncedViewInterval - since;
    }
    for (WatchedView& watched : watched_) {
        const std::int64_t own = tablet_->revision_of(watched.look);
        const bool is_true = watched.made != Made::kNotYet && watched.revision == own;
        if (!is_true || !(day == viewed_day_)) make_view(watched, own);
    }
    command_ran_ = false;
    if (stale) {
        viewed_revision_ = revision;
        viewed_day_ = day;
        viewed_at_ = clock_.steady();
    }
    return std::nullopt;
}

void EngineLoop::make_view(WatchedView& watched, std::int64_t revision) {
    Result<engine::View> made = tablet_->look(watched.look);
    watched.revision = revision;
    changed_ = true;
    if (made) {
        watched.made = Made::kYes;
        watched.view = std::make_shared<const engine::View>(std::move(*made));
        return;
    }
    // Nothing old is shown as if it were true; the next change tries again.
    watched.view = nullptr;
    watched.made = made.error().code == ErrorCode::kNotFound ? Made::kGone : Made::kFailed;
    watched.failed_with = made.error().code;
    if (watched.made == Made::kFailed) log::write_error("look_failed", made.error());
}

Day EngineLoop::today() const {
    const Instant now = clock_.now();
    return day_of(now, clock_.utc_offset(now));
}

}  // namespace oppad::platform
