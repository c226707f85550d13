// The inside of each "what next" card of the Registreer page.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

void draw_referral(Stage& stage, const Rect& inside);
void draw_follow_up(Stage& stage, const Rect& inside);
void draw_question(Stage& stage, const Rect& inside);
void draw_signal(Stage& stage, const Rect& inside);

}  // namespace oppad::ui
