// Names in scripts that run from right to left: how their letters stand on a screen that is drawn
// from left to right.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace oppad::ui {

// Whether there is such a letter. Cost: O(text), some nanoseconds for a line.
[[nodiscard]] bool runs_right_to_left(std::string_view text);
// The letters of one line as they stand beside each other, Arabic ones in their joined forms; the
// line itself goes from left to right. Broken bytes become some other letter.
[[nodiscard]] std::string in_visual_order(std::string_view line);

// Where the letters of a line went, for carets: by their place in `line`, in the same order.
struct PlacedLetter {
    std::size_t at = 0;        // Byte in the line that was given.
    std::size_t left = 0;      // Byte in the visual text where it begins, …
    std::size_t right = 0;     // … and ends.
    bool is_reversed = false;  // It is written from right to left.
};
struct VisualLine {
    std::string text;  // As in_visual_order().
    std::vector<PlacedLetter> letters;
};
// Empty when the line can't be turned.
[[nodiscard]] VisualLine placed_in_visual_order(std::string_view line);

}  // namespace oppad::ui
