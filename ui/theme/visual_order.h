// Names in scripts that run from right to left: how their letters stand on a screen that is drawn
// from left to right.
#pragma once

#include <string>
#include <string_view>

namespace oppad::ui {

// Whether there is such a letter. Cost: O(text), some nanoseconds for a line.
[[nodiscard]] bool runs_right_to_left(std::string_view text);
// The letters of one line as they stand beside each other, Arabic ones in their joined forms; the
// line itself goes from left to right. Broken bytes become some other letter.
[[nodiscard]] std::string in_visual_order(std::string_view line);

}  // namespace oppad::ui
