#include "ui/screens/settings_button.h"

#include "ui/widgets/widgets.h"

namespace oppad::ui {

void draw_settings_button(Stage& stage, Rect& bar, const std::string& title) {
    Canvas& canvas = stage.canvas;
    const float wide = canvas.px(size::kTouch);
    const float gap = canvas.px(8);
    // On the page of the tablet itself it always stands.
    const bool is_cramped = canvas.width(title, Font::kCardTitle) > bar.w - wide - gap;
    if (is_cramped && stage.state.here().screen != ScreenName::kSync) return;
    Rect gear = bar.cut_right(wide);
    bar.cut_right(gap);
    gear = {gear.x, gear.centre().y - wide / 2, wide, wide};
    if (!widgets::icon_button(canvas, "settings", gear, Icon::kSettings, canvas.theme().muted)) {
        return;
    }
    canvas.blur();
    open_stop(stage.state, Stop{.screen = ScreenName::kSettings, .family_id = {}, .place_id = {}});
}

}  // namespace oppad::ui
