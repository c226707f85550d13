// The keys that every editor understands, read from the current ImGui context.
#pragma once

#include <string>

#include "ui/widgets/text_edit.h"

namespace oppad::ui::widgets {

struct Typed {
    bool entered = false;  // Enter, in a field of one line.
    bool moved = false;    // Left, right, Home, …: the wanted column is forgotten.
    int lines = 0;         // Up is negative.
    int pages = 0;
    bool line_start = false;
    bool line_end = false;
    Extend extend = Extend::kNo;
    std::string copied;  // Meant for the clipboard.
};
enum class Copying : std::uint8_t { kAllowed, kForbidden };

// Applies letters, erasing, moves within the text, undo and what is pasted to `edit`. Moves that
// need the layout (lines, pages, ends of lines) are reported, and so is what is copied.
Typed type_into(TextEdit& edit, Lines lines, Copying copying);

}  // namespace oppad::ui::widgets
