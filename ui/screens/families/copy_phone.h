// A phone number, or an address, goes to the clipboard with one tap, and leaves it again by
// itself.
#pragma once

#include <string>
#include <string_view>

#include "ui/screens/stage.h"

namespace oppad::ui {

inline constexpr std::chrono::milliseconds kCopiedStays{30'000};

// Puts it on the clipboard and says so.
void copy_phone(Stage& stage, const std::string& e164);
// The round button that copies. Nothing when there is no number.
void draw_copy_phone(Stage& stage, std::string_view id, const Rect& rect, const std::string& e164);
// The same for an address of mail.
void draw_copy_email(Stage& stage, std::string_view id, const Rect& rect, const std::string& email);
// The whole of `rect` copies it, with the mark of copying at its end. Returns whether its menu was
// asked for (Canvas::asked_menu()).
bool draw_copy_fact(Stage& stage, std::string_view id, const Rect& rect, const std::string& text,
                    Text said);
// The same as a round button, for where somebody lives.
void draw_copy_address(Stage& stage, std::string_view id, const Rect& rect,
                       const std::string& address);
// Takes what was copied, here or in a text, off the clipboard once its time is over.
void forget_copied_in_time(Stage& stage);

}  // namespace oppad::ui
