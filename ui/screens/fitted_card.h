// Cards as high as what they hold, which is known once it was drawn: a card gets the height that
// its content needed in the last frame, and another frame is asked for when that has changed.
#pragma once

#include <algorithm>
#include <cmath>

#include "ui/screens/stage.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

struct CardFit {
    const char* id = "";
    float least = 0;
    float under = 0.6F;  // Parts of the padding under the content; rows bring room of their own.
};

// Draws a card at the top of `room` around what `draw(inside)` draws, which returns its lower edge;
// cuts the card off `room`.
template <class Draw>
void fitted_card(Stage& stage, Rect& room, const CardFit& fit, const Draw& draw) {
    Canvas& canvas = stage.canvas;
    float& known = stage.state.heights[fit.id];
    const float high = std::max(known, fit.least);
    const Rect inside = widgets::card(canvas, {room.x, room.y, room.w, high});
    const float needed = draw(inside) + canvas.px(size::kCardPadding) * fit.under - room.y;
    if (std::abs(needed - known) > 0.5F) {
        known = needed;
        stage.state.needs_frame = true;
    }
    room.cut_top(std::max(known, fit.least));
}

}  // namespace oppad::ui
