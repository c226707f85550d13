#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/family_rows.h"
#include "ui/screens/log_contact.h"
#include "ui/screens/panel.h"
#include "ui/screens/place_rows.h"
#include "ui/screens/screens.h"
#include "ui/screens/timeline.h"
#include "ui/screens/waiting.h"
#include "ui/widgets/editors.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

std::string silence_of(const Stage& stage, const engine::PlaceRow& row) {
    if (!row.last_contact_day) {
        return stage.tr(row.has_first_meeting ? Text::kNoContactYet : Text::kNoMeetingYet);
    }
    if (row.is_silent) return stage.texts().plural(Text::kSilentForDays, row.silent_days);
    return relative_day(stage.texts(), *row.last_contact_day, stage.today());
}

std::string counts_of(const Stage& stage, const engine::PlacesView& view) {
    std::string counts = stage.texts().plural(Text::kSchoolCount, view.school_count);
    if (view.association_count > 0) {
        counts += " · " + stage.texts().plural(Text::kAssociationCount, view.association_count);
    }
    if (view.other_count > 0) {
        counts += " · " + stage.texts().plural(Text::kOtherPlaceCount, view.other_count);
    }
    return counts;
}

void draw_list(Stage& stage, Rect room) {
    Canvas& canvas = stage.canvas;
    PlacesState& state = stage.state.places;
    const Rect search = room.cut_top(widgets::field_height(canvas, false));
    room.cut_top(canvas.px(14));
    const auto event = widgets::text_field(canvas, "place_search", search, state.query,
                                           {.when_empty = stage.tr(Text::kSearchPlace),
                                            .icon = Icon::kSearch,
                                            .clear_id = "place_search_clear",
                                            .radius = 28});
    if (event == widgets::FieldEvent::kChanged) canvas.touch().rewind("place_rows");
    const auto* view =
        find_or_keep<engine::PlacesView>(stage, engine::LookPlaces{state.query.text()}, state.last);
    if (view == nullptr) return draw_waiting(stage, room);
    const Rect inside = widgets::card(canvas, room);
    if (view->rows.empty()) {
        const bool is_search = !view->query.empty();
        widgets::ScrollArea scroll(canvas, "no_places", inside);
        scroll.reached(widgets::empty_state(
            canvas, scroll.content(),
            {.icon = Icon::kSchool,
             .title = stage.tr(is_search ? Text::kNoPlaceFoundTitle : Text::kNoPlacesTitle),
             .text = stage.tr(is_search ? Text::kNoPlaceFoundText : Text::kNoPlacesText)},
            0));
        return;
    }
    widgets::ScrollArea scroll(canvas, "place_rows", inside);
    Rect list = scroll.content();
    const Stop& here = stage.state.here();
    std::optional<Id<Place>> open;
    if (here.screen == ScreenName::kPlace) open = here.place_id;
    const int chosen = draw_place_rows(stage, list, *view, "place_row", open);
    if (chosen >= 0) {
        const Stop next{.screen = ScreenName::kPlace,
                        .family_id = {},
                        .place_id = view->rows[static_cast<std::size_t>(chosen)].id};
        if (here.screen == ScreenName::kPlace) {
            stage.state.panel = PanelState{};
            stage.state.stops.back() = next;
        } else {
            open_stop(stage.state, next);
        }
    }
    const std::string counts = counts_of(stage, *view);
    list.y += canvas.px(14);
    list.y += canvas.paragraph({list.x, list.y}, list.w, counts, Font::kSmall, canvas.theme().muted,
                               Align::kLeft);
    scroll.reached(list.y + canvas.px(8));
}

void draw_figure(Stage& stage, const Rect& area, int number, const std::string& label) {
    Canvas& canvas = stage.canvas;
    const std::string shown = std::to_string(number);
    const float room = area.w - canvas.px(10);
    const Font font = canvas.width(shown, Font::kNumber) <= room ? Font::kNumber : Font::kCardTitle;
    canvas.text_in({area.x, area.y, room, canvas.line_height(Font::kNumber)}, shown, font,
                   canvas.theme().ink, Align::kLeft);
    canvas.paragraph({area.x, area.y + canvas.line_height(Font::kNumber)}, area.w - canvas.px(10),
                     label, Font::kSmall, canvas.theme().muted, Align::kLeft);
}

