// What took place, newest first, along a line; for a family and for a place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/screens/stage.h"

namespace oppad::ui {

// Draws the items, or those of one kind alone. Returns the lower edge.
float draw_timeline(Stage& stage, const Rect& area, const std::vector<engine::TimelineItem>& items,
                    std::optional<engine::TimelineKind> only);

// How many older ones are kept and not shown, if any. Returns its height.
float draw_older(Stage& stage, const Rect& area, int older);

// "Huisbezoek", "Warme doorverwijzing → Sociale dienst OCMW".
std::string timeline_heading(const Stage& stage, const engine::TimelineItem& item);
// Whom one spoke to, where, and who wrote it down.
std::string timeline_whom(const Stage& stage, const engine::TimelineItem& item);
// Themes, or how it stands.
std::vector<std::string> timeline_state(const Stage& stage, const engine::TimelineItem& item);

}  // namespace oppad::ui
