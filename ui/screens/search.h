// What search found, of every kind.
#pragma once

#include <string>

#include "ui/screens/stage.h"

namespace oppad::ui {

// Draws the results for what is typed in `stage.state.families`. Returns false, with nothing drawn,
// while no answer has come yet. Requires: something is typed.
bool draw_search(Stage& stage, Rect area);
// Whether the keyboard on the screen leaves a list that is searched so little that the names have
// all of it.
[[nodiscard]] bool gives_room_to_names(const Stage& stage);
// The row that the kinds take; cut off the top of `room` with the space under it.
Rect cut_kinds_row(const Stage& stage, Rect& room);
// Says so; cut off the top of `room`.
void draw_nothing_found(Stage& stage, Rect& room);
// "New family …"; cut off the top of `room`.
void draw_new_family_row(Stage& stage, Rect& room, const std::string& query);

}  // namespace oppad::ui
