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
};

// Cut off the top of `room`. Returns the index of the choice that was tapped, or -1.
// Requires: the row is drawn, with a menu.
int draw_row_menu(Stage& stage, Rect& room, std::string_view row, const RecordKey& record,
                  const std::vector<RowChoice>& choices);

}  // namespace oppad::ui
