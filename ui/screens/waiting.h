// What shows while the answer to a look is on its way: a quiet card, never a blank.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

void draw_waiting(Stage& stage, const Rect& area);

}  // namespace oppad::ui
