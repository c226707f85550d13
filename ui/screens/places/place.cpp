#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/copy_phone.h"
#include "ui/screens/families/timeline.h"
#include "ui/screens/fitted_card.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/receipt.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/places/place_rows.h"
#include "ui/screens/places/sit_day.h"
#include "ui/screens/screens.h"
#include "ui/screens/sync/waiting.h"
#include "ui/screens/today/agenda_rows.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

struct Figure {
    std::string number;
    std::string label;
};

// As wide as each needs where all of them fit, else all alike, their labels wrapped.
std::vector<float> figure_widths(const Canvas& canvas, float room, float gap,
                                 const std::vector<Figure>& figures) {
    std::vector<float> widths;
    float used = -gap;
    for (const Figure& each : figures) {
        widths.push_back(1 + std::max(canvas.width(each.number, Font::kNumber),
                                      canvas.width(each.label, Font::kSmall)));
        used += widths.back() + gap;
    }
    const auto count = static_cast<float>(figures.size());
    if (used > room) widths.assign(figures.size(), (room + gap) / count - gap);
    return widths;
}

// Beside each other, all in one size of letter; returns the lower edge.
float draw_figures(Stage& stage, const Rect& area, const std::vector<Figure>& figures) {
    Canvas& canvas = stage.canvas;
    const float gap = canvas.px(24);
    const std::vector<float> widths = figure_widths(canvas, area.w, gap, figures);
    const float least = *std::min_element(widths.begin(), widths.end());
    const bool all_fit = std::all_of(figures.begin(), figures.end(), [&](const Figure& each) {
        return canvas.width(each.number, Font::kNumber) <= least;
    });
    const Font font = all_fit ? Font::kNumber : Font::kCardTitle;
    const float high = canvas.line_height(font);
    Rect rest = area;
    float lowest = area.y;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const Rect place = rest.cut_left(widths[i]);
        rest.cut_left(gap);
        canvas.text_in({place.x, area.y, place.w, high}, figures[i].number, font,
                       canvas.theme().ink, Align::kLeft);
        const float label = canvas.paragraph({place.x, area.y + high}, place.w, figures[i].label,
                                             Font::kSmall, canvas.theme().muted, Align::kLeft);
        lowest = std::max(lowest, area.y + high + label);
    }
    return lowest;
}

std::string joined(std::initializer_list<std::string> parts, const char* between) {
    std::string text;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!text.empty()) text += between;
        text += part;
    }
    return text;
}

// Where it is and how it is reached, with the way to change that.
float draw_whereabouts(Stage& stage, const Rect& area, const engine::PlacePage& page) {
    Canvas& canvas = stage.canvas;
    const Place& place = page.place;
    const std::string town = joined({place.postcode, place.municipality}, " ");
    const std::string address = joined({place.street, town, place.neighbourhood}, ", ");
    const float side = canvas.px(size::kTouch);
    const Rect pencil = widgets::target_at_end(canvas, area.right(), area.y + side / 2);
    if (widgets::icon_button(canvas, "edit_place", pencil, Icon::kEdit, canvas.theme().muted))
        open_place_panel(stage, place);
    Rect room = area;
    room.cut_right(side);
    if (address.empty()) {
        const std::string& none = stage.tr(Text::kNoAddress);
        const float high = canvas.paragraph_height(room.w, none, Font::kBody);
        const Rect line = room.cut_top(std::max(side, high));
        canvas.paragraph({line.x, line.centre().y - high / 2}, line.w, none, Font::kBody,
                         canvas.theme().muted, Align::kLeft);
        room.cut_top(canvas.dip(8));
    }
    const CopyFactsDrawn drawn =
        draw_copy_facts(stage, room,
                        {{"copy_address_place", address, Text::kAddressCopied},
                         {"copy_phone_place", unbroken_phone(place.phone), Text::kPhoneCopied},
                         {"copy_email_place", place.email, Text::kEmailCopied}});
    if (drawn.asked_menu) open_history_panel(stage, {RecordType::kPlace, place.id.raw});
    const std::string receipt = receipt_of(stage, page.whereabouts, {});
    if (receipt.empty()) return drawn.bottom;
    return drawn.bottom + canvas.paragraph({area.x, drawn.bottom}, area.w, receipt, Font::kSmall,
                                           canvas.theme().tone(tone_of(page.whereabouts)).ink,
                                           Align::kLeft);
}

