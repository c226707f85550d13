// The whole window as one object: snapshots in, intents out. It has no loop, no wait and no thread;
// platform/ calls it and owns the window, the clock and the files.
//
//   auto app = App::create(std::move(parts));         // After ImGui::CreateContext().
//   per turn of the event loop:
//     app.show(newest_snapshot);                      // When there is a newer one.
//     window.wait(until app.wake_at(), or not at all when the last frame() said "again");
//     nothing came in, nothing newer and wake_at() not passed: wait again, draw nothing.
//     if (app.prepare(surface)) window.upload_fonts();   // The font atlas changed.
//     window.begin_frame();                           // Back ends' NewFrame.
//     const bool again = app.frame({wall, steady});   // ImGui::NewFrame … Render.
//     window.end_frame();
//     for (Intent& intent : app.take_intents()) …
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "ui/frame/item_map.h"
#include "ui/frame/ledger.h"
#include "ui/frame/surface.h"
#include "ui/state/intents.h"
#include "ui/state/snapshot.h"

namespace oppad::ui {

// Names what a person begins to write, so that a repeated "save" is recognised as the same.
class IdSource {
public:
    virtual ~IdSource() = default;
    // A fresh UUIDv7.
    virtual RawId make_id() = 0;
};

// A font for letters that Inter lacks.
struct FallbackFont {
    std::vector<std::uint8_t> bytes;
    float line = 1;  // Of its own design: how high a line is over the size of its letters.
};

// Whole font files. `fallbacks` are asked in order.
struct FontBytes {
    std::vector<std::uint8_t> regular;
    std::vector<std::uint8_t> medium;
    std::vector<std::uint8_t> semi_bold;
    std::vector<std::uint8_t> bold;
    std::vector<std::uint8_t> icons;
    std::vector<FallbackFont> fallbacks;
};

// A part from outside that the tablet is built with.
struct OutsidePart {
    std::string name;
    std::string licence;  // As SPDX calls it.
};

// What the program says of itself.
struct About {
    std::string version;  // "0.4.0".
    std::vector<OutsidePart> outside_parts;
};

struct AppParts {
    FontBytes fonts;
    std::vector<std::string> po_contents;  // assets/i18n/*.po.
    std::vector<std::string> code_lists;   // assets/codes/*.json with labels; none = bare codes.
    Preferences preferences;
    About about;
    std::string item_map_path;  // Empty = no map; see ui/frame/item_map.h.
    IdSource* ids = nullptr;    // Outlives the app.
    Ledger* ledger = nullptr;   // Filled anew with each frame; outlives the app. None = not kept.
};

struct FrameTime {
    Instant now;                       // Wall clock.
    std::chrono::milliseconds steady;  // Never goes back.
};

// Thread: window. Requires: a Dear ImGui context of its own, made before and destroyed after.
class App {
public:
    // Fails: kInvalid when texts or fonts can't be used.
    static Result<App> create(AppParts parts);
    App(App&&) noexcept;
    App& operator=(App&&) noexcept;
    ~App();

    // What is drawn from now on. Cost: O(new outcomes).
    void show(std::shared_ptr<const Snapshot> snapshot);

    // Makes the fonts fit the surface, the text size and the letters in use. Returns whether the
    // atlas has changed and must be uploaded again. Call before every frame.
    bool prepare(const Surface& surface);

    // Draws one frame into the current ImGui context and collects what was asked for. Returns
    // whether another frame is wanted at once (something moves, or input is still queued).
    bool frame(const FrameTime& time);

    // When to draw even if nothing happens: a toast goes, a draft is due to be kept. Unset = never.
    [[nodiscard]] std::optional<std::chrono::milliseconds> wake_at() const;

    std::vector<Intent> take_intents();

    // As the person set them; a change also comes out as SavePreferences.
    [[nodiscard]] const Preferences& preferences() const;

    // What could be tapped in the last frame.
    [[nodiscard]] const ItemMap& items() const;
    // The item that has the focus, as of the last frame; empty = none.
    [[nodiscard]] const std::string& focus_id() const;

    // The last keystrokes of a draft, at once: call before locking or closing, then take_intents().
    void flush_draft();

    // Takes what was copied off the clipboard, before its time: call before closing.
    void forget_copied();

private:
    class Inside;
    explicit App(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace oppad::ui
