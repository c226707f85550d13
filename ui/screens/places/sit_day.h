// A place's sit-days: a tap for everybody who walks in, named now or later, and the waiting list.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

// What stands on the card of a place. Returns the lower edge.
float draw_sit_day(Stage& stage, const Rect& inside, const engine::PlacePage& page);

}  // namespace oppad::ui
