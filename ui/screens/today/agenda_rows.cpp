#include "ui/screens/today/agenda_rows.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/family_words.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/receipt.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/row_menu.h"
#include "ui/screens/today/agenda_words.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

void begin_planned(Stage& stage, const engine::AgendaItem& item) {
    const bool is_over = day_of(item.starts_at, stage.utc_offset()) < stage.today();
    begin_log_contact(stage, {.kind = item.kind,
                              .at = is_over ? std::optional(item.starts_at) : std::nullopt,
                              .family_id = item.family_id,
                              .family_name = item.family_name,
                              .place_id = item.place_id,
                              .place_name = item.place_name,
                              .appointment_id = item.id,
                              .draft_id = draft_for(stage, item.id)});
}

// The page that a row leads to, the family's before the place's; none on that page itself.
std::optional<Stop> page_of(const Stage& stage, const engine::AgendaItem& item) {
    const Stop& here = stage.state.here();
    if (item.family_id) {
        if (*item.family_id == here.family_id) return std::nullopt;
        return Stop{.screen = ScreenName::kFamily, .family_id = *item.family_id, .place_id = {}};
    }
    if (!item.place_id) return std::nullopt;
    const std::optional<Id<Place>> shown =
        here.screen == ScreenName::kPlaces ? stage.state.places.beside : here.place_id;
    if (item.place_id == shown) return std::nullopt;
    return Stop{.screen = ScreenName::kPlace, .family_id = {}, .place_id = *item.place_id};
}

// Where there is nothing to open, the row changes what is planned.
void open_item(Stage& stage, const engine::AgendaItem& item) {
    if (const auto page = page_of(stage, item)) return open_stop(stage.state, *page);
    open_planned_panel(stage, item);
}

// What tells the targets of a list from those of another one on the same screen.
struct RowIds {
    std::string item;
    std::string start;
};

RecordKey key_of(const engine::AgendaItem& item) { return {RecordType::kAppointment, item.id.raw}; }

// A row that leads on shows that it has a menu as well: that is where the appointment is changed.
float menu_width(const Stage& stage, const engine::AgendaItem& item) {
    const bool is_shown = !item.is_held && page_of(stage, item);
    return is_shown ? stage.canvas.px(size::kTouch) : 0;
}

// A colleague logs their own, and nobody a visit of tomorrow.
bool may_be_logged(const Stage& stage, const engine::AgendaItem& item) {
    return item.is_mine && !item.is_held &&
           day_of(item.starts_at, stage.utc_offset()) <= stage.today();
}

// What is over can't be started any more.
const std::string& start_words(const Stage& stage, const engine::AgendaItem& item) {
    const bool is_over = day_of(item.starts_at, stage.utc_offset()) < stage.today();
    return stage.tr(is_over ? Text::kRailLog : Text::kStart);
}

float sign_width(const Stage& stage, const engine::AgendaItem& item) {
    const Canvas& canvas = stage.canvas;
    if (item.is_held) return widgets::pill_width(canvas, stage.tr(Text::kHeld), Icon::kCheck);
    if (!may_be_logged(stage, item)) return 0;
    return widgets::button_width(canvas, start_words(stage, item), Icon::kNone);
}

// Of what stands at the end of a row, with what keeps it from the words.
float end_width(const Stage& stage, const engine::AgendaItem& item) {
    const float gap = stage.canvas.px(8);
    const float sign = sign_width(stage, item);
    const float menu = menu_width(stage, item);
    return (sign > 0 ? sign + gap : 0) + (menu > 0 ? menu + gap : 0);
}

float end_height(const Stage& stage, const engine::AgendaItem& item) {
    return item.is_held ? widgets::pill_height(stage.canvas) : widgets::button_height(stage.canvas);
}

// That it took place, or the way to log it. Before it the menu.
void draw_end(Stage& stage, const Rect& area, float centre, const engine::AgendaItem& item,
              const RowIds& ids) {
    Canvas& canvas = stage.canvas;
    const float sign = sign_width(stage, item);
    const float menu = menu_width(stage, item);
    if (menu > 0) {
        const float right = area.right() - (sign > 0 ? sign + canvas.px(8) : 0);
        draw_menu_button(stage, ids.item, key_of(item),
                         {right - menu, centre - menu / 2, menu, menu});
    }
    if (item.is_held) {
        widgets::pill_at_right(canvas, area.right(), centre, stage.tr(Text::kHeld),
                               {Tone::kOk, Icon::kCheck});
        return;
    }
    if (!may_be_logged(stage, item)) return;
    const float high = end_height(stage, item);
    const Rect button{area.right() - sign, centre - high / 2, sign, high};
    if (widgets::button(canvas, ids.start, button, start_words(stage, item),
                        {widgets::ButtonStyle::kOutline, Icon::kNone})) {
        begin_planned(stage, item);
    }
}

