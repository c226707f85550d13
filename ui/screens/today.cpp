#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/agenda_rows.h"
#include "ui/screens/log_contact.h"
#include "ui/screens/open_items.h"
#include "ui/screens/panel.h"
#include "ui/screens/screens.h"
#include "ui/screens/waiting.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

// "+" in the right upper corner.
void draw_plan_button(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    const float side = canvas.px(size::kTouch);
    const Rect rect{area.right() - side, area.y, side, side};
    canvas.fill(rect, canvas.theme().tone(Tone::kPrimary).ground, side / 2);
    if (widgets::icon_button(canvas, "plan_appointment", rect, Icon::kAdd,
                             canvas.theme().tone(Tone::kPrimary).ink)) {
        open_appointment_panel(stage, {});
    }
}

// Day or week.
float draw_span_choice(Stage& stage, const Rect& area) {
    bool& week = stage.state.shows_week;
    const auto on = [](bool condition) {
        return condition ? widgets::Chosen::kYes : widgets::Chosen::kNo;
    };
    const auto drawn = widgets::chips(stage.canvas, area,
                                      {{"agenda_day", stage.tr(Text::kShowDay), on(!week)},
                                       {"agenda_week", stage.tr(Text::kShowWeek), on(week)}});
    if (drawn.tapped >= 0) week = drawn.tapped == 1;
    return drawn.bottom + stage.canvas.px(8);
}

// What colleagues added about my families; a tap opens the family.
float draw_news(Stage& stage, const Rect& area, const engine::TodayView& view) {
    if (view.news.empty()) return area.y;
    Canvas& canvas = stage.canvas;
    Rect room = area;
    room.cut_top(canvas.px(20));
    room.cut_top(widgets::card_head(canvas, room, {.title = stage.tr(Text::kNewsTitle)}) - room.y);
    for (std::size_t i = 0; i < view.news.size(); ++i) {
        const engine::FamilyNews& news = view.news[i];
        const std::string name = stage.texts().fill(Text::kFamilyNamed, news.family_name);
        const std::string remark =
            stage.texts().plural(Text::kNewsCount, news.count, news.author_name) + " · " +
            moment(stage.texts(), news.at, stage.now, stage.utc_offset());
        const std::string id = widgets::nth("news", i);
        const auto drawn = widgets::row(canvas, room,
                                        {.id = id,
                                         .avatar = {Tone::kInfo, Icon::kPeople},
                                         .title = {widgets::strong(canvas, name)},
                                         .subtitle = {widgets::quiet(canvas, remark)},
                                         .end_icon = Icon::kChevronRight});
        if (drawn.tapped) {
            open_stop(
                stage.state,
                Stop{.screen = ScreenName::kFamily, .family_id = news.family_id, .place_id = {}});
        }
        room.cut_top(drawn.bottom - room.y);
    }
    return room.y;
}

void draw_agenda(Stage& stage, const Rect& rect, const engine::TodayView& view) {
    Canvas& canvas = stage.canvas;
    Rect inside = widgets::card(canvas, rect);
    Rect corner = inside;
    corner.y -= (canvas.px(size::kTouch) - widgets::pill_height(canvas)) / 2;
    draw_plan_button(stage, corner);
    Rect head = inside;
    head.w -= canvas.px(size::kTouch + 8);
    const bool is_week = stage.state.shows_week;
    const auto* week =
        is_week ? find_view<engine::AgendaView>(stage.snapshot, week_from(stage.today())) : nullptr;
    const std::vector<engine::AgendaItem> none;
    const std::vector<engine::AgendaItem>& items = !is_week          ? view.agenda
                                                   : week == nullptr ? none
                                                                     : week->items;
    const std::string count =
        stage.texts().plural(Text::kAppointments, static_cast<std::int64_t>(items.size()));
    const float y =
        widgets::card_head(canvas, head,
                           {.title = stage.tr(Text::kYourAgenda),
                            .pill = items.empty() ? std::string_view{} : std::string_view(count),
                            .pill_tone = Tone::kPrimary});
    inside.cut_top(std::max(y - inside.y, canvas.px(size::kTouch)));
    widgets::ScrollArea area(canvas, "agenda", inside);
    Rect room = area.content();
    room.cut_top(draw_span_choice(stage, room) - room.y);
    room.cut_top(
        draw_agenda_rows(stage, room, items, is_week ? AgendaDays::kShown : AgendaDays::kHidden) -
        room.y);
    if (items.empty()) {
        const Text nothing = is_week ? Text::kNothingThisWeek : Text::kNothingPlanned;
        room.y += canvas.paragraph({room.x, room.y}, room.w, stage.tr(nothing), Font::kBody,
                                   canvas.theme().muted, Align::kLeft);
    }
    area.reached(draw_news(stage, room, view));
}

