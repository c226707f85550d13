#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/log_contact.h"
#include "ui/screens/open_items.h"
#include "ui/screens/screens.h"
#include "ui/screens/timeline.h"
#include "ui/screens/waiting.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

constexpr int kChildAge = 18;

std::string joined(const std::vector<std::string>& parts, const char* between) {
    std::string text;
    for (const std::string& part : parts) {
        if (!part.empty()) text += (text.empty() ? "" : between) + part;
    }
    return text;
}

float draw_fact(Stage& stage, const Rect& area, float y, const std::string& label,
                const std::string& value, const std::string& remark) {
    if (value.empty()) return y;
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    y += canvas.paragraph({area.x, y}, area.w, label, Font::kSmall, theme.muted, Align::kLeft);
    y += canvas.paragraph({area.x, y}, area.w, value, Font::kBody, theme.ink, Align::kLeft);
    if (!remark.empty()) {
        y += canvas.paragraph({area.x, y}, area.w, remark, Font::kSmall, theme.muted, Align::kLeft);
    }
    return y + canvas.px(8);
}

float draw_pills(Stage& stage, const Rect& area, const engine::FamilyPage& page) {
    Canvas& canvas = stage.canvas;
    const float height = widgets::pill_height(canvas);
    float x = area.x;
    float y = area.y;
    const auto add = [&](const std::string& label, const widgets::PillLook& look) {
        const float wide = std::min(area.w, widgets::pill_width(canvas, label, look.icon));
        if (x > area.x && x + wide > area.right()) {
            x = area.x;
            y += height + canvas.px(8);
        }
        widgets::pill_in(canvas, {x, y, wide, height}, label, look);
        x += wide + canvas.px(8);
    };
    add(stage.tr(text_of(page.family.state)), {Tone::kPrimary, Icon::kNone});
    if (page.reached_year) {
        add(stage.texts().fill(Text::kNewlyReached, *page.reached_year),
            {Tone::kNeutral, Icon::kNone});
    }
    if (page.family.needs_interpreter) {
        add(stage.tr(Text::kInterpreterWanted), {Tone::kAccent, Icon::kTranslate});
    }
    if (page.is_unsent) add(stage.tr(Text::kNotSentYet), {Tone::kAccent, Icon::kCloudOff});
    return y + height + canvas.px(10);
}

// Facts of the family within a card; returns the lower edge of what was drawn.
float draw_facts(Stage& stage, const Rect& inside, const engine::FamilyPage& page) {
    Canvas& canvas = stage.canvas;
    const Family& family = page.family;
    float y = draw_pills(stage, inside, page);
    if (!family.safety_remark.empty()) {
        const float high =
            canvas.paragraph_height(inside.w - canvas.px(62), family.safety_remark, Font::kStrong) +
            canvas.px(24);
        const Rect box{inside.x, y, inside.w, high};
        const TonePair& tone = canvas.theme().tone(Tone::kDanger);
        canvas.fill(box, tone.ground, canvas.px(size::kButtonRadius));
        canvas.icon({box.x + canvas.px(26), box.centre().y}, Icon::kWarning, IconSize::kNormal,
                    tone.ink);
        canvas.paragraph({box.x + canvas.px(48), y + canvas.px(12)}, inside.w - canvas.px(62),
                         family.safety_remark, Font::kStrong, tone.ink, Align::kLeft);
        y += high + canvas.px(10);
    }
    const std::string town = joined({family.postcode, family.municipality}, " ");
    y = draw_fact(stage, inside, y, stage.tr(Text::kAddress), joined({family.street, town}, ", "),
                  {});
    y = draw_fact(stage, inside, y, stage.tr(Text::kPhoneLabel), shown_phone(family.phone), {});
    std::vector<std::string> languages;
    for (const std::string& code : family.languages) languages.push_back(stage.code_label(code));
    y = draw_fact(stage, inside, y, stage.tr(Text::kLanguageAtHome),
                  capitalised(joined(languages, ", ")), {});
    for (const engine::SharedWith& shared : page.shared_with) {
        std::vector<std::string> remark;
        if (shared.consent.until_day) {
            remark.push_back(
                stage.texts().fill(Text::kUntil, full_date(*shared.consent.until_day)));
        }
        if (!shared.given_by.empty()) {
            remark.push_back(stage.texts().fill(
                Text::kAgreedBy, shared.given_by,
                shared.consent.given_day ? short_date(*shared.consent.given_day) : ""));
        }
        y = draw_fact(stage, inside, y, stage.tr(Text::kMayShareFor),
                      joined({shared.consent.purpose, shared.partner_name}, " · "),
                      joined(remark, " · "));
    }
    return y;
}

