// What lies ahead with a family: what is planned, and what waits for an answer. Over its timeline,
// and folded into one line where that would leave the timeline no room.
#pragma once

#include <string>
#include <string_view>

#include "ui/screens/stage.h"

namespace oppad::ui {

// A line that hides what is under it until it is tapped; another tap folds it again. Returns its
// lower edge.
struct Fold {
    std::string_view id;
    Icon icon = Icon::kNone;
    Tone tone = Tone::kPrimary;
    std::string title;
    std::string remark;  // Of what it hides.
};
float draw_fold(Stage& stage, const Rect& area, const Fold& fold, bool& is_open);

// Returns the lower edge, with the gap under it.
enum class AheadShown : std::uint8_t { kWhole, kFolded };
float draw_ahead(Stage& stage, const Rect& area, const engine::FamilyPage& page, AheadShown shown);

}  // namespace oppad::ui