// To plan and, at the thumb, to log a contact.
void draw_buttons(Stage& stage, Rect row, const Place& place) {
    constexpr float kWidestPrimary = 390;
    Canvas& canvas = stage.canvas;
    const bool is_left = stage.state.preferences.left_handed;
    const auto cut = [&](float wide) { return is_left ? row.cut_right(wide) : row.cut_left(wide); };
    const std::string& plan = stage.tr(Text::kPlanAppointment);
    const std::string& log = stage.tr(Text::kLogContactButton);
    const float gap = canvas.px(12);
    const float plan_wide = widgets::button_width(canvas, plan, Icon::kCalendar);
    const bool fits = plan_wide + gap + widgets::button_width(canvas, log, Icon::kAdd) <= row.w;
    if (widgets::button(canvas, "plan_appointment",
                        cut(fits ? plan_wide : canvas.px(size::kTouchPrimary)),
                        fits ? std::string_view(plan) : std::string_view{},
                        {widgets::ButtonStyle::kSecondary, Icon::kCalendar})) {
        open_appointment_panel(stage, {.family_id = {}, .place_id = place.id, .name = place.name});
    }
    cut(gap);
    cut(row.w - std::min(row.w, canvas.em(kWidestPrimary)));
    if (widgets::button(canvas, "log_contact_place", row, log,
                        {widgets::ButtonStyle::kPrimary, Icon::kAdd})) {
        begin_log_contact(stage, {.place_id = place.id, .place_name = place.name});
    }
}

// On a page of its own the name stands over the cards; else on the first of them.
bool is_named_on_card(const Stage& stage) {
    const bool is_titled = stage.state.here().screen == ScreenName::kPlace;
    return !is_titled || stage.state.title_is_cut;
}

// Its name, where that is still to be said, and the three figures; returns the lower edge.
float draw_reach(Stage& stage, const Rect& area, const engine::PlacePage& page) {
    Canvas& canvas = stage.canvas;
    Rect room = area;
    if (is_named_on_card(stage) && !is_sit_day(page)) {
        room.cut_top(canvas.paragraph({room.x, room.y}, room.w, page.place.name, Font::kCardTitle,
                                      canvas.theme().ink, Align::kLeft) +
                     canvas.px(10));
    }
    const std::vector<Figure> figures{
        {people_count(stage.texts(), page.families_reached), stage.tr(Text::kFamiliesReached)},
        {people_count(stage.texts(), page.not_known_before), stage.tr(Text::kNotKnownBefore)},
        {std::to_string(page.sit_days), stage.tr(Text::kSitDays)}};
    room.cut_top(draw_figures(stage, room, figures) - room.y + canvas.px(4));
    return draw_whereabouts(stage, room, page);
}

// One number or address stands in the row, its copy at the end; two take a line of their own.
bool has_both(const ContactPerson& person) {
    return !person.phone.empty() && !person.email.empty();
}

Text preference_text(Channel channel) {
    switch (channel) {
        case Channel::kPhone:
            return Text::kPrefersPhone;
        case Channel::kMessage:
            return Text::kPrefersMessage;
        case Channel::kEmail:
            return Text::kPrefersEmail;
        case Channel::kInPerson:
            return Text::kPrefersInPerson;
        case Channel::kUnknown:
            break;
    }
    return Text::kChannelAny;
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
        add(stage.tr(preference_text(person.preferred_channel)));
    }
    if (!has_both(person)) add(unbroken_phone(person.phone) + person.email);
    return remark;
}

// Under their row, where its words begin; cut off the top of `room`.
void draw_reached_at(Stage& stage, Rect& room, const ContactPerson& person, std::size_t index) {
    if (!has_both(person)) return;
    const float apart = stage.canvas.dip(4);
    Rect facts = room;
    facts.cut_left(widgets::row_indent(stage.canvas));
    facts.cut_top(apart);
    const CopyFactsDrawn drawn = draw_copy_facts(
        stage, facts,
        {{widgets::nth("copy_phone", index), unbroken_phone(person.phone), Text::kPhoneCopied},
         {widgets::nth("copy_email", index), person.email, Text::kEmailCopied}});
    if (drawn.asked_menu) open_history_panel(stage, {RecordType::kContactPerson, person.id.raw});
    room.cut_top(drawn.bottom + apart - room.y);
}

