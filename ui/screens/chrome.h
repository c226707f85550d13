// What stands around every screen: the rail (a bar below in portrait), the title, how sync stands,
// the lock, and the toast.
#pragma once

#include <chrono>
#include <string>

#include "ui/screens/stage.h"

namespace oppad::ui {

// Draws rail and top bar; returns what is left for the screen.
struct ChromeTitle {
    std::string title;
    std::string remark;
    bool has_back = false;
};
Rect draw_chrome(Stage& stage, const ChromeTitle& title);
ChromeTitle title_of(const Stage& stage);
// Where the keyboard on the screen stands: beside the rail, or in place of the bar below.
Rect keyboard_place(const Stage& stage);
void draw_toast(Stage& stage);

inline constexpr std::chrono::milliseconds kToastStays{6000};

}  // namespace oppad::ui
