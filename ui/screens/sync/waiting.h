// What shows while the answer to a look is on its way, or where none came: a quiet card, never a
// blank.
#pragma once

#include "ui/screens/stage.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

// That it is looked for; that its record is not here; or why it failed, and a way to try again.
void draw_waiting_for(Stage& stage, const Rect& area, const engine::Look& look);

// For a part of a screen, whose other parts go on: nothing unless `look` failed, else why, and a
// way to try again. Returns the lower edge.
float draw_if_failed(Stage& stage, const Rect& area, const engine::Look& look);

struct EmptyButton {
    const char* id;
    std::string_view label;  // Borrowed until it is drawn.
    Icon icon = Icon::kNone;
    widgets::ButtonStyle style = widgets::ButtonStyle::kPrimary;
};

struct EmptyDrawn {
    int tapped = -1;  // Of the buttons.
    float bottom = 0;
};

// What an empty screen says and offers: that records are still to come, until the first sync of
// whoever works here now has ended, and `otherwise` after that. Buttons stand beside each other
// where there is room. Where somebody else can still unlock the tablet, one more leads to a code.
EmptyDrawn draw_empty(Stage& stage, const Rect& area, const widgets::EmptyLook& otherwise,
                      std::vector<EmptyButton> buttons);

}  // namespace oppad::ui
