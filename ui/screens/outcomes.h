// What the engine answered to what was asked: a toast, the way back, or the problems at their
// field.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

void take_outcomes(Stage& stage);
void show_toast(Stage& stage, const std::string& text, std::optional<engine::Command> undo);
// What went wrong, in a sentence.
void show_error(Stage& stage, Text text);
// Of what never left this window, and is put back in it.
void show_toast_here(Stage& stage, Text text, std::function<void(Stage&)> undo);
// Offers a form back that was left with words in it.
void offer_left_form(Stage& stage);

}  // namespace oppad::ui