// Name, button and the three figures; returns the lower edge.
float draw_reach(Stage& stage, const Rect& area, const engine::PlacePage& page) {
    Canvas& canvas = stage.canvas;
    const std::string& label = stage.tr(Text::kContactButton);
    const float high = widgets::button_height(canvas);
    const float wide = widgets::button_width(canvas, label, Icon::kAdd);
    Rect room = area;
    const float side = canvas.px(size::kTouchPrimary);
    const float name_wide = area.w - wide - side - canvas.px(24);
    const float name_high = canvas.paragraph_height(name_wide, page.place.name, Font::kCardTitle);
    const float top = std::max(high, name_high);
    canvas.paragraph({area.x, area.y + (top - name_high) / 2}, name_wide, page.place.name,
                     Font::kCardTitle, canvas.theme().ink, Align::kLeft);
    const Rect button{area.right() - wide, area.y + (top - high) / 2, wide, high};
    const Rect plan{button.x - side - canvas.px(10), area.y + (top - side) / 2, side, side};
    canvas.fill(plan, canvas.theme().chip, canvas.px(size::kButtonRadius));
    if (widgets::icon_button(canvas, "plan_appointment", plan, Icon::kCalendar,
                             canvas.theme().ink)) {
        open_appointment_panel(
            stage, {.family_id = {}, .place_id = page.place.id, .name = page.place.name});
    }
    if (widgets::button(canvas, "log_contact_place", button, label,
                        {widgets::ButtonStyle::kPrimary, Icon::kAdd})) {
        begin_log_contact(stage, {.place_id = page.place.id, .place_name = page.place.name});
    }
    room.cut_top(top + canvas.px(12));
    const float third = area.w / 3;
    const std::string labels[] = {stage.tr(Text::kFamiliesReached), stage.tr(Text::kNotKnownBefore),
                                  stage.tr(Text::kSitDays)};
    const int numbers[] = {page.families_reached, page.not_known_before, page.sit_days};
    float lowest = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        draw_figure(stage, {area.x + third * static_cast<float>(i), room.y, third, 0}, numbers[i],
                    labels[i]);
        lowest = std::max(lowest,
                          canvas.paragraph_height(third - canvas.px(10), labels[i], Font::kSmall));
    }
    return room.y + canvas.line_height(Font::kNumber) + lowest;
}

std::string person_remark(const Stage& stage, const ContactPerson& person) {
    std::string remark = person.name;
    const auto add = [&](const std::string& part) {
        if (!part.empty()) remark += (remark.empty() ? "" : " · ") + part;
    };
    std::string days;
    for (const std::string& weekday : person.weekdays) {
        if (weekday.size() != 1 || weekday[0] < '1' || weekday[0] > '7') continue;
        days += (days.empty() ? "" : ", ") +
                short_weekday(stage.texts(), static_cast<unsigned>(weekday[0] - '0'));
    }
    add(days);
    if (person.preferred_channel != Channel::kUnknown) {
        add(stage.texts().fill(Text::kPrefers, stage.tr(text_of(person.preferred_channel))));
    }
    add(shown_phone(person.phone));
    add(person.email);
    return remark;
}

float draw_persons(Stage& stage, const Rect& area, const engine::PlacePage& page) {
    Canvas& canvas = stage.canvas;
    Rect room = area;
    for (std::size_t i = 0; i < page.contact_persons.size(); ++i) {
        const ContactPerson& person = page.contact_persons[i];
        const std::string initials = initials_of(person.name);
        const std::string remark = person_remark(stage, person);
        const std::string id = widgets::nth("edit_contact_person", i);
        widgets::AvatarLook look{Tone::kPrimary, Icon::kNone, initials};
        if (initials.empty()) look.icon = Icon::kPerson;
        const auto drawn =
            widgets::row(canvas, room,
                         {.id = id,
                          .avatar = look,
                          .title = {widgets::strong(canvas, stage.tr(text_of(person.function)))},
                          .subtitle = {widgets::quiet(canvas, remark)},
                          .end_icon = Icon::kEdit,
                          .end_color = canvas.theme().muted});
        if (drawn.tapped) open_contact_person_panel(stage, person);
        room.cut_top(drawn.bottom - room.y);
        if (i + 1 < page.contact_persons.size()) {
            widgets::separator(canvas, room.x, room.y, room.w);
        }
    }
    if (page.contact_persons.empty()) {
        room.y += canvas.paragraph({room.x, room.y}, room.w, stage.tr(Text::kNoContactPersons),
                                   Font::kBody, canvas.theme().muted, Align::kLeft);
    }
    return room.y;
}

