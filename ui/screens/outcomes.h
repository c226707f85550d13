// What the engine answered to what was asked: a toast, the way back, or the problems at their
// field.
#pragma once

#include "ui/screens/stage.h"

namespace oppad::ui {

void take_outcomes(Stage& stage);
void show_toast(Stage& stage, const std::string& text, std::optional<engine::Command> undo);

}  // namespace oppad::ui
