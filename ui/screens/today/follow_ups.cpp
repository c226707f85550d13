#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/screens.h"
#include "ui/screens/sync/waiting.h"
#include "ui/screens/today/open_items.h"
#include "ui/screens/typing_head.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

void draw_follow_ups(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    Rect room = area;
    if (panel_is_open(stage)) {
        const float gap = canvas.px(size::kGap);
        const bool is_beside = has_two_columns(stage);
        draw_panel(stage, is_beside ? room.cut_right((room.w - gap) * 0.48F) : room);
        room.cut_right(gap);
        if (!is_beside) return;
    }
    FollowUpsState& state = stage.state.follow_ups;
    const engine::LookToday look{state.asked_for};
    const auto* view = find_or_keep<engine::TodayView>(stage, look, state.last);
    if (view == nullptr) return draw_waiting_for(stage, room, look);
    Rect inside = low_card(stage, room);
    if (view->open_items.empty()) {
        widgets::empty_state(canvas, inside,
                             {.icon = Icon::kCheckCircle,
                              .tone = Tone::kOk,
                              .title = stage.tr(Text::kNoPromisesTitle),
                              .text = stage.tr(Text::kNoPromises)},
                             0);
        return;
    }
    const std::string count = stage.texts().plural(Text::kOpenCount, view->open_item_count);
    const std::string late = stage.texts().plural(Text::kLateCount, view->overdue_count);
    const float y = widgets::card_head(
        canvas, inside,
        {.title = count,
         .pill = view->overdue_count > 0 ? std::string_view(late) : std::string_view{},
         .pill_tone = Tone::kDanger});
    inside.cut_top(y - inside.y);
    widgets::ScrollArea scroll(canvas, "follow_ups", inside);
    float bottom = draw_open_items_by_day(stage, scroll.content(), view->open_items);
    const auto shown = static_cast<int>(view->open_items.size());
    if (view->open_item_count > shown) {
        const Rect more{scroll.content().x, bottom + canvas.px(8), scroll.content().w,
                        widgets::button_height(canvas)};
        if (widgets::button(canvas, "open_items_more", more, stage.tr(Text::kShowMore),
                            {widgets::ButtonStyle::kQuiet, Icon::kNone})) {
            state.asked_for = shown + engine::kOpenItemsMax;
        }
        bottom = more.bottom();
    }
    scroll.reached(bottom);
}

}  // namespace oppad::ui