std::string length_of(const Stage& stage, const engine::AgendaItem& item) {
    return item.duration_minutes > 0 ? stage.texts().fill(Text::kMinutes, item.duration_minutes)
                                     : std::string{};
}

Tone tone_of(const engine::AgendaItem& item) {
    if (!item.safety_remark.empty()) return Tone::kDanger;
    return item.kind == ContactKind::kHomeVisit ? Tone::kAccent : Tone::kPrimary;
}

Icon sign_of(const engine::AgendaItem& item) {
    return item.safety_remark.empty() ? icon_of(item.kind) : Icon::kWarning;
}

// That the row leads on, or else changes what is planned. Beside the menu, or the word that it is
// done, it would only take room.
Icon pointer_of(const Stage& stage, const engine::AgendaItem& item) {
    if (item.is_held || menu_width(stage, item) > 0) return Icon::kNone;
    if (page_of(stage, item)) return Icon::kChevronRight;
    return Icon::kEdit;
}

// Where large letters leave the words no room beside all the rest.
bool is_tight(const Stage& stage, const Rect& words, const engine::AgendaItem& item) {
    const Canvas& canvas = stage.canvas;
    const bool has_pointer = pointer_of(stage, item) != Icon::kNone;
    const float pointer = has_pointer ? canvas.icon_width(IconSize::kNormal) + canvas.px(10) : 0;
    return words.w - end_width(stage, item) - pointer < canvas.em(250);
}

widgets::RowDrawn draw_words(Stage& stage, const Rect& room, const engine::AgendaItem& item,
                             const RowIds& ids, const widgets::AvatarLook& avatar) {
    Canvas& canvas = stage.canvas;
    const std::string title = agenda_title(stage.texts(), item);
    const std::string interpreter =
        item.needs_interpreter ? interpreter_words(stage, item.languages) : std::string{};
    const std::string remark = agenda_remark(stage.texts(), item, interpreter);
    std::vector<TextRun> warning;
    if (!item.safety_remark.empty()) {
        warning.push_back(
            {item.safety_remark, Font::kSmallMedium, canvas.theme().tone(Tone::kDanger).ink});
    }
    std::vector<TextRun> subtitle;
    if (!remark.empty()) subtitle.push_back(widgets::quiet(canvas, remark));
    const std::string receipt = receipt_of(stage, item.whereabouts, remark);
    if (!receipt.empty())
        subtitle.push_back(widgets::toned(canvas, receipt, ui::tone_of(item.whereabouts)));
    const bool is_target = !item.is_held || page_of(stage, item);
    return widgets::row(canvas, room,
                        {.id = is_target ? std::string_view(ids.item) : std::string_view{},
                         .avatar = avatar,
                         .title = {widgets::strong(canvas, title)},
                         .warning = warning,
                         .subtitle = subtitle,
                         .end_icon = pointer_of(stage, item),
                         .has_menu = !item.is_held});
}

// The time over the words, with a small sign in place of the avatar: all the width is for reading.
// Returns the lower edge.
float draw_tight_item(Stage& stage, const Rect& area, const engine::AgendaItem& item,
                      const RowIds& ids) {
    Canvas& canvas = stage.canvas;
    const float end_wide = end_width(stage, item);
    const float end_high = end_height(stage, item);
    const bool is_below = area.w - end_wide < canvas.em(200);
    Rect room = area;
    if (!is_below) room.cut_right(end_wide);
    room.cut_top(canvas.px(6));
    const Rect line = room.cut_top(canvas.line_height(Font::kStrong));
    const float sign = canvas.icon_width(IconSize::kSmall);
    canvas.icon({line.x + sign / 2, line.centre().y}, sign_of(item), IconSize::kSmall,
                canvas.theme().tone(tone_of(item)).ink);
    const std::string length = length_of(stage, item);
    const std::string rest = length.empty() ? length : " · " + length;
    canvas.runs({line.x + sign + canvas.px(8), line.y}, line.w - sign - canvas.px(8),
                {widgets::strong(canvas, clock_time(item.starts_at, stage.utc_offset())),
                 widgets::quiet(canvas, rest)});
    const auto drawn = draw_words(stage, room, item, ids, {});
    if (drawn.tapped) open_item(stage, item);
    if (!is_below) {
        const float centre = drawn.rect.centre().y;
        draw_end(stage, area, centre, item, ids);
        return std::max(drawn.bottom, centre + end_high / 2 + canvas.px(4));
    }
    draw_end(stage, area, drawn.bottom + canvas.px(8) + end_high / 2, item, ids);
    return drawn.bottom + end_high + canvas.px(16);
}

