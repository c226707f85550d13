// What the window may know, as one immutable value: the engine thread publishes a new one when
// something changed, the window keeps the pointer that it has for a whole frame. Nothing in it is
// computed while drawing.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/commands/outcome.h"
#include "engine/core/bytes.h"
#include "engine/core/utc_offset.h"
#include "engine/domain/staff.h"
#include "engine/views/looks.h"
#include "sync/sync_status.h"
#include "ui/state/sheet.h"

namespace oppad::ui {

enum class LockState {
    kNoStore,  // Nothing to unlock: this tablet was never set up.
    kLocked,
    kUnlocking,  // The key is being derived.
    kUnlocked,
    kUnusable,  // See `store_error`.
};

// Why the last try to unlock did not open the store. What is no fault of the person's is
// `unlock_error`.
enum class UnlockFailure { kWrongPassphrase, kTooManyTries };

// After ten wrong tries in a row this device's share of the key is destroyed, and every PIN with
// it.
enum class Forfeit : std::uint8_t {
    kNone,
    kPinOnly,     // A long passphrase was set: it still opens the store.
    kEverything,  // Nothing that can be typed here opens it.
};

// A watched look that could not be answered.
struct FailedLook {
    engine::Look look;
    ErrorCode code = ErrorCode::kInternal;
};

// How the asking of a hub to take this tablet in stands.
enum class EnrolState : std::uint8_t {
    kNotAsked,  // Or done: then `sync` says so.
    kUnderWay,
    kBadAddress,
    kBadCode,       // Unknown, used or expired.
    kNotOurHub,     // Something else answers there: a portal, another certificate.
    kOffline,       // No answer.
    kOtherVersion,  // The hub or the tablet must be updated.
    kFailed,        // The disk is full, or worse; nothing is lost.
};

// Typed before the lock, and refused by the disk then and at the unlock: in memory alone.
struct UnkeptAtUnlock {
    std::vector<engine::ContactDraft> drafts;  // The last one last.
    bool has_form = false;                     // Snapshot::kept_form.
};

struct TicketOutcome {
    std::uint64_t ticket = 0;
    engine::Outcome outcome;
};

struct Snapshot {
    LockState lock = LockState::kLocked;
    std::optional<UnlockFailure> unlock_failure;
    std::optional<Error> unlock_error;         // What the last try met that may pass: a full disk.
    std::optional<Instant> unlock_allowed_at;  // After several wrong tries.
    Forfeit forfeit = Forfeit::kNone;
    std::optional<Error> store_error;
    std::optional<Error> set_up_error;  // Why the last try to set up made no store.
    EnrolState enrol = EnrolState::kNotAsked;
    std::string organisation;  // Known while locked too; names nobody.
    std::optional<Instant> last_unlocked_at;
    int waiting_while_locked = 0;  // Records that wait to be sent, for the lock screen.
    Staff staff;                   // Empty while locked.
    std::uint64_t person = 0;      // Grows when the tablet passes to another person.
    // What they had half filled in when the tablet was unlocked (KeepForm); none = nothing.
    std::shared_ptr<const Bytes> kept_form;
    UnkeptAtUnlock unkept;         // To be gone on with, and to be kept.
    bool holds_words = false;      // While locked: in memory, for the disk took them not.
    bool has_former_code = false;  // Whoever worked here before still knows the code.
    Instant made_at;
    UtcOffset utc_offset;  // As the device's clock has it.
    sync::SyncStatus sync;
    // The answers to the looks that the window watches.
    std::vector<std::pair<engine::Look, std::shared_ptr<const engine::View>>> views;
    // Watched looks whose subject is not here (any more): no view of them will come.
    std::vector<engine::Look> gone;
    // Those that failed: asked again when something changes, or by LookAgain.
    std::vector<FailedLook> failed;
    Sheets sheets;  // As the last LookForSheets, MakeSheet or DeleteSheet found them.
    // Of the last commands, newest last; at most kOutcomesMax.
    std::vector<TicketOutcome> outcomes;
};

inline constexpr std::size_t kOutcomesMax = 64;

// Returns nothing while the answer to `look` is still on its way.
template <class ViewType>
const ViewType* find_view(const Snapshot& snapshot, const engine::Look& look) {
    for (const auto& [asked, view] : snapshot.views) {
        if (asked == look) return std::get_if<ViewType>(view.get());
    }
    return nullptr;
}

// However much of its timeline the page holds.
inline const engine::FamilyPage* find_family_page(const Snapshot& snapshot, const Id<Family>& id) {
    for (const auto& [asked, view] : snapshot.views) {
        const auto* look = std::get_if<engine::LookFamily>(&asked);
        if (look != nullptr && look->id == id) return std::get_if<engine::FamilyPage>(view.get());
    }
    return nullptr;
}

// However many of its contacts the page holds.
inline const engine::PlacePage* find_place_page(const Snapshot& snapshot,
                                                const engine::LookPlace& look) {
    if (const auto* page = find_view<engine::PlacePage>(snapshot, look)) return page;
    for (const auto& [asked, view] : snapshot.views) {
        const auto* other = std::get_if<engine::LookPlace>(&asked);
        if (other != nullptr && other->id == look.id)
            return std::get_if<engine::PlacePage>(view.get());
    }
    return nullptr;
}

}  // namespace oppad::ui