void draw_add_person(Stage& stage, const Rect& inside, const Place& place) {
    Canvas& canvas = stage.canvas;
    const float touch = canvas.px(size::kTouch);
    const float line = canvas.line_height(Font::kCardTitle);
    const Rect add{inside.right() - touch + canvas.px(8),
                   inside.y - (touch - line) / 2 - canvas.dip(4), touch, touch};
    if (!widgets::icon_button(canvas, "add_contact_person", add, Icon::kPersonAdd,
                              canvas.theme().primary)) {
        return;
    }
    ContactPerson person;
    person.place_id = place.id;
    open_contact_person_panel(stage, person);
}

float draw_themes(Stage& stage, const Rect& area, const engine::PlacePage& page) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    Rect room = area;
    const float line = std::max(canvas.px(35), canvas.line_height(Font::kBody) + canvas.px(12));
    const float name_wide = std::min(area.w * 0.4F, canvas.em(162));
    const float count_wide = canvas.em(40);
    int most = 1;
    for (const engine::ThemeCount& count : page.themes) most = std::max(most, count.count);
    for (const engine::ThemeCount& count : page.themes) {
        Rect row = room.cut_top(line);
        const std::string label = capitalised(stage.code_label(count.theme));
        canvas.text_in(row.cut_left(name_wide - canvas.px(10)), label, Font::kBody, theme.ink,
                       Align::kLeft);
        row.cut_left(canvas.px(10));
        const Rect number = row.cut_right(count_wide);
        row.cut_right(canvas.px(12));
        const float high = canvas.px(12);
        widgets::progress(canvas, {row.x, row.centre().y - high / 2, row.w, high},
                          static_cast<float>(count.count) / static_cast<float>(most));
        const std::string shown =
            count.is_hidden ? stage.tr(Text::kUnderFive) : std::to_string(count.count);
        canvas.text_in(number, shown, Font::kStrong, count.is_hidden ? theme.muted : theme.ink,
                       Align::kLeft);
    }
    if (page.themes.empty()) {
        room.y += canvas.paragraph({room.x, room.y}, room.w, stage.tr(Text::kNoThemesYet),
                                   Font::kBody, theme.muted, Align::kLeft);
    }
    return room.y;
}

// A card as high as its content: measured by drawing it in the last frame.
template <class Draw>
void sheet(Stage& stage, Rect& room, float height, const Draw& draw) {
    const Rect rect{room.x, room.y, room.w, height};
    const Rect inside = widgets::card(stage.canvas, rect);
    draw(inside);
    room.cut_top(height + stage.canvas.px(14));
}

float persons_height(const Stage& stage, float width, const engine::PlacePage& page) {
    const Canvas& canvas = stage.canvas;
    const float radius = canvas.em(23);
    float height = 0;
    for (const ContactPerson& person : page.contact_persons) {
        const std::string remark = person_remark(stage, person);
        const float text_wide =
            width - 2 * radius - canvas.px(24) - canvas.icon_width(IconSize::kNormal);
        const float title = canvas.runs_height(
            text_wide, {widgets::strong(canvas, stage.tr(text_of(person.function)))});
        const float subtitle = canvas.runs_height(text_wide, {widgets::quiet(canvas, remark)});
        height +=
            std::max({canvas.px(63), 2 * radius + canvas.px(17), title + subtitle + canvas.px(18)});
    }
    return height > 0
               ? height
               : canvas.paragraph_height(width, stage.tr(Text::kNoContactPersons), Font::kBody);
}

float reach_height(const Stage& stage, float width, const engine::PlacePage& page) {
    const Canvas& canvas = stage.canvas;
    const float button = widgets::button_width(canvas, stage.tr(Text::kContactButton), Icon::kAdd);
    const float name = canvas.paragraph_height(width - button - canvas.px(size::kTouchPrimary + 24),
                                               page.place.name, Font::kCardTitle);
    float labels = 0;
    for (const Text label : {Text::kFamiliesReached, Text::kNotKnownBefore, Text::kSitDays}) {
        labels = std::max(labels, canvas.paragraph_height(width / 3 - canvas.px(10),
                                                          stage.tr(label), Font::kSmall));
    }
    return std::max(widgets::button_height(canvas), name) + canvas.px(12) +
           canvas.line_height(Font::kNumber) + labels;
}

