// What stands around every screen: the rail (a bar below in portrait), the title, how sync stands,
// the lock.
#pragma once

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
// Whether the keyboard on the screen leaves so little that the bar over the page makes way for what
// is typed in: the lock is in the rail then, and what one goes on with beside the title of that.
[[nodiscard]] bool is_cramped(const Stage& stage);
// Where the keyboard on the screen stands: beside the rail, or in place of the bar below.
Rect keyboard_place(const Stage& stage);
// Where a toast may stand: beside the rail, over the keyboard or the bar below.
Rect toast_room(const Stage& stage);

}  // namespace oppad::ui
