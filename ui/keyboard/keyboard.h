// The keyboard on the screen: comes up under the field that is typed in, and types into it as a
// real one would. It has no clock of its own: a held key wakes the window through Touch::wake_at().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ui/frame/canvas.h"
#include "ui/keyboard/key_feed.h"
#include "ui/keyboard/layouts.h"
#include "ui/state/intents.h"

namespace oppad::ui {

// Thread: window. One per app.
class Keyboard {
public:
    // Notices a real keyboard. Call before ImGui::NewFrame().
    void look_for_real_keys() { real_keys_ = real_keys_ || feed_.real_key_waits(); }
    // Decides whether it is up in this frame. Call after Canvas::begin_frame().
    void begin_frame(Canvas& canvas, const Preferences& preferences);
    [[nodiscard]] bool is_up() const { return is_up_; }
    // Pixels that it takes at the bottom of the screen; 0 while it is down.
    [[nodiscard]] float height(const Canvas& canvas) const;
    // Of these, without the tools of the field.
    [[nodiscard]] float keys_height(const Canvas& canvas) const;
    // Whether the field offers other tools by now than it shows: another frame has to be drawn.
    [[nodiscard]] bool lags(const Canvas& canvas) const {
        return canvas.offered_text_tools() != tools_;
    }
    // Down, until the field is tapped again.
    void put_away() { wished_ = false; }
    // Requires: it is up; `area` is height() high.
    void draw(Canvas& canvas, const Rect& area, Preferences& preferences);

private:
    enum class Shift : std::uint8_t { kOff, kOnce, kLocked };
    struct Placed {
        KeyCap cap;
        std::string id;
        Rect rect;
    };

    void take_field(const Canvas& canvas);
    [[nodiscard]] float tools_height(const Canvas& canvas) const;
    void draw_tools(Canvas& canvas, Rect row, bool is_left) const;
    // What the keys of this page take of the width.
    [[nodiscard]] Rect keys_across(const Canvas& canvas, const Rect& area) const;
    [[nodiscard]] std::vector<Placed> place_keys(const Canvas& canvas, const Rect& area,
                                                 KeyboardLayout layout) const;
    void draw_key(Canvas& canvas, const Placed& key, const Preferences& preferences);
    void draw_face(Canvas& canvas, const Placed& key, const Preferences& preferences, Color ink);
    void take_key(const KeyCap& cap, Preferences& preferences);
    void open_accents(const Canvas& canvas, const Placed& key);
    void draw_accents(Canvas& canvas);
    void type(const std::string& text);
    [[nodiscard]] std::string shown(const std::string& letter) const;

    KeyFeed feed_;
    std::string field_;  // That it types into.
    Typing typing_ = Typing::kNothing;
    std::optional<TextTools> tools_;  // That the field offers.
    std::optional<bool> wished_;      // By the key at the field's edge; for this field.
    bool is_up_ = false;
    bool real_keys_ = false;
    Rect screen_;
    KeyPage page_ = KeyPage::kLetters;
    Shift shift_ = Shift::kOff;
    std::string accents_from_;  // The key that is held, or was; empty = none are open.
    Rect accents_from_rect_;
    std::vector<Placed> accents_;
};

}  // namespace oppad::ui