void draw_page(Stage& stage, const Rect& area) {
    if (panel_is_open(stage)) return draw_panel(stage, area);
    Canvas& canvas = stage.canvas;
    const auto* page = find_view<engine::PlacePage>(stage.snapshot,
                                                    engine::LookPlace{stage.state.here().place_id});
    if (page == nullptr) {
        return draw_waiting_for(stage, area, engine::LookPlace{stage.state.here().place_id});
    }
    widgets::ScrollArea scroll(canvas, "place_page", area);
    Rect room = scroll.content();
    const float padding = 2 * canvas.px(size::kCardPadding);
    const float inner = room.w - padding;
    const float head = canvas.line_height(Font::kCardTitle) + canvas.px(12);
    const auto titled = [&](const Rect& inside, Text title) {
        return Rect{inside.x, widgets::card_head(canvas, inside, {.title = stage.tr(title)}),
                    inside.w, inside.h};
    };
    sheet(stage, room, reach_height(stage, inner, *page) + padding,
          [&](const Rect& inside) { draw_reach(stage, inside, *page); });
    sheet(stage, room, head + persons_height(stage, inner, *page) + padding,
          [&](const Rect& inside) {
              const Rect persons = titled(inside, Text::kContactPersons);
              draw_add_person(stage, inside, page->place);
              draw_persons(stage, persons, *page);
          });
    const float line = std::max(canvas.px(35), canvas.line_height(Font::kBody) + canvas.px(12));
    const float themes =
        page->themes.empty()
            ? canvas.paragraph_height(inner, stage.tr(Text::kNoThemesYet), Font::kBody)
            : line * static_cast<float>(page->themes.size());
    sheet(stage, room, head + themes + padding, [&](const Rect& inside) {
        draw_themes(stage, titled(inside, Text::kWhatParentsComeFor), *page);
    });
    if (!page->contacts.empty()) {
        // The last card has no end: its ground is drawn as far as its content went before.
        const float known = canvas.touch().scroll("place_page").offset_max + area.h;
        const float height = std::max(canvas.px(120), scroll.content().y + known - room.y);
        const Rect inside = widgets::card(canvas, {room.x, room.y, room.w, height});
        const Rect list = titled(inside, Text::kTimeline);
        room.y = draw_timeline(stage, list, page->contacts, TimelineFilter::kAll) +
                 canvas.px(size::kCardPadding);
    }
    scroll.reached(room.y);
}

}  // namespace

int draw_place_rows(Stage& stage, Rect& list, const engine::PlacesView& view,
                    std::string_view id_prefix, const std::optional<Id<Place>>& chosen) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    int tapped = -1;
    for (std::size_t i = 0; i < view.rows.size(); ++i) {
        const engine::PlaceRow& row = view.rows[i];
        const std::string reach = std::to_string(row.families_reached);
        const std::string id = widgets::nth(id_prefix, i);
        const bool is_open = chosen && *chosen == row.id;
        const std::string& area = row.neighbourhood.empty() ? row.municipality : row.neighbourhood;
        const std::string silence = silence_of(stage, row);
        const std::string remark = row.is_silent || area.empty() ? silence : area + " · " + silence;
        const auto drawn =
            widgets::row(canvas, list,
                         {.id = id,
                          .avatar = {row.is_silent ? Tone::kDanger : Tone::kPrimary, Icon::kNone,
                                     reach, is_open},
                          .title = marked(canvas, row.name, view.query, Font::kStrong, theme.ink),
                          .subtitle = {row.is_silent ? widgets::toned(canvas, remark, Tone::kDanger)
                                                     : widgets::quiet(canvas, remark)},
                          .end_icon = Icon::kChevronRight});
        if (drawn.tapped) tapped = static_cast<int>(i);
        list.cut_top(drawn.bottom - list.y);
        if (i + 1 < view.rows.size()) {
            widgets::separator(canvas, list.x, list.y, list.w);
            list.cut_top(canvas.px(1));
        }
    }
    return tapped;
}

void draw_places(Stage& stage, const Rect& area) { draw_list(stage, area); }

void draw_place(Stage& stage, const Rect& area) {
    Rect room = area;
    if (has_two_columns(stage)) {
        const float gap = stage.canvas.px(size::kGap);
        draw_list(stage, room.cut_left((room.w - gap) * 0.468F));
        room.cut_left(gap);
    }
    draw_page(stage, room);
}

}  // namespace oppad::ui
