// The lines of "Op te volgen", shared by Today, Follow-ups and the family page.
#pragma once

#include <string>
#include <vector>

#include "ui/screens/stage.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

// Draws the items under each other; a tap opens the family, the button at the end settles, answers
// or takes a step. Returns the lower edge.
enum class Settling : std::uint8_t { kByIcon, kByButton };
float draw_open_items(Stage& stage, const Rect& area, const std::vector<engine::OpenItem>& items,
                      Settling settling);
// The same under the days by which they are to be done: late, today, within a week, later, none.
float draw_open_items_by_day(Stage& stage, const Rect& area,
                             const std::vector<engine::OpenItem>& items);

// What waits, and for whom and since when.
std::string open_item_title(const Stage& stage, const engine::OpenItem& item);
std::string open_item_remark(const Stage& stage, const engine::OpenItem& item);

}  // namespace oppad::ui
