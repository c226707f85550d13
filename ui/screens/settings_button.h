// The way to the settings from each page of the rail.
#pragma once

#include <string>

#include "ui/screens/stage.h"

namespace oppad::ui {

// Cut off the right end of `bar`, as long as that leaves `title` room; on Sync always.
void draw_settings_button(Stage& stage, Rect& bar, const std::string& title);

}  // namespace oppad::ui
