// For a finger, what Ctrl does on a keyboard. It stands beside a note that is written in; a field
// of one line has no room for it, and offers it to the keyboard on the screen.
#pragma once

#include "ui/widgets/editors.h"

namespace oppad::ui::widgets {

// Draws them within `rect` and does what is tapped; returns what is left for the text.
Rect text_tools(Canvas& canvas, const Rect& rect, NoteState& state);

[[nodiscard]] TextTools tools_of(const TextEdit& edit);
void use_tool(Canvas& canvas, TextEdit& edit, TextTool tool);

// A finger, or a mouse: who has the keyboard on the screen up writes with a finger.
[[nodiscard]] bool writes_by_finger(const Canvas& canvas);

}  // namespace oppad::ui::widgets
