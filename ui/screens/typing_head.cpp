#include "ui/screens/typing_head.h"

#include <algorithm>

#include "ui/screens/chrome.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

constexpr int kTitleLines = 2;  // At most; what it says stands in the form as well.

}  // namespace

Rect low_card(Stage& stage, const Rect& area) {
    const Rect inside = widgets::card(stage.canvas, area);
    if (!is_cramped(stage) && !is_low_screen(stage)) return inside;
    const float over = stage.canvas.dip(is_cramped(stage) ? 8 : 12);
    return area.inset(inside.x - area.x, over);
}

bool draw_done_button(Stage& stage, Rect& row, std::string_view id, std::string_view label,
                      float needed) {
    Canvas& canvas = stage.canvas;
    const float high = widgets::button_height(canvas);
    const float gap = canvas.px(12);
    const float whole = widgets::button_width(canvas, label, Icon::kCheck);
    const bool has_word = needed + gap + whole <= row.w;
    const float wide = has_word ? whole : high;
    const bool is_left = stage.state.preferences.left_handed;
    Rect place = is_left ? row.cut_left(wide) : row.cut_right(wide);
    is_left ? row.cut_left(gap) : row.cut_right(gap);
    place = {place.x, place.centre().y - high / 2, wide, high};
    return widgets::button(canvas, id, place, has_word ? label : std::string_view{},
                           {widgets::ButtonStyle::kPrimary, Icon::kCheck});
}

TypingHeadTapped draw_typing_head(Stage& stage, Rect& room, const TypingHead& head) {
    Canvas& canvas = stage.canvas;
    const float side = canvas.dip(size::kTouch);
    const float high = widgets::button_height(canvas);
    const float wide = canvas.width(head.title, Font::kStrong);
    const float beside = high + canvas.px(12) + (head.close_id.empty() ? 0 : side + canvas.px(8));
    const bool is_long = wide > room.w - beside;
    const float step = canvas.line_height(Font::kStrong) * 1.1F;
    Rect row = room.cut_top(is_long ? std::max(high, kTitleLines * step) : high);
    room.cut_top(canvas.dip(8));
    TypingHeadTapped tapped;
    if (!head.close_id.empty()) {
        const Rect end = row.cut_right(side);
        row.cut_right(canvas.px(8));
        tapped.closed = widgets::icon_button(canvas, head.close_id,
                                             {end.x, end.centre().y - side / 2, side, side},
                                             Icon::kClose, canvas.theme().muted);
    }
    tapped.done = draw_done_button(stage, row, head.done_id, head.done,
                                   canvas.width(head.title, Font::kCardTitle));
    // A long one in smaller letters, before it would be cut.
    const bool fits = canvas.width(head.title, Font::kCardTitle) <= row.w;
    if (is_long) {
        canvas.paragraph_lines({row.x, row.y}, row.w, head.title, Font::kStrong, canvas.theme().ink,
                               kTitleLines);
    } else {
        canvas.text_in(row, head.title, fits ? Font::kCardTitle : Font::kStrong, canvas.theme().ink,
                       Align::kLeft);
    }
    return tapped;
}

}  // namespace oppad::ui
