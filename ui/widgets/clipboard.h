// What is put on the clipboard of the tablet on purpose, and taken off it again.
#pragma once

#include <string>

#include "ui/frame/canvas.h"

namespace oppad::ui::widgets {

// Whoever draws on `canvas` takes it off again in time. An empty text leaves what is there.
void copy_text(Canvas& canvas, const std::string& text);
[[nodiscard]] std::string clipboard_text();
// Empties the clipboard when it still holds that text: what was copied elsewhere since is left.
void forget_copied(const std::string& text);

}  // namespace oppad::ui::widgets
