// The time of a day: a tap for the hour, one for the quarter.
#pragma once

#include <string>

#include "engine/core/time.h"
#include "ui/frame/rect.h"

namespace oppad::ui {

struct Stage;

// Cut off the top of `room`; returns whether `at` moved, on the same day. Targets are called
// `prefix`_hour_H and `prefix`_minute_M.
bool draw_time_choice(Stage& stage, Rect& room, const std::string& prefix, Instant& at);

}  // namespace oppad::ui
