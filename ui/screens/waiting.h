// What shows while the answer to a look is on its way: a quiet card, never a blank.
#pragma once

#include "ui/screens/stage.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

void draw_waiting(Stage& stage, const Rect& area);
// The same for one record, which may turn out not to be here.
void draw_waiting_for(Stage& stage, const Rect& area, const engine::Look& look);

// What an empty screen says: that records are still to come, until the first sync of whoever works
// here now has ended, and `otherwise` after that.
widgets::EmptyLook empty_look(const Stage& stage, const widgets::EmptyLook& otherwise);

}  // namespace oppad::ui
