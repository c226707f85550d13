// What is put on the clipboard of the tablet on purpose, and taken off it again.
#pragma once

#include <string>

namespace oppad::ui::widgets {

void copy_text(const std::string& text);
// Empties the clipboard when it still holds that text: what was copied elsewhere since is left.
void forget_copied(const std::string& text);

}  // namespace oppad::ui::widgets
