// Families that may be the one that is being typed, each with one tap to say that it is.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

// Draws from the top of `room` and cuts it off; nothing when no family looks like it. Returns the
// one that was tapped.
const engine::FamilyRow* draw_similar(Stage& stage, Rect& room,
                                      const engine::LookSimilarFamilies& look);

}  // namespace oppad::ui
