// A phone number, or an address, goes to the clipboard with one tap, and leaves it again by
// itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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
// A fact that says itself what it is.
struct CopyFact {
    std::string id;
    std::string value;
    Text said;
};
struct CopyFactsDrawn {
    float bottom = 0;
    bool asked_menu = false;
};
// Those that are known, each as wide as its words with the mark of copying: beside each other where
// there is room, 8 pixels apart.
CopyFactsDrawn draw_copy_facts(Stage& stage, const Rect& area, const std::vector<CopyFact>& facts);
// The same as a round button, for where somebody lives.
void draw_copy_address(Stage& stage, std::string_view id, const Rect& rect,
                       const std::string& address);
// Takes what was copied, here or in a text, off the clipboard once its time is over.
void forget_copied_in_time(Stage& stage);

}  // namespace oppad::ui
