// The facts of a family: where it lives, how it is reached, what may be shared.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

// Draws within a card; returns the lower edge.
float draw_family_facts(Stage& stage, const Rect& inside, const engine::FamilyPage& page);

}  // namespace oppad::ui
