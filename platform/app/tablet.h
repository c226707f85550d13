// What the engine thread needs of this tablet's store: the gate (locked) and the tablet behind it
// (unlocked). Stated as two ports so that locking, watching and publishing are tried out without
// a disk; stored_tablet.h is the real one.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "engine/commands/commands.h"
#include "engine/commands/outcome.h"
#include "engine/core/bytes.h"
#include "engine/core/result.h"
#include "engine/core/secret.h"
#include "engine/domain/staff.h"
#include "engine/views/looks.h"
#include "sync/sync_status.h"
#include "ui/state/intents.h"
#include "ui/state/snapshot.h"

namespace oppad::platform {

// Unlocked: holds the key. Destroying it closes the store and wipes the key. Thread: engine only.
class OpenTablet {
public:
    virtual ~OpenTablet() = default;

    virtual engine::Outcome run(const engine::Command& command) = 0;
    // The same for what ends a form: once it is saved, `then` in the same transaction.
    virtual engine::Outcome end_form(const engine::Command& command,
                                     const engine::KeepForm& then) = 0;
    // What the last KeepForm said; empty = nothing is kept.
    virtual Result<Bytes> kept_form() = 0;
    virtual Result<engine::View> look(const engine::Look& look) = 0;
    // A short piece of upkeep and of sync. Returns when it wants to be called again at the latest.
    virtual std::chrono::milliseconds step() = 0;
    [[nodiscard]] virtual std::int64_t revision() const = 0;
    // A view of `look` made at the same number is still true.
    [[nodiscard]] virtual std::int64_t revision_of(const engine::Look& look) const = 0;
    [[nodiscard]] virtual const Staff& staff() const = 0;
    [[nodiscard]] virtual std::string organisation() const = 0;
    [[nodiscard]] virtual sync::SyncStatus sync_status() const = 0;
    // Asks the hub to take this tablet in; enrol_state() tells how it stands. Nothing happens when
    // it belongs to a hub already.
    virtual void enrol(const ui::Enrol& wish) = 0;
    [[nodiscard]] virtual ui::EnrolState enrol_state() const = 0;
    // Papers that another person made who worked here before may still lie in this machine's
    // folders.
    [[nodiscard]] virtual bool has_former_papers() const = 0;
    virtual void note_former_papers_gone() = 0;
    // Whoever worked here before still knows the code that opens this tablet.
    [[nodiscard]] virtual bool has_former_code() const = 0;
    virtual void note_code_changed() = 0;
    virtual void sync_now() = 0;
    virtual void pause_sync(bool paused) = 0;
};

// How the store stands while it is locked.
struct GateView {
    ui::LockState lock = ui::LockState::kLocked;  // kNoStore, kLocked or kUnusable.
    std::optional<Error> store_error;             // Of kUnusable.
    std::optional<Instant> unlock_allowed_at;     // After several wrong tries.
    ui::Forfeit forfeit = ui::Forfeit::kNone;     // After many more.
};

struct UnlockAnswer {
    std::unique_ptr<OpenTablet> tablet;  // Empty when it did not open.
    std::optional<ui::UnlockFailure> failure;
    std::optional<Error> error;  // May pass: the next try may open it.
    GateView gate;               // Meaningful when it did not open.
};

class TabletGate {
public:
    virtual ~TabletGate() = default;
    // Cost: a look at a few files; asks for no key.
    [[nodiscard]] virtual GateView look() = 0;
    // Derives the key, which takes a good part of a second, and opens the store.
    virtual UnlockAnswer unlock(const Secret& passphrase) = 0;
    // Whether it is the person who can unlock, while the tablet is open. A wrong one counts as a
    // wrong try at the lock. Derives a key as unlock() does.
    // Fails: kDenied for a wrong one, kBusy before another try is allowed, kCorrupt, kDiskFull.
    virtual Status confirm(const Secret& passphrase) = 0;
    // Makes `new_code` what unlocks, in the place of `old_code`, which counts as in confirm(). When
    // it fails, the old one still unlocks. Derives keys as unlock() does, twice.
    // Fails: kDenied for a wrong old one, kBusy before another try is allowed, kInvalid for a new
    // one that set_up() would refuse, kInternal for a folder that refuses, kCorrupt, kDiskFull.
    virtual Status change_code(const Secret& old_code, const Secret& new_code) = 0;
    // Makes a store where there is none, and opens it. Derives a key as unlock() does.
    // Fails: kConflict when there is a store, kInvalid for a PIN or passphrase that is too short,
    // or a PIN on a device that keeps no share, kDenied, kDiskFull. There is no store then, or one
    // that unlock() opens.
    virtual Result<std::unique_ptr<OpenTablet>> set_up(const ui::SetUp& wish) = 0;
};

}  // namespace oppad::platform
