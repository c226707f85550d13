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

// Under the text; from the left, where no key of the keyboard is near.
void draw_clipboard_row(Canvas& canvas, Rect row, NoteState& state) {
    const float side = row.h;
    const auto place = [&](std::string_view id, TextTool which, Icon icon, bool is_there) {
        if (!is_there) return;
        const Rect target = row.cut_left(side);
        row.cut_left(canvas.px(8));
        if (tool(canvas, id, target, icon, canvas.theme().primary))
            use_tool(canvas, state.edit, which);
    };
    const TextTools tools = tools_of(state.edit);
    place("text_cut", TextTool::kCut, Icon::kCut, tools.has_selection);
    place("text_copy", TextTool::kCopy, Icon::kCopy, tools.has_selection);
    place("text_paste", TextTool::kPaste, Icon::kPaste, true);
    place("text_all", TextTool::kAll, Icon::kSelectAll, tools.has_text);
}

}  // namespace

TextTools tools_of(const TextEdit& edit) {
    return {.has_text = !edit.text().empty(),
            .has_selection = edit.has_selection(),
            .can_undo = edit.can_undo()};
}

void use_tool(Canvas& canvas, TextEdit& edit, TextTool tool) {
    switch (tool) {
        case TextTool::kCut:
            copy_text(canvas, std::string(edit.selected()));
            return edit.erase_selection();
        case TextTool::kCopy:
            return copy_text(canvas, std::string(edit.selected()));
        case TextTool::kPaste:
            return edit.insert(clipboard_text());
        case TextTool::kAll:
            return edit.select_all();
        case TextTool::kUndo:
            return edit.undo();
    }
}

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
            use_tool(canvas, state.edit, TextTool::kUndo);
        }
    }
    if (state.finger.has_tools && room.h >= 2 * side) {
        // Icons stand under the letters, not their targets.
        const float aside = (side - canvas.icon_width(IconSize::kNormal)) / 2;
        draw_clipboard_row(canvas, room.cut_bottom(side).moved(-aside, 0), state);
        room.cut_bottom(gap);
    }
    return room;
}

}  // namespace oppad::ui::widgets
