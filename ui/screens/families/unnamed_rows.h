// Contacts that were logged without a family and without a place: a part of Vandaag.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

[[nodiscard]] bool has_unnamed(Stage& stage);
// A tap opens one, to be named or changed. Nothing when there are none. Returns the lower edge.
float draw_unnamed(Stage& stage, const Rect& area);

}  // namespace oppad::ui
