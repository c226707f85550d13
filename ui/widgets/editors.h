// Where people type: a note of many lines that wraps words, and fields of one line. The clipboard
// is only touched by an explicit copy, cut or paste.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/core/secret.h"
#include "ui/frame/canvas.h"
#include "ui/widgets/text_edit.h"

namespace oppad::ui::widgets {

// A finger that rests on a word selects it, and takes the selection along until it is lifted.
struct RestingFinger {
    bool has_tools = false;     // One rested there: cut, copy and paste are at hand.
    std::optional<Point> from;  // Where it rested, until it is lifted.
};

struct NoteState {
    TextEdit edit{Lines::kMany};
    float wanted_x = -1;  // Column that up and down try to keep; -1 = the caret's own.
    std::uint64_t revealed = 0;
    std::size_t revealed_caret = 0;
    bool had_focus = false;  // In the last frame.
    RestingFinger finger;
};

struct FieldState {
    TextEdit edit{Lines::kOne};
    float scroll_x = 0;
    RestingFinger finger;

    [[nodiscard]] const std::string& text() const { return edit.text(); }
};

// Takes what was typed out of a field; no copy stays in it.
[[nodiscard]] Secret take_secret(FieldState& field);

// The text within `rect`, which is also the target, with its tools while it is written in. Returns
// whether the text changed.
bool note_editor(Canvas& canvas, std::string_view id, const Rect& rect, NoteState& state,
                 std::string_view when_empty);

// How high a line of it is, and its text in that width.
[[nodiscard]] float note_line(const Canvas& canvas);
[[nodiscard]] float note_height(const Canvas& canvas, float width, const NoteState& state);

enum class FieldEvent : std::uint8_t { kNone, kChanged, kEntered };
struct FieldLook {
    std::string_view when_empty;
    Icon icon = Icon::kNone;    // In front.
    std::string_view clear_id;  // A cross at the end, when there is something to clear.
    std::string_view label;     // Small above the text; without one, in its place.
    bool is_secret = false;     // Shows dots.
    Typing typing = Typing::kText;
    bool is_wrong = false;
    float radius = size::kButtonRadius;
};
FieldEvent text_field(Canvas& canvas, std::string_view id, const Rect& rect, FieldState& state,
                      const FieldLook& look);
// The key at the edge of the focused field, which shows or hides the keyboard on the screen.
void keyboard_key(Canvas& canvas, const Rect& rect);
[[nodiscard]] float field_height(const Canvas& canvas, bool with_label);

}  // namespace oppad::ui::widgets
