// Letters as a filter compares them: "etats" finds "États".
#pragma once

#include <string>
#include <string_view>

namespace oppad::ui {

// Lower case and without marks. A text that isn't UTF-8 comes back as it is.
[[nodiscard]] std::string folded(std::string_view text);

}  // namespace oppad::ui