void draw_promises(Stage& stage, const Rect& rect, const engine::TodayView& view) {
    Canvas& canvas = stage.canvas;
    Rect inside = widgets::card(canvas, rect);
    const std::string late = stage.texts().plural(Text::kLateCount, view.overdue_count);
    const float y = widgets::card_head(
        canvas, inside,
        {.title = stage.tr(Text::kToFollowUp),
         .pill = view.overdue_count > 0 ? std::string_view(late) : std::string_view{},
         .pill_tone = Tone::kDanger});
    inside.cut_top(y - inside.y);
    widgets::ScrollArea area(canvas, "open_items", inside);
    Rect room = area.content();
    if (view.open_items.empty()) {
        room.y += canvas.paragraph({room.x, room.y}, room.w, stage.tr(Text::kNoPromises),
                                   Font::kBody, canvas.theme().muted, Align::kLeft);
        area.reached(room.y);
        return;
    }
    room.y = draw_open_items(stage, room, view.open_items, Settling::kByIcon);
    const auto shown = static_cast<int>(view.open_items.size());
    if (view.open_item_count > shown) {
        const std::string more =
            stage.texts().plural(Text::kMoreOpen, view.open_item_count - shown);
        canvas.text({room.x, room.y + canvas.px(8)}, more, Font::kSmall, canvas.theme().muted);
        room.y += canvas.px(36);
    }
    area.reached(room.y);
}

void draw_nothing_today(Stage& stage, const Rect& rect, const engine::TodayView& view) {
    Canvas& canvas = stage.canvas;
    const Rect inside = widgets::card(canvas, rect);
    widgets::ScrollArea area(canvas, "nothing_today", inside);
    Rect content = area.content();
    Rect corner = content;
    corner.y += (widgets::chip_height(canvas) - canvas.px(size::kTouch)) / 2;
    draw_plan_button(stage, corner);
    Rect choice = content;
    choice.cut_right(canvas.px(size::kTouch + 8));
    const float choice_high =
        std::max(draw_span_choice(stage, choice) - content.y, canvas.px(size::kTouch));
    content.cut_top(choice_high);
    const std::string log = stage.tr(Text::kLogContactButton);
    const std::string schools = stage.texts().plural(Text::kSilentSchools, view.silent_place_count);
    const float high = widgets::button_height(canvas);
    const float log_wide = widgets::button_width(canvas, log, Icon::kAdd);
    const bool has_schools = view.silent_place_count > 0;
    const float schools_wide =
        has_schools ? widgets::button_width(canvas, schools, Icon::kSchool) : 0;
    const bool is_narrow = log_wide + schools_wide + canvas.px(14) > inside.w;
    const bool is_fresh = !view.has_families;
    float y = widgets::empty_state(
        canvas, {content.x, content.y, content.w, std::max(0.0F, inside.h - choice_high)},
        {.icon = Icon::kSun,
         .title = stage.tr(is_fresh ? Text::kFreshTitle : Text::kNothingTodayTitle),
         .text = stage.tr(is_fresh ? Text::kFreshText : Text::kNothingTodayText)},
        is_narrow && has_schools ? 2 * high + canvas.px(14) : high);
    const float total =
        is_narrow ? log_wide : log_wide + schools_wide + (has_schools ? canvas.px(14) : 0);
    float x = content.x + (content.w - total) / 2;
    if (widgets::button(canvas, "log_contact", {x, y, log_wide, high}, log,
                        {widgets::ButtonStyle::kPrimary, Icon::kAdd})) {
        begin_log_contact(stage, {});
    }
    if (has_schools) {
        x = is_narrow ? content.x + std::max(0.0F, (content.w - schools_wide) / 2)
                      : x + log_wide + canvas.px(14);
        if (is_narrow) y += high + canvas.px(14);
        const float wide = std::min(schools_wide, content.w);
        if (widgets::button(canvas, "silent_schools", {x, y, wide, high}, schools,
                            {widgets::ButtonStyle::kOutline, Icon::kSchool})) {
            go_to(stage.state, ScreenName::kPlaces);
        }
    }
    area.reached(y + high);
}

}  // namespace

void draw_today(Stage& stage, const Rect& area) {
    const auto* view = find_view<engine::TodayView>(stage.snapshot, engine::LookToday{});
    if (view == nullptr) return draw_waiting(stage, area);
    const bool is_beside = has_two_columns(stage);
    const PanelKind panel = stage.state.panel.kind;
    if (panel != PanelKind::kNone && !is_beside) return draw_panel(stage, area);
    if (panel == PanelKind::kNone && view->agenda.empty() && view->open_items.empty() &&
        view->news.empty() && !stage.state.shows_week) {
        return draw_nothing_today(stage, area, *view);
    }
    Rect room = area;
    const float gap = stage.canvas.px(size::kGap);
    if (is_beside) {
        const Rect left = room.cut_left((room.w - gap) * 0.534F);
        room.cut_left(gap);
        const bool is_plan = panel == PanelKind::kAppointment;
        if (is_plan) {
            draw_panel(stage, left);
        } else {
            draw_agenda(stage, left, *view);
        }
        if (panel != PanelKind::kNone && !is_plan) return draw_panel(stage, room);
        draw_promises(stage, room, *view);
        return;
    }
    const Rect top = room.cut_top((room.h - gap) * 0.45F);
    room.cut_top(gap);
    draw_agenda(stage, top, *view);
    draw_promises(stage, room, *view);
}

}  // namespace oppad::ui