float draw_persons(Stage& stage, const Rect& area, const engine::PlacePage& page) {
    Canvas& canvas = stage.canvas;
    Rect room = area;
    for (std::size_t i = 0; i < page.contact_persons.size(); ++i) {
        const ContactPerson& person = page.contact_persons[i];
        const std::string initials = initials_of(person.name);
        const std::string remark = person_remark(stage, person);
        const Whereabouts whereabouts =
            i < page.persons_whereabouts.size() ? page.persons_whereabouts[i] : Whereabouts::kSafe;
        const std::string receipt = receipt_of(stage, whereabouts, remark);
        const std::string id = widgets::nth("edit_contact_person", i);
        widgets::AvatarLook look{Tone::kPrimary, Icon::kNone, initials};
        if (initials.empty()) look.icon = Icon::kPerson;
        const bool has_one = !has_both(person) && !(person.phone + person.email).empty();
        Rect place = room;
        if (has_one) place.cut_right(canvas.px(size::kTouch));
        const auto drawn =
            widgets::row(canvas, place,
                         {.id = id,
                          .avatar = look,
                          .title = {widgets::strong(canvas, stage.tr(text_of(person.function)))},
                          .subtitle = {widgets::quiet(canvas, remark),
                                       widgets::toned(canvas, receipt, tone_of(whereabouts))},
                          .end_icon = Icon::kEdit,
                          .end_color = canvas.theme().muted});
        if (drawn.tapped) open_contact_person_panel(stage, person);
        const Rect copy = widgets::target_at_end(canvas, room.right(), drawn.rect.centre().y);
        draw_copy_phone(stage, widgets::nth("copy_phone", i), copy,
                        has_one ? person.phone : std::string{});
        draw_copy_email(stage, widgets::nth("copy_email", i), copy,
                        has_one ? person.email : std::string{});
        room.cut_top(drawn.bottom - room.y);
        draw_reached_at(stage, room, person, i);
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
    const float line = canvas.line_height(Font::kCardTitle);
    const Rect add = widgets::target_at_end(canvas, inside.right(), inside.y + line / 2);
    if (!widgets::icon_button(canvas, "add_contact_person", add, Icon::kPersonAdd,
                              canvas.theme().primary)) {
        return;
    }
    ContactPerson person;
    person.place_id = place.id;
    open_contact_person_panel(stage, person);
}

// As wide as the longest label, as far as that leaves the bars some room: then labels wrap.
float theme_label_width(Stage& stage, float width, const engine::PlacePage& page) {
    constexpr float kShortestBar = 80;
    const Canvas& canvas = stage.canvas;
    float widest = 0;
    for (const engine::ThemeCount& count : page.themes) {
        const std::string label = capitalised(stage.code_label(count.theme));
        widest = std::max(widest, canvas.width(label, Font::kBody));
    }
    return std::min(widest + canvas.px(1), std::max(width / 2, width - canvas.em(kShortestBar)));
}

// The bar of a hidden count is as long as it is high, whatever the count: its length would tell it.
void draw_theme_bar(Canvas& canvas, const Rect& row, const engine::ThemeCount& count, int most) {
    const float high = canvas.px(12);
    const Rect bar{row.x, row.centre().y - high / 2, row.w, high};
    const float part = static_cast<float>(count.count) / static_cast<float>(most);
    widgets::progress(canvas, bar, count.is_hidden ? high / bar.w : part);
}

float draw_themes(Stage& stage, const Rect& area, const engine::PlacePage& page) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    Rect room = area;
    const float air = canvas.px(12);
    float count_wide = canvas.em(40);
    for (const engine::ThemeCount& count : page.themes) {
        const float wide = canvas.width(std::to_string(count.count), Font::kStrong);
        count_wide = std::max(count_wide, wide + 1);
    }
    const float name_wide = theme_label_width(stage, area.w - count_wide - 2 * air, page);
    int most = 1;
    for (const engine::ThemeCount& count : page.themes) most = std::max(most, count.count);
    for (const engine::ThemeCount& count : page.themes) {
        const std::string label = capitalised(stage.code_label(count.theme));
        const float high = canvas.paragraph_height(name_wide, label, Font::kBody);
        Rect row = room.cut_top(std::max(canvas.px(28), high + air / 2));
        const Rect name = row.cut_left(name_wide);
        canvas.paragraph({name.x, name.centre().y - high / 2}, name.w, label, Font::kBody,
                         theme.ink, Align::kLeft);
        row.cut_left(air);
        const Rect number = row.cut_right(count_wide);
        row.cut_right(air);
        draw_theme_bar(canvas, row, count, most);
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

// When one first came there.
float draw_first_met(Stage& stage, const Rect& area, const Place& place) {
    if (!place.first_meeting_day) return area.y;
    Canvas& canvas = stage.canvas;
    const float top = area.y + canvas.px(6);
    return top + canvas.paragraph(
                     {area.x, top}, area.w,
                     stage.texts().fill(Text::kFirstMetOn, full_date(*place.first_meeting_day)),
                     Font::kSmall, canvas.theme().muted, Align::kLeft);
}

// One tap notes that the first time was today. Requires: there was none yet.
float draw_not_met(Stage& stage, const Rect& area, const Place& place) {
    Canvas& canvas = stage.canvas;
    const float y = area.y + canvas.paragraph({area.x, area.y}, area.w, stage.tr(Text::kNotMetYet),
                                              Font::kBody, canvas.theme().ink, Align::kLeft);
    const auto drawn = widgets::chips(canvas, {area.x, y + canvas.px(8), area.w, area.h},
                                      {{"met_today", stage.tr(Text::kMetToday)}});
    if (drawn.tapped == 0) {
        engine::SavePlace save{place, place};
        save.place.first_meeting_day = stage.today();
        const engine::SavePlace undo{place, save.place};
        const std::uint64_t ticket = stage.intents.run(save);
        stage.state.asked[ticket] =
            Asked{.what = Asked::What::kSaid, .undo = undo, .said = Text::kToastSaved};
    }
    return drawn.bottom;
}

float draw_older_contacts(Stage& stage, const Rect& area, const engine::PlacePage& page) {
    Canvas& canvas = stage.canvas;
    Rect room = area;
    const int shown = static_cast<int>(page.contacts.size());
    const int older = page.contact_total - shown;
    room.cut_top(draw_older(stage, room, older));
    if (older <= 0) return room.y;
    room.cut_top(canvas.px(8));
    if (widgets::button(canvas, "place_older", room.cut_top(widgets::button_height(canvas)),
                        stage.tr(Text::kShowMore), {widgets::ButtonStyle::kQuiet, Icon::kNone})) {
        stage.state.places.older_of = page.place.id;
        stage.state.places.contacts_max = shown + engine::kPlaceContactsStep;
    }
    return room.y;
}

}  // namespace

void draw_place_page(Stage& stage, const Rect& area, const Id<Place>& id) {
    if (panel_is_open(stage)) return draw_panel(stage, area);
    Canvas& canvas = stage.canvas;
    const engine::LookPlace look = place_look(stage.state, id);
    const auto* page = find_place_page(stage.snapshot, look);
    if (page == nullptr) return draw_waiting_for(stage, area, look);
    Rect sheets = area;
    draw_buttons(stage, sheets.cut_bottom(widgets::button_height(canvas)), page->place);
    sheets.cut_bottom(canvas.px(size::kGap));
    widgets::ScrollArea scroll(canvas, "place_page", sheets);
    Rect room = scroll.content();
    const auto titled = [&](const Rect& inside, Text title) {
        return Rect{inside.x, widgets::card_head(canvas, inside, {.title = stage.tr(title)}),
                    inside.w, inside.h};
    };
    const auto sheet = [&](const CardFit& fit, const auto& draw) {
        fitted_card(stage, room, fit, draw);
        room.cut_top(canvas.px(14));
    };
    // On the day itself it is what one is there for; else it stands lower.
    const auto sit_day = [&](SitDayAt at) {
        sheet({.id = "place_sit_day"},
              [&](const Rect& inside) { return draw_sit_day(stage, inside, *page, at); });
    };
    const bool is_today = is_sit_day(*page);
    if (is_today) sit_day(is_named_on_card(stage) ? SitDayAt::kHead : SitDayAt::kUnderName);
    sheet({.id = "place_reach"}, [&](const Rect& inside) {
        const float y = draw_reach(stage, inside, *page);
        return draw_first_met(stage, {inside.x, y, inside.w, inside.h}, page->place);
    });
    sheet({.id = "place_persons"}, [&](const Rect& inside) {
        Rect persons = titled(inside, Text::kContactPersons);
        persons.cut_top(canvas.dip(5));  // The button beside the title is higher than it.
        draw_add_person(stage, inside, page->place);
        return draw_persons(stage, persons, *page);
    });
    sheet({.id = "place_themes"}, [&](const Rect& inside) {
        return draw_themes(stage, titled(inside, Text::kWhatParentsComeFor), *page);
    });
    if (!page->place.first_meeting_day) {
        sheet({.id = "place_not_met"},
              [&](const Rect& inside) { return draw_not_met(stage, inside, page->place); });
    }
    if (!page->planned.empty()) {
        sheet({.id = "place_planned", .under = 1}, [&](const Rect& inside) {
            return draw_agenda_rows(stage, titled(inside, Text::kPlanned), page->planned,
                                    AgendaDays::kShown, AgendaOrder::kByTime);
        });
    }
    if (!is_today) sit_day(SitDayAt::kUnderName);
    if (!page->contacts.empty()) {
        // The last card has no end: its ground is drawn as far as its content went before.
        const float known = canvas.touch().scroll("place_page").offset_max + sheets.h;
        const float height = std::max(canvas.px(120), scroll.content().y + known - room.y);
        const Rect inside = widgets::card(canvas, {room.x, room.y, room.w, height});
        const Rect list = titled(inside, Text::kTimeline);
        room.y = draw_timeline(stage, list, page->contacts, std::nullopt);
        room.y = draw_older_contacts(stage, {list.x, room.y, list.w, list.h}, *page);
        room.y += canvas.px(size::kCardPadding);
    }
    scroll.reached(room.y);
}

}  // namespace oppad::ui
