// What stands in place of the lock's keys where nothing that is typed could open the tablet: why,
// what is safe and what to do.
#pragma once

#include "ui/frame/rect.h"
#include "ui/screens/stage.h"

namespace oppad::ui {

// The store can't be used: damage, a newer program's, another program's, or its key is gone.
void draw_no_entry(Stage& stage, const Rect& area);
// Ten tries were wrong, where no passphrase was set.
void draw_forfeit(Stage& stage, const Rect& area);

}  // namespace oppad::ui
