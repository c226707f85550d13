// Contacts that were begun and not saved: a part of Vandaag.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

[[nodiscard]] bool has_drafts(const Stage& stage);
// A tap goes on with one, its cross throws it away. Nothing when there are none. Returns the lower
// edge.
float draw_drafts(Stage& stage, const Rect& area);

}  // namespace oppad::ui
