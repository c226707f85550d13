// What took place, newest first, along a line; for a family and for a place.
#pragma once

#include <vector>

#include "ui/screens/stage.h"

namespace oppad::ui {

// Draws the items that pass the filter. Returns the lower edge.
float draw_timeline(Stage& stage, const Rect& area, const std::vector<engine::TimelineItem>& items,
                    TimelineFilter filter);

}  // namespace oppad::ui
