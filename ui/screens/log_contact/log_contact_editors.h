// The inside of each "what next" card of the Registreer page.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

void draw_referral(Stage& stage, Rect inside);
void draw_follow_up(Stage& stage, Rect inside);
void draw_next_meeting(Stage& stage, Rect inside);
void draw_question(Stage& stage, Rect inside);
void draw_signal(Stage& stage, Rect inside);

}  // namespace oppad::ui
