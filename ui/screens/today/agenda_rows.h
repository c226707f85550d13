// Appointments under each other: on Vandaag, at a school, with a family.
#pragma once

#include <vector>

#include "ui/screens/stage.h"

namespace oppad::ui {

// A tap on a line opens the family or the place; on its own page it changes the appointment, as the
// line's menu does everywhere. "Start" begins to log it. With the day of each over the first of
// that day when they are shown. Returns the lower edge.
enum class AgendaDays : std::uint8_t { kHidden, kShown };
// Where few rows are in sight at a time, what is done stands after what is ahead.
enum class AgendaOrder : std::uint8_t { kByTime, kDoneLast };
float draw_agenda_rows(Stage& stage, const Rect& area, const std::vector<engine::AgendaItem>& items,
                       AgendaDays days, AgendaOrder order);
// The same of days that are over and weren't logged, under their title; nothing when there are
// none.
float draw_unlogged(Stage& stage, const Rect& area, const std::vector<engine::AgendaItem>& items);

}  // namespace oppad::ui
