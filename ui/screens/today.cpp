#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/agenda_words.h"
#include "ui/screens/log_contact.h"
#include "ui/screens/open_items.h"
#include "ui/screens/panel.h"
#include "ui/screens/screens.h"
#include "ui/screens/waiting.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

float draw_agenda_item(Stage& stage, const Rect& area, const engine::AgendaItem& item,
                       std::size_t index) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const std::string& start = stage.tr(Text::kStart);
    const std::string time = clock_time(item.starts_at, stage.utc_offset());
    const std::string length = item.duration_minutes > 0
                                   ? stage.texts().fill(Text::kMinutes, item.duration_minutes)
                                   : std::string{};
    const std::string title = agenda_title(stage.texts(), item);
    const std::string remark = agenda_remark(stage.texts(), item);
    Rect room = area;
    const float time_wide = std::max({canvas.em(92), canvas.width(length, Font::kSmall)});
    room.cut_left(time_wide + canvas.px(14));
    const float end_wide = item.is_held
                               ? widgets::pill_width(canvas, stage.tr(Text::kHeld), Icon::kCheck)
                               : widgets::button_width(canvas, start, Icon::kNone);
    // Where large letters leave the words no room, the button stands under them.
    const bool is_below = room.w - end_wide < canvas.em(250);
    if (!is_below) room.cut_right(end_wide + canvas.px(12));
    const auto drawn = widgets::row(
        canvas, room,
        {.id = {},
         .avatar = {item.kind == ContactKind::kHomeVisit ? Tone::kAccent : Tone::kPrimary,
                    icon_of(item.kind)},
         .title = {widgets::strong(canvas, title)},
         .subtitle = {widgets::quiet(canvas, remark)}});
    const float centre = area.y + drawn.rect.h / 2;
    const float line = canvas.line_height(Font::kStrong);
    const float below = length.empty() ? 0 : canvas.line_height(Font::kSmall);
    const float top = centre - (line + below) / 2;
    canvas.text({area.x, top}, time, Font::kStrong, theme.ink);
    canvas.text({area.x, top + line + canvas.px(2)}, length, Font::kSmall, theme.muted);
    if (item.is_held) {
        const float at = is_below ? drawn.bottom + widgets::pill_height(canvas) / 2 : centre;
        widgets::pill_at_right(canvas, area.right(), at, stage.tr(Text::kHeld),
                               {Tone::kOk, Icon::kCheck});
    } else {
        const float high = widgets::button_height(canvas);
        const Rect button{area.right() - end_wide, is_below ? drawn.bottom : centre - high / 2,
                          end_wide, high};
        if (widgets::button(canvas, widgets::nth("agenda_start", index), button, start,
                            {widgets::ButtonStyle::kOutline, Icon::kNone})) {
            begin_log_contact(stage, {.kind = item.kind,
                                      .family_id = item.family_id,
                                      .family_name = item.family_name,
                                      .place_id = item.place_id,
                                      .place_name = item.place_name,
                                      .appointment_id = item.id});
        }
    }
    if (!is_below) return drawn.bottom;
    return drawn.bottom + canvas.px(8) +
           (item.is_held ? widgets::pill_height(canvas) : widgets::button_height(canvas));
}

// "+" at the right of the head.
void draw_plan_button(Stage& stage, const Rect& inside) {
    Canvas& canvas = stage.canvas;
    const float side = canvas.px(size::kTouch);
    const float lift = (side - widgets::pill_height(canvas)) / 2;
    const Rect rect{inside.right() - side, inside.y - lift, side, side};
    canvas.fill(rect, canvas.theme().tone(Tone::kPrimary).ground, side / 2);
    if (widgets::icon_button(canvas, "plan_appointment", rect, Icon::kAdd,
                             canvas.theme().tone(Tone::kPrimary).ink)) {
        open_appointment_panel(stage, {});
    }
}

void draw_agenda(Stage& stage, const Rect& rect, const engine::TodayView& view) {
    Canvas& canvas = stage.canvas;
    Rect inside = widgets::card(canvas, rect);
    draw_plan_button(stage, inside);
    Rect head = inside;
    head.w -= canvas.px(size::kTouch + 8);
    const std::string count =
        stage.texts().plural(Text::kAppointments, static_cast<std::int64_t>(view.agenda.size()));
    const float y = widgets::card_head(
        canvas, head,
        {.title = stage.tr(Text::kYourAgenda),
         .pill = view.agenda.empty() ? std::string_view{} : std::string_view(count),
         .pill_tone = Tone::kPrimary});
    inside.cut_top(std::max(y - inside.y, canvas.px(size::kTouch)));
    widgets::ScrollArea area(canvas, "agenda", inside);
    Rect room = area.content();
    for (std::size_t i = 0; i < view.agenda.size(); ++i) {
        const float bottom = draw_agenda_item(stage, room, view.agenda[i], i);
        room.cut_top(bottom - room.y);
        if (i + 1 < view.agenda.size()) {
            widgets::separator(canvas, room.x, room.y, room.w);
            room.cut_top(canvas.px(4));
        }
    }
    if (view.agenda.empty()) {
        room.y += canvas.paragraph({room.x, room.y}, room.w, stage.tr(Text::kNothingPlanned),
                                   Font::kBody, canvas.theme().muted, Align::kLeft);
    }
    area.reached(room.y);
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
    const std::string log = stage.tr(Text::kLogContactButton);
    const std::string schools = stage.texts().plural(Text::kSilentSchools, view.silent_place_count);
    const float high = widgets::button_height(canvas);
    const float log_wide = widgets::button_width(canvas, log, Icon::kAdd);
    const bool has_schools = view.silent_place_count > 0;
    const float schools_wide =
        has_schools ? widgets::button_width(canvas, schools, Icon::kSchool) : 0;
    const bool is_narrow = log_wide + schools_wide + canvas.px(14) > inside.w;
    const Rect content = area.content();
    const bool is_fresh = !view.has_families;
    float y = widgets::empty_state(
        canvas, {content.x, content.y, content.w, inside.h},
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
    if (panel == PanelKind::kNone && view->agenda.empty() && view->open_items.empty()) {
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
