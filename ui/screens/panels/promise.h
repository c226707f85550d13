// What a promise is asked for on the Registreer page and on the panel alike: by when, and how.
#pragma once

#include <optional>

#include "ui/screens/panels/typed_day.h"
#include "ui/screens/stage.h"

namespace oppad::ui {

// Borrowed.
struct DueDays {
    bool& all;  // All days of six weeks are shown, and any other can be typed.
    TypedDay& other;
};
// Each is cut off the top of `room` and returns whether the choice changed; a second tap takes it
// back.
bool draw_due_days(Stage& stage, Rect& room, std::optional<Day>& due, DueDays days);
bool draw_channels(Stage& stage, Rect& room, Channel& chosen);

}  // namespace oppad::ui
