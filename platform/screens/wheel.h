// The way to something that is out of sight, in turns of a mouse's wheel.
#pragma once

#include <optional>
#include <string_view>

#include "ui/frame/app.h"

namespace oppad::screens {

struct WheelTurn {
    ui::Point over;
    float notches;  // As Dear ImGui counts: above 0 = towards the beginning.
};

// The next turn that brings the item nearer; nothing once it is in sight. Long lists draw only what
// is near: an item that isn't there yet is looked for further down.
std::optional<WheelTurn> turn_towards(const ui::ItemMap& items, std::string_view id,
                                      const ui::Surface& surface);

// What must be tapped first, once: on a low screen a family's page folds what would leave its
// timeline no room. Nothing when the item is there, or when no such line is.
std::optional<std::string_view> fold_over(const ui::ItemMap& items, std::string_view id);

}  // namespace oppad::screens
