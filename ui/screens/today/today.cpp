#include <algorithm>
#include <cmath>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/unnamed_rows.h"
#include "ui/screens/fitted_card.h"
#include "ui/screens/log_contact/draft_rows.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"
#include "ui/screens/screens.h"
#include "ui/screens/sync/waiting.h"
#include "ui/screens/today/agenda_rows.h"
#include "ui/screens/today/campaign_rows.h"
#include "ui/screens/today/open_items.h"
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

constexpr int kNoneLate = 0;  // Or told beside the agenda.

// Day or week; and where the promises stand far below, how many are late.
std::vector<widgets::Choice> span_choices(const Stage& stage, int late_count) {
    const bool week = stage.state.shows_week;
    std::vector<widgets::Choice> choices{
        {"agenda_day", stage.tr(Text::kShowDay), chosen_if(!week)},
        {"agenda_week", stage.tr(Text::kShowWeek), chosen_if(week)}};
    if (late_count > 0)
        choices.push_back({"agenda_late", stage.texts().plural(Text::kLateCount, late_count)});
    return choices;
}

float draw_span_choice(Stage& stage, const Rect& area, int late_count) {
    const auto drawn = widgets::chips(stage.canvas, area, span_choices(stage, late_count));
    if (drawn.tapped == 2) {
        go_to(stage.state, ScreenName::kFollowUps);
    } else if (drawn.tapped >= 0) {
        stage.state.shows_week = drawn.tapped == 1;
        stage.state.weeks_ahead = 0;
    }
    return drawn.bottom + stage.canvas.px(8);
}

Text word_of(const engine::NewsItem& item) {
    switch (item.key.type) {
        case RecordType::kContact:
            return text_of(item.contact_kind);
        case RecordType::kQuestion:
            return Text::kQuestion;
        case RecordType::kReferral:
            return Text::kReferral;
        case RecordType::kFollowUp:
            return Text::kPromise;
        case RecordType::kAppointment:
            return Text::kAppointment;
        case RecordType::kPerson:
            return Text::kNewsPerson;
        case RecordType::kConsent:
            return Text::kNewsConsent;
        default:
            return Text::kNewsFamily;
    }
}

// Who, the kinds of what is new with the latest first, how many more there are, and when.
std::string news_remark(const Stage& stage, const engine::FamilyNews& news) {
    constexpr std::size_t kWordsMax = 2;
    std::vector<Text> words;
    std::size_t told = 0;
    for (const engine::NewsItem& item : news.items) {
        const Text word = word_of(item);
        const bool is_known = std::find(words.begin(), words.end(), word) != words.end();
        if (!is_known && words.size() == kWordsMax) continue;
        if (!is_known) words.push_back(word);
        ++told;
    }
    std::string kinds;
    for (const Text word : words) kinds += (kinds.empty() ? "" : ", ") + stage.tr(word);
    if (told < news.items.size()) kinds += " +" + std::to_string(news.items.size() - told);
    const std::string who =
        news.author_name.empty() ? stage.tr(Text::kConflictColleague) : news.author_name;
    return who + " · " + kinds + " · " +
           moment(stage.texts(), news.at, stage.now, stage.utc_offset());
}

