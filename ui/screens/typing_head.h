// The head over what is typed in where the keyboard leaves little room: a title, and in the same
// row what one goes on with, which would stand at the foot otherwise.
#pragma once

#include <string_view>

#include "ui/screens/stage.h"

namespace oppad::ui {

struct TypingHead {
    std::string_view title;
    std::string_view done_id;
    std::string_view done;
    std::string_view close_id;  // Empty = there is no cross.
};
struct TypingHeadTapped {
    bool done = false;
    bool closed = false;
};

// A card; on a low screen, and where the keyboard leaves little, it spends less on what is over and
// under its inside.
Rect low_card(Stage& stage, const Rect& area);

// Cut off the top of `room`, with the space under it.
TypingHeadTapped draw_typing_head(Stage& stage, Rect& room, const TypingHead& head);
// The button of such a head, cut off the end of `row` that the thumb is at, with the space beside
// it; in words where they leave `needed` of the width. Returns whether it was tapped.
bool draw_done_button(Stage& stage, Rect& row, std::string_view id, std::string_view label,
                      float needed);

}  // namespace oppad::ui
