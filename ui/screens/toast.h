// What was done, said over the screen, with the way to take it back.
#pragma once

#include <chrono>

#include "ui/screens/stage.h"

namespace oppad::ui {

void draw_toast(Stage& stage);

inline constexpr std::chrono::milliseconds kToastStays{6000};
// Of what costs much work when it was a mistake: it is noticed later, after a look at the result.
inline constexpr std::chrono::milliseconds kLastingToastStays{20000};

}  // namespace oppad::ui