// What colleagues changed about my families; a tap opens the family.
float draw_news(Stage& stage, const Rect& area, const engine::TodayView& view) {
    if (view.news.empty()) return area.y;
    Canvas& canvas = stage.canvas;
    Rect room = area;
    room.cut_top(canvas.px(20));
    room.cut_top(widgets::card_head(canvas, room, {.title = stage.tr(Text::kNewsTitle)}) - room.y);
    for (std::size_t i = 0; i < view.news.size(); ++i) {
        const engine::FamilyNews& news = view.news[i];
        const std::string name = stage.texts().fill(Text::kFamilyNamed, news.family_name);
        const std::string id = widgets::nth("news", i);
        const auto drawn =
            widgets::row(canvas, room,
                         {.id = id,
                          .avatar = {Tone::kInfo, Icon::kPeople},
                          .title = {widgets::strong(canvas, name)},
                          .subtitle = {widgets::quiet(canvas, news_remark(stage, news))},
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

// What the agenda lists: of today, or of the week once it is here.
const std::vector<engine::AgendaItem>* agenda_of(const Stage& stage,
                                                 const engine::TodayView& view) {
    if (!stage.state.shows_week) return &view.agenda;
    const auto* week =
        find_view<engine::AgendaView>(stage.snapshot, week_shown(stage.state, stage.today()));
    return week == nullptr ? nullptr : &week->items;
}

// What the agenda is, the choice of day or week, and "+", in one line. Returns whether they fit; if
// so they are cut off the top of `inside`.
bool draw_agenda_line(Stage& stage, Rect& inside, int late_count) {
    Canvas& canvas = stage.canvas;
    const std::string& title = stage.tr(Text::kYourAgenda);
    const float chips = widgets::chips_width(canvas, span_choices(stage, late_count));
    const float add = canvas.px(size::kTouch + 10);
    if (canvas.width(title, Font::kCardTitle) + canvas.px(20) + chips + add > inside.w)
        return false;
    const float high = widgets::chip_height(canvas);
    // The title stands as high as that of the card beside it.
    Rect line = inside.moved(0, -(high - widgets::pill_height(canvas)) / 2);
    draw_plan_button(stage, line.moved(0, (high - canvas.px(size::kTouch)) / 2));
    line.cut_right(add);
    const Rect choice = line.cut_right(chips + 1);  // Rounding must not make the last one wrap.
    canvas.text_in({line.x, line.y, line.w, high}, title, Font::kCardTitle, canvas.theme().ink,
                   Align::kLeft);
    inside.cut_top(draw_span_choice(stage, choice, late_count) - inside.y);
    return true;
}

// Over the appointments; where letters are large, or the column low, in more lines or without the
// title. Cut off the top of `inside`.
void draw_agenda_head(Stage& stage, Rect& inside, int late_count, bool is_low) {
    if (draw_agenda_line(stage, inside, late_count)) return;
    Canvas& canvas = stage.canvas;
    Rect line = inside;
    if (is_low) {
        draw_plan_button(
            stage, line.moved(0, (widgets::chip_height(canvas) - canvas.px(size::kTouch)) / 2));
        line.cut_right(canvas.px(size::kTouch + 8));
        const float bottom = draw_span_choice(stage, line, late_count);
        inside.cut_top(std::max(bottom - inside.y, canvas.px(size::kTouch)));
        return;
    }
    draw_plan_button(stage, line);
    line = inside.cut_top(canvas.px(size::kTouch));
    line.cut_right(canvas.px(size::kTouch + 8));
    canvas.text_in(line, stage.tr(Text::kYourAgenda), Font::kCardTitle, canvas.theme().ink,
                   Align::kLeft);
    inside.cut_top(canvas.dip(8));
    inside.cut_top(draw_span_choice(stage, inside, late_count) - inside.y);
}

// Under the seven days that are shown: on to the next, and back.
float draw_week_steps(Stage& stage, const Rect& area) {
    constexpr int kWeeksMost = 52;
    int& ahead = stage.state.weeks_ahead;
    std::vector<widgets::Choice> steps;
    if (ahead > 0) steps.push_back({"week_before", stage.tr(Text::kWeekBefore)});
    if (ahead < kWeeksMost) steps.push_back({"week_after", stage.tr(Text::kWeekAfter)});
    Rect room = area;
    room.cut_top(stage.canvas.px(12));
    const auto drawn = widgets::chips(stage.canvas, room, steps);
    if (drawn.tapped >= 0) {
        ahead += steps[static_cast<std::size_t>(drawn.tapped)].id == "week_after" ? 1 : -1;
        stage.canvas.touch().rewind("agenda");
        stage.canvas.touch().rewind("today_page");
    }
    return drawn.bottom;
}

// Why the agenda shows no line.
Text no_agenda_words(const Stage& stage, const std::vector<engine::AgendaItem>* items) {
    if (items == nullptr) return Text::kLooking;
    if (!stage.state.shows_week) return Text::kNothingPlanned;
    return stage.state.weeks_ahead > 0 ? Text::kNothingThatWeek : Text::kNothingThisWeek;
}

// The appointments, or why there are none to see. Returns the lower edge.
float draw_appointments(Stage& stage, const Rect& area, const engine::TodayView& view,
                        bool is_low) {
    const bool is_week = stage.state.shows_week;
    const engine::LookAgenda look = week_shown(stage.state, stage.today());
    const auto* items = agenda_of(stage, view);
    if (items == nullptr && failure_of(stage, look)) return draw_if_failed(stage, area, look);
    if (items == nullptr || items->empty()) {
        const Text words = no_agenda_words(stage, items);
        return area.y + stage.canvas.paragraph({area.x, area.y}, area.w, stage.tr(words),
                                               Font::kBody, stage.canvas.theme().muted,
                                               Align::kLeft);
    }
    const bool is_reordered = is_low && !is_week;
    return draw_agenda_rows(stage, area, *items, is_week ? AgendaDays::kShown : AgendaDays::kHidden,
                            is_reordered ? AgendaOrder::kDoneLast : AgendaOrder::kByTime);
}

// Returns the lower edge.
float draw_agenda_list(Stage& stage, const Rect& area, const engine::TodayView& view, bool is_low) {
    Rect room = area;
    room.cut_top(draw_appointments(stage, room, view, is_low) - room.y);
    if (stage.state.shows_week) room.cut_top(draw_week_steps(stage, room) - room.y);
    room.cut_top(draw_unlogged(stage, room, view.unlogged) - room.y);
    room.cut_top(draw_news(stage, room, view) - room.y);
    room.cut_top(draw_drafts(stage, room) - room.y);
    return draw_unnamed(stage, room);
}

// Cut off the top of `inside`.
void draw_promises_head(Stage& stage, Rect& inside, const engine::TodayView& view) {
    const std::string late = stage.texts().plural(Text::kLateCount, view.overdue_count);
    const float y = widgets::card_head(
        stage.canvas, inside,
        {.title = stage.tr(Text::kToFollowUp),
         .pill = view.overdue_count > 0 ? std::string_view(late) : std::string_view{},
         .pill_tone = Tone::kDanger});
    inside.cut_top(y - inside.y);
}

// Returns the lower edge.
float draw_promises_list(Stage& stage, const Rect& area, const engine::TodayView& view) {
    Canvas& canvas = stage.canvas;
    if (view.open_items.empty()) {
        return area.y + canvas.paragraph({area.x, area.y}, area.w, stage.tr(Text::kNoPromises),
                                         Font::kBody, canvas.theme().muted, Align::kLeft);
    }
    const float bottom = draw_open_items(stage, area, view.open_items, Settling::kByIcon);
    const auto shown = static_cast<int>(view.open_items.size());
    if (view.open_item_count <= shown) return bottom;
    const std::string more = stage.texts().plural(Text::kMoreOpen, view.open_item_count - shown);
    const Rect all{area.x, bottom + canvas.px(8), area.w, widgets::button_height(canvas)};
    if (widgets::button(canvas, "all_open_items", all, more,
                        {widgets::ButtonStyle::kQuiet, Icon::kNone})) {
        go_to(stage.state, ScreenName::kFollowUps);
    }
    return all.bottom();
}

// Under the agenda, as high as they are; where that is much, they scroll. Cut off the bottom of
// `room`.
void draw_campaign_card(Stage& stage, Rect& room, const engine::TodayView& view) {
    if (view.campaigns.empty()) return;
    constexpr float kHighest = 0.4F;
    Canvas& canvas = stage.canvas;
    float& known = stage.state.heights["today_campaigns"];
    const float padding = canvas.px(size::kCardPadding);
    const Rect card = room.cut_bottom(std::min(known + 2 * padding, room.h * kHighest));
    room.cut_bottom(canvas.px(size::kGap));
    widgets::ScrollArea area(canvas, "campaigns", widgets::card(canvas, card));
    const float bottom = draw_campaigns(stage, area.content(), view.campaigns);
    const float needed = bottom - area.content().y;
    if (std::abs(needed - known) > 0.5F) {
        known = needed;
        stage.state.needs_frame = true;
    }
    area.reached(bottom);
}

// Room for the appointments or for what may stand around them, not for both.
bool is_low(const Stage& stage, const Rect& column) {
    return is_low_screen(stage) || column.h < stage.canvas.px(560);
}

// In a low column campaigns come after the appointments.
void draw_agenda(Stage& stage, const Rect& rect, const engine::TodayView& view) {
    const bool has_little_room = is_low(stage, rect);
    Rect inside = widgets::card(stage.canvas, rect);
    if (!has_little_room) draw_agenda_head(stage, inside, kNoneLate, false);
    widgets::ScrollArea area(stage.canvas, "agenda", inside);
    Rect room = area.content();
    if (has_little_room) draw_agenda_head(stage, room, kNoneLate, true);
    room.cut_top(draw_agenda_list(stage, room, view, has_little_room) - room.y);
    if (has_little_room && !view.campaigns.empty()) {
        room.cut_top(stage.canvas.px(size::kGap));
        room.cut_top(draw_campaigns(stage, room, view.campaigns) - room.y);
    }
    area.reached(room.y);
}

void draw_promises(Stage& stage, const Rect& rect, const engine::TodayView& view) {
    Rect inside = widgets::card(stage.canvas, rect);
    draw_promises_head(stage, inside, view);
    widgets::ScrollArea area(stage.canvas, "open_items", inside);
    area.reached(draw_promises_list(stage, area.content(), view));
}

// How many are late where the promises begin below what is in sight, else none: they say it
// themselves. Being told makes the agenda no lower, so that it doesn't come and go.
int late_below(const Stage& stage, const Rect& area, const engine::TodayView& view) {
    constexpr float kInSight = 0.8F;
    const auto agenda = stage.state.heights.find("today_agenda");
    const bool is_below = agenda != stage.state.heights.end() && agenda->second > area.h * kInSight;
    return is_below ? view.overdue_count : 0;
}

// Where there is no room for two columns both cards stand on one page, which scrolls as a whole.
void draw_one_page(Stage& stage, const Rect& area, const engine::TodayView& view) {
    widgets::ScrollArea page(stage.canvas, "today_page", area);
    Rect room = page.content();
    const int late_count = late_below(stage, area, view);
    fitted_card(stage, room, {.id = "today_agenda"}, [&](Rect inside) {
        const bool is_low = is_low_screen(stage);
        draw_agenda_head(stage, inside, late_count, is_low);
        return draw_agenda_list(stage, inside, view, is_low);
    });
    room.cut_top(stage.canvas.px(size::kGap));
    const bool is_last = view.campaigns.empty();
    const float rest = area.h - (room.y - page.content().y);
    fitted_card(stage, room, {.id = "today_promises", .least = is_last ? rest : 0},
                [&](Rect inside) {
                    draw_promises_head(stage, inside, view);
                    return draw_promises_list(stage, inside, view);
                });
    if (!is_last) {
        room.cut_top(stage.canvas.px(size::kGap));
        fitted_card(stage, room, {.id = "today_campaigns_card", .under = 1},
                    [&](Rect inside) { return draw_campaigns(stage, inside, view.campaigns); });
    }
    page.reached(room.y);
}

void draw_nothing_today(Stage& stage, const Rect& rect, const engine::TodayView& view) {
    Canvas& canvas = stage.canvas;
    const Rect inside = widgets::card(canvas, rect);
    widgets::ScrollArea area(canvas, "nothing_today", inside);
    Rect content = area.content();
    draw_agenda_head(stage, content, kNoneLate, false);
    const std::string schools = stage.texts().plural(Text::kSilentSchools, view.silent_place_count);
    std::vector<EmptyButton> buttons{
        {"log_contact", stage.tr(Text::kLogContactButton), Icon::kAdd}};
    if (view.silent_place_count > 0) {
        buttons.push_back(
            {"silent_schools", schools, Icon::kSchool, widgets::ButtonStyle::kOutline});
    }
    const bool is_fresh = !view.has_families;
    if (is_fresh) {
        buttons.push_back(
            {"go_to_sync", stage.tr(Text::kGoToSync), Icon::kSync, widgets::ButtonStyle::kOutline});
    }
    const float rest = inside.h - (content.y - area.content().y);
    const EmptyDrawn drawn =
        draw_empty(stage, {content.x, content.y, content.w, std::max(0.0F, rest)},
                   {.icon = Icon::kSun,
                    .title = stage.tr(is_fresh ? Text::kFreshTitle : Text::kNothingTodayTitle),
                    .text = stage.tr(is_fresh ? Text::kFreshText : Text::kNothingTodayText)},
                   buttons);
    const bool is_tapped = drawn.tapped >= 0;
    const std::string tapped =
        is_tapped ? buttons[static_cast<std::size_t>(drawn.tapped)].id : std::string{};
    if (tapped == "log_contact") begin_log_contact(stage, {});
    if (tapped == "silent_schools") {
        stage.state.places.order = PlacesOrder::kSilent;
        stage.state.places.query.edit.set_text({});
        go_to(stage.state, ScreenName::kPlaces);
    }
    if (tapped == "go_to_sync") go_to(stage.state, ScreenName::kSync);
    area.reached(drawn.bottom);
}

}  // namespace

void draw_today(Stage& stage, const Rect& area) {
    const auto* view = find_view<engine::TodayView>(stage.snapshot, engine::LookToday{});
    if (view == nullptr) return draw_waiting_for(stage, area, engine::LookToday{});
    const bool is_beside = has_two_columns(stage);
    const PanelKind panel = stage.state.panel.kind;
    if (panel != PanelKind::kNone && !is_beside) return draw_panel(stage, area);
    if (panel == PanelKind::kNone && view->agenda.empty() && view->unlogged.empty() &&
        view->open_items.empty() && view->news.empty() && view->campaigns.empty() &&
        !has_drafts(stage) && !has_unnamed(stage) && !stage.state.shows_week) {
        return draw_nothing_today(stage, area, *view);
    }
    Rect room = area;
    const float gap = stage.canvas.px(size::kGap);
    if (is_beside) {
        Rect left = room.cut_left((room.w - gap) * 0.534F);
        room.cut_left(gap);
        const bool is_plan = panel == PanelKind::kAppointment;
        if (is_plan) {
            draw_panel(stage, left);
        } else {
            if (!is_low(stage, left)) draw_campaign_card(stage, left, *view);
            draw_agenda(stage, left, *view);
        }
        if (panel != PanelKind::kNone && !is_plan) return draw_panel(stage, room);
        draw_promises(stage, room, *view);
        return;
    }
    draw_one_page(stage, area, *view);
}

}  // namespace oppad::ui
