// What the window asks for, collected during a frame and handed to the engine thread at its end.
// Nothing is awaited: the answer shows in a later snapshot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/commands/commands.h"
#include "engine/core/secret.h"
#include "engine/views/looks.h"
#include "ui/state/sheet.h"

namespace oppad::ui {

struct Unlock {
    Secret passphrase;  // Or PIN, as typed.
};
// Makes this tablet's store, for somebody whom no hub knows yet, and opens it.
struct SetUp {
    std::string name;   // Of who will work with it.
    Secret passphrase;  // Or PIN, as typed.
};
// Proves a one-time code to the hub at `hub_url`; the tablet then belongs to its organisation.
struct Enrol {
    std::string hub_url;
    std::string code;
};
struct LockNow {};
// Carries a command out; its outcome comes back under this ticket.
struct Run {
    std::uint64_t ticket = 0;
    engine::Command command;
    std::uint64_t person = 0;  // Snapshot::person: whose it is.
    // Once it is saved, in the same breath: what of forms is kept when this one is over.
    std::optional<engine::KeepForm> then;
};
// Everything that the screens in sight show; replaces what was watched before.
struct Watch {
    std::vector<engine::Look> looks;
};
// Asks again for what of it failed.
struct LookAgain {};
struct SyncNow {};
struct PauseSync {
    bool paused = true;
};

// Changes what opens this tablet. The outcome comes back under this ticket: a wrong old code is a
// problem of `old_code`, a new one that this tablet can't take is the error kInvalid.
struct ChangeCode {
    std::uint64_t ticket = 0;
    Secret old_code;  // Or PIN, as typed.
    Secret new_code;
    std::uint64_t person = 0;  // As of Run.
};

// Looks again where sheets can be put and which lie there.
struct LookForSheets {};
// Puts a family's sheet in a folder as a plain file: `command` notes it in the audit first. The
// outcome comes back under this ticket.
struct MakeSheet {
    std::uint64_t ticket = 0;
    Secret passphrase;  // Or PIN: asked again, since the file leaves the encrypted store.
    engine::PrintSheet command;
    Sheet sheet;
    std::string folder;        // SheetPlace::path.
    std::uint64_t person = 0;  // As of Run.
};
// Each of a path that Snapshot::sheets names. The outcome comes back under this ticket.
struct OpenSheet {
    std::uint64_t ticket = 0;
    std::string path;
};
struct DeleteSheet {
    std::uint64_t ticket = 0;
    std::string path;
};

enum class ThemeChoice : std::uint8_t { kLight, kDark, kSun };
enum class KeyboardLayout : std::uint8_t { kAzerty, kQwerty };
// When the keyboard on the screen comes up: by itself = for a tapped field, until a key of a real
// keyboard is pressed.
enum class KeyboardShown : std::uint8_t { kByItself, kAlways, kNever };

// Of this tablet; says nothing about families and is readable while locked.
struct Preferences {
    std::string language = "nl";
    ThemeChoice theme = ThemeChoice::kLight;
    int text_percent = 100;  // 100, 125, 150, 200.
    bool left_handed = false;
    int idle_lock_minutes = 2;  // 1–5.
    KeyboardLayout keyboard_layout = KeyboardLayout::kAzerty;
    KeyboardShown keyboard_shown = KeyboardShown::kByItself;
    bool tour_seen = false;  // The cards that greet who opens the tablet for the first time.

    bool operator==(const Preferences&) const = default;
};
// The outcome comes back under this ticket.
struct SavePreferences {
    std::uint64_t ticket = 0;
    Preferences preferences;
};

using Intent =
    std::variant<Unlock, SetUp, LockNow, Run, Watch, LookAgain, Enrol, SyncNow, PauseSync,
                 SavePreferences, LookForSheets, MakeSheet, OpenSheet, DeleteSheet, ChangeCode>;

// Thread: window.
class Intents {
public:
    // Returns the ticket under which the outcome will come back.
    std::uint64_t run(engine::Command command);
    // The same for what ends a form.
    std::uint64_t run(engine::Command command, engine::KeepForm then);
    // The same for a sheet, whose ticket it sets.
    std::uint64_t make(MakeSheet wish);
    // The same for a new code.
    std::uint64_t change(ChangeCode wish);
    std::uint64_t open(const LyingSheet& sheet);
    std::uint64_t remove(const LyingSheet& sheet);
    std::uint64_t save(const Preferences& preferences);
    void push(Intent intent);
    // Whose is what is asked from now on.
    void use_person(std::uint64_t person) { person_ = person; }
    std::vector<Intent> take() { return std::exchange(pending_, {}); }

private:
    std::vector<Intent> pending_;
    std::uint64_t last_ticket_ = 0;
    std::uint64_t person_ = 0;
};

}  // namespace oppad::ui
