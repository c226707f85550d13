#include "ui/widgets/text_tools.h"

#include "ui/widgets/clipboard.h"

namespace oppad::ui::widgets {

namespace {

// The note keeps the focus.
bool tool(Canvas& canvas, std::string_view id, const Rect& rect, Icon icon, Color color) {
    const bool tapped = canvas.key(id, rect, Hold::kNothing);
    if (canvas.touch().held(id)) canvas.circle(rect.centre(), rect.h / 2, canvas.theme().chip);
    canvas.icon(rect.centre(), icon, IconSize::kNormal, color);
    return tapped;
}

// Cut, copy, paste, under the text; from the left, where no key of the keyboard is near.
void draw_clipboard_row(Canvas& canvas, Rect row, NoteState& state) {
    const float side = row.h;
    const auto next = [&] {
        const Rect place = row.cut_left(side);
        row.cut_left(canvas.px(8));
        return place;
    };
    const Color ink = canvas.theme().primary;
    if (state.edit.has_selection()) {
        const std::string chosen(state.edit.selected());
        if (tool(canvas, "text_cut", next(), Icon::kCut, ink)) {
            copy_text(canvas, chosen);
            state.edit.erase_selection();
        }
        if (tool(canvas, "text_copy", next(), Icon::kCopy, ink)) copy_text(canvas, chosen);
    }
    if (tool(canvas, "text_paste", next(), Icon::kPaste, ink)) state.edit.insert(clipboard_text());
}

}  // namespace

bool writes_by_finger(const Canvas& canvas) { return canvas.keyboard_key() == KeyboardKey::kHides; }

Rect text_tools(Canvas& canvas, const Rect& rect, NoteState& state) {
    const float side = canvas.px(size::kTouch);
    const float gap = canvas.px(8);
    Rect room = rect;
    if (canvas.keyboard_key() != KeyboardKey::kNone) {
        Rect column = room.cut_right(side);
        room.cut_right(gap);
        keyboard_key(canvas, column.cut_bottom(side));
        column.cut_bottom(gap);
        const bool can_undo = column.h >= side && state.edit.can_undo();
        if (can_undo &&
            tool(canvas, "text_undo", column.cut_bottom(side), Icon::kUndo, canvas.theme().muted)) {
            state.edit.undo();
        }
    }
    if (state.has_tools && room.h >= 2 * side) {
        // Icons stand under the letters, not their targets.
        const float aside = (side - canvas.icon_width(IconSize::kNormal)) / 2;
        draw_clipboard_row(canvas, room.cut_bottom(side).moved(-aside, 0), state);
        room.cut_bottom(gap);
    }
    return room;
}

}  // namespace oppad::ui::widgets
