// A phone number goes to the clipboard with one tap, and leaves it again by itself.
#pragma once

#include <string>
#include <string_view>

#include "ui/screens/stage.h"

namespace oppad::ui {

inline constexpr std::chrono::milliseconds kCopiedStays{30'000};

// The round button that copies. Nothing when there is no number.
void draw_copy_phone(Stage& stage, std::string_view id, const Rect& rect, const std::string& e164);
// Takes what was copied off the clipboard once its time is over.
void forget_copied_in_time(Stage& stage);

}  // namespace oppad::ui
