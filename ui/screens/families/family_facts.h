// The facts of a family: where it lives, how it is reached, what may be shared.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

// Draws within a card; returns the lower edge. At the door matters where they live, how they are
// reached and what they speak; the rest is what may be shared.
enum class FactsShown : std::uint8_t { kAtTheDoor, kAll };
float draw_family_facts(Stage& stage, const Rect& inside, const engine::FamilyPage& page,
                        FactsShown shown);
float draw_family_sharing(Stage& stage, const Rect& area, const engine::FamilyPage& page);

}  // namespace oppad::ui
