#include "ui/screens/waiting.h"

#include "ui/widgets/widgets.h"

namespace oppad::ui {

void draw_waiting(Stage& stage, const Rect& area) {
    const Rect inside = widgets::card(stage.canvas, area);
    stage.canvas.text_in(inside, stage.tr(Text::kLooking), Font::kBody, stage.canvas.theme().muted,
                         Align::kCentre);
}

}  // namespace oppad::ui
