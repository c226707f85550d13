// What must be read before the bell is rung.
#pragma once

#include <string>

#include "ui/screens/stage.h"

namespace oppad::ui {

// The remark over the whole width. Returns the lower edge with the gap under it, or the upper edge
// when there is no remark.
float draw_safety(Stage& stage, const Rect& area, const std::string& remark);
[[nodiscard]] float safety_height(const Stage& stage, float width, const std::string& remark);

}  // namespace oppad::ui
