// The signals that were noted in a contact, under it: each is one tap away from being corrected.
#pragma once

#include <string_view>
#include <vector>

#include "engine/views/noted_signal.h"
#include "ui/screens/stage.h"

namespace oppad::ui {

// Cut off the top of `room`. A tap opens the signal's form.
void draw_signal_rows(Stage& stage, Rect& room, const std::vector<engine::NotedSignal>& signals,
                      std::string_view id_prefix);

}  // namespace oppad::ui
