// Two small readable files beside the encrypted store: how this tablet is set, and what the lock
// screen may say. Neither names a person.
#pragma once

#include <optional>
#include <string>

#include "engine/core/time.h"
#include "engine/ports/file_system.h"
#include "ui/state/intents.h"

namespace oppad::platform {

// preferences.json. What is missing or out of range takes its default: a damaged file never keeps
// a tablet from starting.
ui::Preferences load_preferences(FileSystem& files, const std::string& folder);
// Fails: as FileSystem::replace.
Status save_preferences(FileSystem& files, const std::string& folder,
                        const ui::Preferences& preferences);

// lock_screen.json, written at each lock.
struct LockScreenFacts {
    std::string organisation;
    std::optional<Instant> last_unlocked_at;
    int waiting = 0;  // Records that wait to be sent.

    bool operator==(const LockScreenFacts&) const = default;
};
LockScreenFacts load_lock_screen_facts(FileSystem& files, const std::string& folder);
Status save_lock_screen_facts(FileSystem& files, const std::string& folder,
                              const LockScreenFacts& facts);

}  // namespace oppad::platform