std::string member_remark(const Stage& stage, const engine::FamilyMember& member) {
    const Person& person = member.person;
    const bool is_child = person.relation == PersonRelation::kChild;
    std::vector<std::string> parts;
    if (!is_child) parts.push_back(stage.tr(text_of(person.relation)));
    const bool shows_age = is_child || (member.age_years && *member.age_years < kChildAge);
    if (shows_age) parts.push_back(age(stage.texts(), member.age_years, member.age_months));
    parts.push_back(joined({member.school_name, person.school_class}, ", "));
    parts.push_back(shown_phone(person.phone));
    std::string remark = joined(parts, " · ");
    return remark.empty() ? stage.tr(text_of(person.relation)) : remark;
}

float draw_members(Stage& stage, const Rect& area, const engine::FamilyPage& page) {
    Canvas& canvas = stage.canvas;
    Rect room = area;
    for (std::size_t i = 0; i < page.members.size(); ++i) {
        const engine::FamilyMember& member = page.members[i];
        const std::string name = joined({member.person.given_name, member.person.family_name}, " ");
        const std::string initials = initials_of(name);
        const std::string remark = member_remark(stage, member);
        const bool is_child = member.person.relation == PersonRelation::kChild;
        const auto drawn = widgets::row(
            canvas, room,
            {.id = {},
             .avatar = {is_child ? Tone::kInfo : Tone::kPrimary, Icon::kNone, initials},
             .title = {widgets::strong(canvas, name)},
             .subtitle = {widgets::quiet(canvas, remark)}});
        room.cut_top(drawn.bottom - room.y);
        if (i + 1 < page.members.size()) widgets::separator(canvas, room.x, room.y, room.w);
    }
    if (page.members.empty()) {
        room.y += canvas.paragraph({room.x, room.y}, room.w, stage.tr(Text::kNoMembers),
                                   Font::kBody, canvas.theme().muted, Align::kLeft);
    }
    return room.y;
}

float draw_timeline_part(Stage& stage, const Rect& area, const engine::FamilyPage& page) {
    Canvas& canvas = stage.canvas;
    TimelineFilter& filter = stage.state.family.filter;
    Rect room = area;
    const auto chosen = [&](TimelineFilter which) {
        return filter == which ? widgets::Chosen::kYes : widgets::Chosen::kNo;
    };
    const auto drawn = widgets::chips(
        canvas, room,
        {{"timeline_all", stage.tr(Text::kTimelineAll), chosen(TimelineFilter::kAll)},
         {"timeline_contacts", stage.tr(Text::kTimelineContacts),
          chosen(TimelineFilter::kContacts)},
         {"timeline_referrals", stage.tr(Text::kTimelineReferrals),
          chosen(TimelineFilter::kReferrals)}});
    if (drawn.tapped >= 0) filter = static_cast<TimelineFilter>(drawn.tapped);
    room.cut_top(drawn.bottom - room.y + canvas.px(16));
    if (page.timeline.empty()) {
        return room.y + canvas.paragraph({room.x, room.y}, room.w, stage.tr(Text::kNoTimeline),
                                         Font::kBody, canvas.theme().muted, Align::kLeft);
    }
    return draw_timeline(stage, room, page.timeline, filter);
}

