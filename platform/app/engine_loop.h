// The engine's side of the mailbox as an object without a thread: intents in, snapshots out, the
// store opened and closed. engine_thread.h pumps it on a thread of its own; a browser would pump it
// from its frame.
//
// A snapshot is published when something in it changed. A watched look is made anew only when its
// own revision, the watch itself or the calendar day changed.
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/secret.h"
#include "engine/ports/clock.h"
#include "engine/ports/file_system.h"
#include "platform/app/sheet_shelf.h"
#include "platform/app/small_files.h"
#include "platform/app/tablet.h"
#include "platform/app/unkept_words.h"
#include "ui/state/intents.h"
#include "ui/state/snapshot.h"

namespace oppad::platform {

// Thread: engine only. Borrows gate, clock, files and shelf.
class EngineLoop {
public:
    // `folder` is the store's: preferences and lock screen facts are kept beside it.
    EngineLoop(TabletGate& gate, const Clock& clock, FileSystem& files, SheetShelf& shelf,
               std::string folder);

    // Takes intents in their order; commands are carried out, and what they changed is seen in
    // the watched views, before it returns.
    void take(std::vector<ui::Intent> intents);
    // One piece of work. Returns how long it may be left alone.
    std::chrono::milliseconds step();
    // The snapshot that is due, or nothing when the last one is still true.
    std::shared_ptr<const ui::Snapshot> take_snapshot();
    // Locks and keeps what the lock screen says.
    void close();

private:
    enum class Made { kNotYet, kYes, kGone, kFailed };
    struct WatchedView {
        engine::Look look;
        Made made = Made::kNotYet;
        std::shared_ptr<const engine::View> view;      // Of kYes.
        std::int64_t revision = -1;                    // That it was made at.
        ErrorCode failed_with = ErrorCode::kInternal;  // Of kFailed.
    };

    void accept(ui::Unlock& intent);
    void accept(ui::SetUp& intent);
    void accept(ui::LockNow& intent);
    void accept(ui::Run& intent);
    void accept(ui::Watch& intent);
    void accept(ui::LookAgain& intent);
    void accept(ui::Enrol& intent);
    void accept(ui::SyncNow& intent);
    void accept(ui::PauseSync& intent);
    void accept(ui::SavePreferences& intent);
    void accept(ui::LookForSheets& intent);
    void accept(ui::MakeSheet& intent);
    void accept(ui::OpenSheet& intent);
    void accept(ui::DeleteSheet& intent);
    void accept(ui::ChangeCode& intent);

    void unlock_now();
    void set_up_now();
    void make_sheet_now();
    engine::Outcome make_sheet(const ui::MakeSheet& wish);
    void change_code_now();
    void answer(std::uint64_t ticket, engine::Outcome outcome);
    void look_at_shelf();
    void begin_work(std::unique_ptr<OpenTablet> tablet);
    void look_for_form();
    void meet_next_person();
    void remove_former_papers();
    void lock_now();
    void look_at_gate();
    // Returns when it wants to go on with what it put off, if it did.
    std::optional<std::chrono::milliseconds> refresh_views();
    void make_view(WatchedView& watched, std::int64_t revision);
    [[nodiscard]] Day today() const;

    TabletGate& gate_;
    const Clock& clock_;
    FileSystem& files_;
    SheetShelf& shelf_;
    std::string folder_;

    GateView gate_view_;
    LockScreenFacts facts_;
    std::unique_ptr<OpenTablet> tablet_;
    std::optional<Secret> passphrase_;  // Waits for the step that derives the key.
    std::optional<ui::SetUp> set_up_;   // Waits for the same.
    std::optional<ui::MakeSheet> sheet_wish_;
    std::optional<ui::ChangeCode> code_wish_;  // Waits for a step of its own: it derives keys.
    ui::Sheets sheets_;
    std::optional<Error> set_up_error_;
    std::optional<ui::UnlockFailure> failure_;
    std::optional<Error> unlock_error_;

    std::vector<WatchedView> watched_;
    std::int64_t viewed_revision_ = -1;
    Day viewed_day_;
    std::chrono::milliseconds viewed_at_{0};  // Steady.
    bool command_ran_ = false;                // Its effect is shown without delay.
    std::deque<ui::TicketOutcome> outcomes_;
    UnkeptWords unkept_;
    RawId shown_staff_;  // Whose the views are.
    std::uint64_t person_ = 0;
    std::shared_ptr<const Bytes> kept_form_;
    ui::UnkeptAtUnlock unkept_at_unlock_;
    sync::SyncStatus shown_sync_;
    ui::EnrolState shown_enrol_ = ui::EnrolState::kNotAsked;
    bool changed_ = true;
};

}  // namespace oppad::platform
