// What can be done with the record of a row from the list itself: shown under the row once a finger
// rested on it, or the Menu key was pressed while it had the focus. One row shows its menu at a
// time.
#pragma once

#include <string_view>
#include <vector>

#include "ui/screens/stage.h"

namespace oppad::ui {

enum class RowMenus : std::uint8_t { kNone, kOffered };

struct RowChoice {
    std::string_view id;  // After that of the row: "family_row_3_log".
    Text label;
    Icon icon;
    Tone tone = Tone::kPrimary;  // kDanger: takes something away.
};

// Opens the menu of a record, its first choice in focus, or closes it: for a button of its own.
void turn_row_menu(Stage& stage, std::string_view row, const RecordKey& record,
                   std::string_view first);

// Cut off the top of `room`. Returns the index of the choice that was tapped, or -1.
// Requires: the row is drawn, with a menu; or `row` is empty and a button opens it.
int draw_row_menu(Stage& stage, Rect& room, std::string_view row, const RecordKey& record,
                  const std::vector<RowChoice>& choices);

// Commands as outlined buttons beside each other, in rows that wrap; cut off the top of `room`.
// Returns the index of what was tapped, or -1. `row` comes before each id; empty = nothing does.
int draw_commands(Stage& stage, Rect& room, std::string_view row,
                  const std::vector<RowChoice>& choices);

// All choices are brought into sight once they stand where they stay: said when they open, and
// where they are drawn.
void reveal_choices_soon(Stage& stage);
void reveal_choices(Stage& stage, const Rect& choices);

// "…" on a row: opens and closes its menu at a tap.
// Requires: the menu is drawn after it, and begins with "edit".
void draw_menu_button(Stage& stage, std::string_view row, const RecordKey& record,
                      const Rect& rect);

}  // namespace oppad::ui
