// A place's sit-days: a tap for everybody who walks in, named now or later, and the waiting list.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

// Whether there is one today.
[[nodiscard]] bool is_sit_day(const engine::PlacePage& page);

// The first card under no title says whose page it is.
enum class SitDayAt : std::uint8_t { kUnderName, kHead };

// What stands on the card of a place. Returns the lower edge.
float draw_sit_day(Stage& stage, const Rect& inside, const engine::PlacePage& page, SitDayAt at);

}  // namespace oppad::ui
