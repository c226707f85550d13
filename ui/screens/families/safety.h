// What must be read before the bell is rung: never under the fold of the page that it belongs to. A
// long remark on a low screen is folded; its first lines always stand there.
#pragma once

#include <string>

#include "ui/screens/stage.h"

namespace oppad::ui {

// The remark over the whole width. Returns the lower edge with the gap under it, or the upper edge
// when there is no remark.
float draw_safety(Stage& stage, const Rect& area, const std::string& remark);
[[nodiscard]] float safety_height(const Stage& stage, float width, const std::string& remark);

// How many of its lines stand over a page of `area` so that something of the page is in sight too;
// 0 = all of them.
[[nodiscard]] int safety_lines(const Stage& stage, const Rect& area, const std::string& remark);
// The same with a way to unfold or fold it: its first `lines`, or all of it when it `is_open`. A
// tap turns that round.
float draw_folded_safety(Stage& stage, const Rect& area, const std::string& remark, int lines,
                         bool& is_open);

}  // namespace oppad::ui