float draw_item(Stage& stage, const Rect& area, const engine::AgendaItem& item, const RowIds& ids) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const std::string length = length_of(stage, item);
    Rect room = area;
    const float time_wide = std::max(canvas.em(64), canvas.width(length, Font::kSmall));
    room.cut_left(time_wide + canvas.px(14));
    if (is_tight(stage, room, item)) return draw_tight_item(stage, area, item, ids);
    room.cut_right(end_width(stage, item));
    const auto drawn = draw_words(stage, room, item, ids, {tone_of(item), sign_of(item)});
    if (drawn.tapped) open_item(stage, item);
    const float centre = area.y + drawn.rect.h / 2;
    const float line = canvas.line_height(Font::kStrong);
    const float below = length.empty() ? 0 : canvas.line_height(Font::kSmall);
    const float top = centre - (line + below) / 2;
    canvas.text({area.x, top}, clock_time(item.starts_at, stage.utc_offset()), Font::kStrong,
                theme.ink);
    canvas.text({area.x, top + line + canvas.px(2)}, length, Font::kSmall, theme.muted);
    draw_end(stage, area, centre, item, ids);
    return drawn.bottom;
}

void draw_menu(Stage& stage, Rect& room, const engine::AgendaItem& item, const std::string& row) {
    const int chosen =
        draw_row_menu(stage, room, row, key_of(item),
                      {{"edit", Text::kEditAppointment, Icon::kEdit},
                       {"cancel", Text::kCancelAppointment, Icon::kClose, Tone::kDanger}});
    if (chosen == 0) open_planned_panel(stage, item);
    if (chosen == 1) cancel_appointment(stage, item.id);
}

// Their places in the list, as they stand under each other.
std::vector<std::size_t> places_of(const std::vector<engine::AgendaItem>& items,
                                   AgendaOrder order) {
    std::vector<std::size_t> places(items.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    if (order == AgendaOrder::kDoneLast) {
        std::stable_partition(places.begin(), places.end(),
                              [&](std::size_t i) { return !items[i].is_held; });
    }
    return places;
}

float draw_rows(Stage& stage, const Rect& area, const std::vector<engine::AgendaItem>& items,
                AgendaDays days, AgendaOrder order, const std::string& list) {
    Canvas& canvas = stage.canvas;
    Rect room = area;
    std::optional<Day> shown;
    bool is_first = true;
    for (const std::size_t i : places_of(items, order)) {
        const bool follows = !std::exchange(is_first, false);
        const Day day = day_of(items[i].starts_at, stage.utc_offset());
        const bool is_new_day = days == AgendaDays::kShown && shown != day;
        if (follows && !is_new_day) {
            widgets::separator(canvas, room.x, room.y, room.w);
            room.cut_top(canvas.px(4));
        }
        if (is_new_day) {
            shown = day;
            if (follows) room.cut_top(canvas.px(12));
            const std::string label = day == stage.today()
                                          ? relative_day(stage.texts(), day, stage.today())
                                          : long_date(stage.texts(), day);
            room.cut_top(canvas.paragraph({room.x, room.y}, room.w, capitalised(label),
                                          Font::kSmallMedium, canvas.theme().muted, Align::kLeft));
        }
        const RowIds ids{widgets::nth(list + "_item", i), widgets::nth(list + "_start", i)};
        room.cut_top(draw_item(stage, room, items[i], ids) - room.y);
        if (!items[i].is_held) draw_menu(stage, room, items[i], ids.item);
    }
    return room.y;
}

}  // namespace

float draw_agenda_rows(Stage& stage, const Rect& area, const std::vector<engine::AgendaItem>& items,
                       AgendaDays days, AgendaOrder order) {
    return draw_rows(stage, area, items, days, order, "agenda");
}

float draw_unlogged(Stage& stage, const Rect& area, const std::vector<engine::AgendaItem>& items) {
    if (items.empty()) return area.y;
    Rect room = area;
    room.cut_top(stage.canvas.px(20));
    room.cut_top(widgets::card_head(stage.canvas, room, {.title = stage.tr(Text::kUnloggedTitle)}) -
                 room.y);
    return draw_rows(stage, room, items, AgendaDays::kShown, AgendaOrder::kByTime, "unlogged");
}

}  // namespace oppad::ui