void begin_from(Stage& stage, const engine::FamilyPage& page) {
    begin_log_contact(stage, {.kind = ContactKind::kHomeVisit,
                              .family_id = page.family.id,
                              .family_name = page.family.name});
}

bool draw_log_button(Stage& stage, const Rect& rect) {
    return widgets::button(stage.canvas, "log_contact_family", rect,
                           stage.tr(Text::kLogContactButton),
                           {widgets::ButtonStyle::kPrimary, Icon::kAdd});
}

float head(Stage& stage, const Rect& area, Text title) {
    return widgets::card_head(stage.canvas, area, {.title = stage.tr(title)});
}

void draw_wide(Stage& stage, Rect area, const engine::FamilyPage& page) {
    Canvas& canvas = stage.canvas;
    const float gap = canvas.px(size::kGap);
    Rect left = area.cut_left(canvas.px(390));
    area.cut_left(gap);
    const Rect button = left.cut_bottom(widgets::button_height(canvas));
    left.cut_bottom(gap);
    if (draw_log_button(stage, button)) begin_from(stage, page);
    const Rect inside = widgets::card(canvas, left);
    {
        widgets::ScrollArea scroll(canvas, "family_facts", inside);
        Rect room = scroll.content();
        room.cut_top(draw_facts(stage, room, page) - room.y + canvas.px(4));
        widgets::separator(canvas, room.x, room.y, room.w);
        room.cut_top(canvas.px(14));
        room.cut_top(head(stage, room, Text::kWho) - room.y);
        scroll.reached(draw_members(stage, room, page));
    }
    Rect right = widgets::card(canvas, area);
    widgets::ScrollArea scroll(canvas, "timeline", right);
    Rect room = scroll.content();
    if (!page.open_items.empty()) {
        room.cut_top(head(stage, room, Text::kToFollowUp) - room.y);
        room.cut_top(draw_open_items(stage, room, page.open_items, Settling::kOffered) - room.y);
        room.cut_top(canvas.px(14));
    }
    room.cut_top(head(stage, room, Text::kTimeline) - room.y);
    scroll.reached(draw_timeline_part(stage, room, page));
}

// One card under the other; everything scrolls together.
void draw_narrow(Stage& stage, Rect area, const engine::FamilyPage& page) {
    Canvas& canvas = stage.canvas;
    const float gap = canvas.px(size::kGap);
    const Rect button = area.cut_bottom(widgets::button_height(canvas));
    area.cut_bottom(gap);
    if (draw_log_button(stage, button)) begin_from(stage, page);
    const Rect inside = widgets::card(canvas, area);
    widgets::ScrollArea scroll(canvas, "family_page", inside);
    Rect room = scroll.content();
    room.cut_top(draw_facts(stage, room, page) - room.y + gap);
    room.cut_top(head(stage, room, Text::kWho) - room.y);
    room.cut_top(draw_members(stage, room, page) - room.y + gap);
    if (!page.open_items.empty()) {
        room.cut_top(head(stage, room, Text::kToFollowUp) - room.y);
        room.cut_top(draw_open_items(stage, room, page.open_items, Settling::kOffered) - room.y +
                     gap);
    }
    room.cut_top(head(stage, room, Text::kTimeline) - room.y);
    scroll.reached(draw_timeline_part(stage, room, page));
}

}  // namespace

void draw_family(Stage& stage, const Rect& area) {
    const auto* page = find_view<engine::FamilyPage>(
        stage.snapshot, engine::LookFamily{stage.state.here().family_id});
    if (page == nullptr) return draw_waiting(stage, area);
    if (has_two_columns(stage)) return draw_wide(stage, area, *page);
    draw_narrow(stage, area, *page);
}

}  // namespace oppad::ui
