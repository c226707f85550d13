// What a promise is asked for on the Registreer page and on the panel alike: by when, and how.
#pragma once

#include <optional>

#include "ui/screens/stage.h"

namespace oppad::ui {

// Each is cut off the top of `room` and returns whether the choice changed; a second tap takes it
// back. `all` says whether all days of six weeks are shown.
bool draw_due_days(Stage& stage, Rect& room, std::optional<Day>& due, bool& all);
bool draw_channels(Stage& stage, Rect& room, Channel& chosen);

}  // namespace oppad::ui
