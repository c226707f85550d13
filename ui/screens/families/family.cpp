#include <algorithm>
#include <array>

#include "ui/i18n/beginning.h"
#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/copy_phone.h"
#include "ui/screens/families/family_ahead.h"
#include "ui/screens/families/family_facts.h"
#include "ui/screens/families/family_words.h"
#include "ui/screens/families/safety.h"
#include "ui/screens/families/timeline.h"
#include "ui/screens/fitted_card.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/row_menu.h"
#include "ui/screens/screens.h"
#include "ui/screens/sync/waiting.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

// In less height than this the timeline would begin under the fold.
constexpr float kAheadFrom = 440;
constexpr float kWhoFrom = 640;

// The chevrons of the members stand under each other; what is copied stands before them.
float before_chevron(const Canvas& canvas) {
    return canvas.icon_width(IconSize::kNormal) + canvas.px(4);
}

Rect copy_before_chevron(const Canvas& canvas, float right, float centre_y) {
    const float side = canvas.px(size::kTouch);
    return {right - before_chevron(canvas) - side, centre_y - side / 2, side, side};
}

// Where somebody lives who doesn't live with the family, under their name; returns the lower edge.
float draw_elsewhere(Stage& stage, const Rect& area, const Person& person, std::size_t index) {
    const std::string address = address_of(person);
    if (address.empty()) return area.y;
    Canvas& canvas = stage.canvas;
    const float side = canvas.px(size::kTouch);
    const std::string text = stage.texts().fill(Text::kLivesAt, address);
    Rect room = area;
    room.cut_left(widgets::row_indent(canvas));
    room.cut_right(before_chevron(canvas) + side);
    const float high = canvas.paragraph_height(room.w, text, Font::kSmall);
    const float row = std::max(side, high) + canvas.px(8);
    canvas.paragraph({room.x, room.y + (row - high) / 2}, room.w, text, Font::kSmall,
                     canvas.theme().muted, Align::kLeft);
    draw_copy_address(stage, widgets::nth("copy_address", index),
                      copy_before_chevron(canvas, area.right(), area.y + row / 2), address);
    return area.y + row;
}

void draw_member_menu(Stage& stage, Rect& room, std::string_view id,
                      const engine::FamilyMember& member) {
    const int chosen = draw_row_menu(
        stage, room, id, {RecordType::kPerson, member.person.id.raw},
        {{"history", Text::kHistory, Icon::kHistory}, {"move", Text::kMoveButton, Icon::kSwap}});
    if (chosen == 0) open_history_panel(stage, {RecordType::kPerson, member.person.id.raw});
    if (chosen == 1) open_move_panel(stage, member.person);
}

// One member in its column; returns the lower edge.
float draw_member(Stage& stage, const Rect& room, const engine::FamilyMember& member,
                  std::size_t index) {
    Canvas& canvas = stage.canvas;
    const std::string name = member_name(member);
    const std::string initials = initials_of(name);
    const std::string remark = member_remark(stage, member);
    const std::string id = widgets::nth("edit_member", index);
    const bool is_child = member.person.relation == PersonRelation::kChild;
    const float copy_room = member.person.phone.empty() ? 0 : canvas.px(size::kTouch);
    const auto drawn =
        widgets::row(canvas, room,
                     {.id = id,
                      .avatar = {is_child ? Tone::kInfo : Tone::kPrimary, Icon::kNone, initials},
                      .title = {widgets::strong(canvas, name)},
                      .subtitle = {widgets::quiet(canvas, remark)},
                      .end_icon = Icon::kChevronRight,
                      .end_room = copy_room,
                      .has_menu = true});
    if (drawn.tapped) open_person_panel(stage, member.person, member.school_name);
    draw_copy_phone(stage, widgets::nth("copy_phone", index),
                    copy_before_chevron(canvas, room.right(), drawn.rect.centre().y),
                    member.person.phone);
    Rect under{room.x, drawn.bottom, room.w, room.h};
    draw_member_menu(stage, under, id, member);
    return draw_elsewhere(stage, under, member.person, index);
}

// In two columns where there is room: who they are is seen without scrolling.
float draw_members(Stage& stage, const Rect& area, const engine::FamilyPage& page) {
    constexpr float kTwoColumnsFrom = 640;
    Canvas& canvas = stage.canvas;
    Rect room = area;
    const std::size_t count = page.members.size();
    const std::size_t columns = count > 1 && area.w >= canvas.em(kTwoColumnsFrom) ? 2 : 1;
    const float gap = canvas.px(size::kMargin);
    const float wide = columns == 1 ? area.w : (area.w - gap) / 2;
    for (std::size_t first = 0; first < count; first += columns) {
        float bottom = room.y;
        for (std::size_t i = first; i < std::min(count, first + columns); ++i) {
            const float x = room.x + static_cast<float>(i - first) * (wide + gap);
            bottom =
                std::max(bottom, draw_member(stage, {x, room.y, wide, room.h}, page.members[i], i));
        }
        room.cut_top(bottom - room.y);
        if (first + columns >= count) break;
        widgets::separator(canvas, room.x, room.y, wide);
        if (columns == 2) widgets::separator(canvas, room.x + wide + gap, room.y, wide);
    }
    if (page.members.empty()) {
        room.y += canvas.paragraph({room.x, room.y}, room.w, stage.tr(Text::kNoMembers),
                                   Font::kBody, canvas.theme().muted, Align::kLeft);
    }
    return room.y;
}

struct TimelineFilter {
    const char* id;
    Text label;
    std::optional<engine::TimelineKind> only;
};
constexpr std::array<TimelineFilter, 5> kTimelineFilters{
    {{"timeline_all", Text::kTimelineAll, std::nullopt},
     {"timeline_contacts", Text::kTimelineContacts, engine::TimelineKind::kContact},
     {"timeline_referrals", Text::kTimelineReferrals, engine::TimelineKind::kReferral},
     {"timeline_questions", Text::kTimelineQuestions, engine::TimelineKind::kQuestion},
     {"timeline_promises", Text::kTimelinePromises, engine::TimelineKind::kFollowUp}}};

// The title, and what is shown now with the way to choose; returns the lower edge.
float draw_filter_fold(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    bool& is_open = stage.state.family.shows_filters;
    const auto chosen = std::find_if(
        kTimelineFilters.begin(), kTimelineFilters.end(),
        [&](const TimelineFilter& each) { return each.only == stage.state.family.only; });
    const Text label = chosen == kTimelineFilters.end() ? Text::kTimelineAll : chosen->label;
    const Icon icon = is_open ? Icon::kExpandLess : Icon::kExpandMore;
    Rect row{area.x, area.y, area.w, widgets::chip_height(canvas)};
    const float wide = widgets::button_width(canvas, stage.tr(label), icon);
    if (widgets::button(canvas, "timeline_filter", row.cut_right(std::min(row.w, wide)),
                        stage.tr(label), {widgets::ButtonStyle::kSecondary, icon})) {
        is_open = !is_open;
    }
    canvas.text_in(row, stage.tr(Text::kTimeline), Font::kCardTitle, canvas.theme().ink,
                   Align::kLeft);
    return row.bottom();
}

// The title, and at its right what to show: folded away where there is no room for all of it.
float draw_timeline_head(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    std::optional<engine::TimelineKind>& only = stage.state.family.only;
    std::vector<widgets::Choice> choices;
    for (const TimelineFilter& filter : kTimelineFilters) {
        choices.push_back({filter.id, stage.tr(filter.label),
                           only == filter.only ? widgets::Chosen::kYes : widgets::Chosen::kNo});
    }
    float wide = 0;
    for (const widgets::Choice& choice : choices) {
        wide += widgets::chip_width(canvas, choice.label, choice.chosen) + canvas.px(10);
    }
    const float title = canvas.width(stage.tr(Text::kTimeline), Font::kCardTitle);
    Rect room = area;
    if (title + canvas.px(14) + wide <= area.w) {
        const float high = widgets::chip_height(canvas);
        canvas.text_in({area.x, area.y, title + 2, high}, stage.tr(Text::kTimeline),
                       Font::kCardTitle, canvas.theme().ink, Align::kLeft);
        room.cut_left(area.w - wide + canvas.px(9));
    } else {
        room.cut_top(draw_filter_fold(stage, room) - room.y);
        if (!stage.state.family.shows_filters) return room.y;
        room.cut_top(canvas.px(10));
    }
    const auto drawn = widgets::chips(canvas, room, choices);
    if (drawn.tapped >= 0) {
        only = kTimelineFilters[static_cast<std::size_t>(drawn.tapped)].only;
        stage.state.family.timeline_max = engine::kTimelineStep;
        stage.state.family.shows_filters = false;
    }
    return drawn.bottom;
}

float draw_timeline_part(Stage& stage, const Rect& area, const engine::FamilyPage& page) {
    Canvas& canvas = stage.canvas;
    Rect room = area;
    room.cut_top(draw_timeline_head(stage, room) - room.y + canvas.px(12));
    const auto say = [&](const std::string& words) {
        room.cut_top(canvas.paragraph({room.x, room.y}, room.w, words, Font::kBody,
                                      canvas.theme().muted, Align::kLeft));
    };
    const std::optional<engine::TimelineKind>& only = stage.state.family.only;
    const float top = room.y;
    room.cut_top(draw_timeline(stage, room, page.timeline, only) - top);
    // Until the answer to what was chosen is here, the page before it shows what it has of that.
    if (page.timeline_only != only) {
        if (room.y == top) say(stage.tr(Text::kLooking));
        return room.y;
    }
    if (page.timeline.empty()) say(stage.tr(only ? Text::kNoTimelineKind : Text::kNoTimeline));
    const int shown = static_cast<int>(page.timeline.size());
    const int older = page.timeline_total - shown;
    room.cut_top(draw_older(stage, room, older));
    if (older > 0) {
        room.cut_top(canvas.px(8));
        if (widgets::button(canvas, "timeline_older", room.cut_top(widgets::button_height(canvas)),
                            stage.tr(Text::kShowMore),
                            {widgets::ButtonStyle::kQuiet, Icon::kNone})) {
            stage.state.family.timeline_max = shown + engine::kTimelineStep;
        }
    }
    return room.y;
}

enum class PlanWords : std::uint8_t { kHidden, kShort, kShown };

std::string plan_label(const Stage& stage, PlanWords words) {
    if (words == PlanWords::kHidden) return {};
    return stage.tr(words == PlanWords::kShort ? Text::kAppointment : Text::kPlanAppointment);
}

float between_buttons(const Canvas& canvas) { return canvas.dip(8); }

// The most words for which there is room beside the button that logs a contact.
PlanWords plan_words(const Stage& stage, float width) {
    const Canvas& canvas = stage.canvas;
    const float log = widgets::button_width(canvas, stage.tr(Text::kLogContactButton), Icon::kAdd);
    for (const PlanWords words : {PlanWords::kShown, PlanWords::kShort}) {
        const float plan = widgets::button_width(canvas, plan_label(stage, words), Icon::kCalendar);
        if (log + between_buttons(canvas) + plan <= width) return words;
    }
    return PlanWords::kHidden;
}

// To plan and, at the thumb, to log a contact.
void draw_buttons(Stage& stage, Rect row, const engine::FamilyPage& page) {
    constexpr float kWidestPrimary = 520;
    Canvas& canvas = stage.canvas;
    const PlanWords words = plan_words(stage, row.w);
    const bool is_square = words == PlanWords::kHidden;
    const bool is_left = stage.state.preferences.left_handed;
    const std::string label = plan_label(stage, words);
    const auto cut = [&](float wide) { return is_left ? row.cut_right(wide) : row.cut_left(wide); };
    const Rect plan = cut(is_square ? canvas.px(size::kTouchPrimary)
                                    : widgets::button_width(canvas, label, Icon::kCalendar));
    cut(between_buttons(canvas));
    if (widgets::button(canvas, "plan_appointment", plan, label,
                        {widgets::ButtonStyle::kSecondary, Icon::kCalendar})) {
        open_appointment_panel(
            stage, {.family_id = page.family.id, .place_id = {}, .name = page.family.name});
    }
    if (!is_square) cut(row.w - std::min(row.w, canvas.em(kWidestPrimary)));
    if (widgets::button(canvas, "log_contact_family", row, stage.tr(Text::kLogContactButton),
                        {widgets::ButtonStyle::kPrimary, Icon::kAdd})) {
        begin_log_contact(stage, from_family(stage, page.family));
    }
}

// Who they are, with the way to add somebody; returns the y under it.
float draw_who_head(Stage& stage, const Rect& area, const engine::FamilyPage& page) {
    Canvas& canvas = stage.canvas;
    const float touch = canvas.px(size::kTouch);
    canvas.text_in({area.x, area.y, area.w - touch, touch}, stage.tr(Text::kWho), Font::kCardTitle,
                   canvas.theme().ink, Align::kLeft);
    const Rect add = widgets::target_at_end(canvas, area.right(), area.y + touch / 2);
    if (widgets::icon_button(canvas, "add_person", add, Icon::kPersonAdd, canvas.theme().primary)) {
        Person person;
        person.family_id = page.family.id;
        person.relation = PersonRelation::kChild;
        open_person_panel(stage, person, {});
    }
    return area.y + touch + canvas.dip(4);
}

// Where what one must know at the door stands: over everything or, once all of a long remark was
// asked for and beside a form on a low screen, at the head of what scrolls.
enum class SafetyAt : std::uint8_t { kTop, kScrolled };

SafetyAt safety_at(const Stage& stage, const Rect& area, const std::string& remark) {
    constexpr float kLeastUnder = 300;
    const bool is_long = safety_lines(stage, area, remark) > 0;
    if (is_long && stage.state.family.shows_safety) return SafetyAt::kScrolled;
    const float rest = area.h - safety_height(stage, area.w, remark);
    const bool is_low = rest < stage.canvas.em(kLeastUnder);
    return is_low && panel_is_open(stage) ? SafetyAt::kScrolled : SafetyAt::kTop;
}

void cut_safety(Stage& stage, Rect& room, const std::string& remark) {
    const int lines = safety_lines(stage, room, remark);
    bool& is_open = stage.state.family.shows_safety;
    const float bottom = lines == 0 ? draw_safety(stage, room, remark)
                                    : draw_folded_safety(stage, room, remark, lines, is_open);
    room.cut_top(bottom - room.y);
}

float draw_scrolled_safety(Stage& stage, const Rect& room, const engine::FamilyPage& page,
                           SafetyAt safety) {
    if (safety == SafetyAt::kTop) return room.y;
    const std::string& remark = page.family.safety_remark;
    bool& is_open = stage.state.family.shows_safety;
    if (!is_open) return draw_safety(stage, room, remark);
    return draw_folded_safety(stage, room, remark, 0, is_open);
}

// The facts; a finger that rests on them opens what they said before. Returns the lower edge.
float draw_facts(Stage& stage, const Rect& area, const engine::FamilyPage& page, FactsShown shown) {
    float& known = stage.state.heights["family_facts"];
    if (stage.canvas.hold_ground("family_hold", {area.x, area.y, area.w, known})) {
        open_history_panel(stage, {RecordType::kFamily, page.family.id.raw});
        stage.state.needs_frame = true;
    }
    const float bottom = draw_family_facts(stage, area, page, shown);
    known = bottom - area.y;
    return bottom;
}

// Names, and what may be shared: what the door asks for is over it.
Fold who_fold(const Stage& stage, const engine::FamilyPage& page) {
    constexpr std::size_t kLetters = 80;  // The whole stands under it.
    std::vector<std::string> names;
    for (const engine::FamilyMember& member : page.members) {
        const Person& person = member.person;
        names.push_back(person.given_name.empty() ? person.family_name : person.given_name);
    }
    std::vector<std::string> shared;
    for (const engine::SharedWith& each : page.shared_with) shared.push_back(consent_title(each));
    const std::string sharing = shared.empty()
                                    ? stage.tr(Text::kNoSharing)
                                    : stage.tr(Text::kMayShareFor) + " · " + joined(shared, ", ");
    return {.id = "who_more",
            .icon = Icon::kPeople,
            .tone = Tone::kPrimary,
            .title = names.empty() ? stage.tr(Text::kNoMembers)
                                   : beginning_of(joined(names, ", "), kLetters),
            .remark = beginning_of(sharing, kLetters)};
}

// Who they are in two cards, which scroll together.
void draw_left(Stage& stage, const Rect& left, const engine::FamilyPage& page, SafetyAt safety) {
    Canvas& canvas = stage.canvas;
    widgets::ScrollArea scroll(canvas, "family_facts", left);
    Rect room = scroll.content();
    room.cut_top(draw_scrolled_safety(stage, room, page, safety) - room.y);
    fitted_card(stage, room, {.id = "family_info"}, [&](const Rect& inside) {
        return draw_facts(stage, inside, page, FactsShown::kAll);
    });
    room.cut_top(canvas.px(14));
    const float rest = left.h - (room.y - scroll.content().y);
    fitted_card(stage, room, {.id = "family_who", .least = rest}, [&](Rect inside) {
        inside.y -= canvas.px(12);
        inside.cut_top(draw_who_head(stage, inside, page) - inside.y);
        return draw_members(stage, inside, page);
    });
    scroll.reached(room.y);
}

AheadShown ahead_in(const Stage& stage, const Rect& part, float least) {
    return part.h < stage.canvas.em(least) ? AheadShown::kFolded : AheadShown::kWhole;
}

void draw_right(Stage& stage, const Rect& area, const engine::FamilyPage& page) {
    Canvas& canvas = stage.canvas;
    const Rect right = widgets::card(canvas, area);
    widgets::ScrollArea scroll(canvas, "timeline", right);
    Rect room = scroll.content();
    room.cut_top(draw_ahead(stage, room, page, ahead_in(stage, right, kAheadFrom)) - room.y);
    scroll.reached(draw_timeline_part(stage, room, page));
}

// The buttons under everything; a panel has its own.
void cut_buttons(Stage& stage, Rect& area, const engine::FamilyPage& page) {
    const Rect buttons = area.cut_bottom(widgets::button_height(stage.canvas));
    area.cut_bottom(stage.canvas.px(size::kGap));
    draw_buttons(stage, buttons, page);
}

// Under the right column alone where they fit there, at the right thumb: who they are then has the
// height of the screen. A left thumb reaches the left corner.
bool has_buttons_at_right(const Stage& stage, float width) {
    return !stage.state.preferences.left_handed && plan_words(stage, width) != PlanWords::kHidden;
}

void draw_wide(Stage& stage, Rect area, const engine::FamilyPage& page, SafetyAt safety) {
    const Canvas& canvas = stage.canvas;
    const float left_wide = canvas.px(390);
    const float gap = canvas.px(size::kGap);
    const bool at_right = has_buttons_at_right(stage, area.w - left_wide - gap);
    if (!panel_is_open(stage) && !at_right) cut_buttons(stage, area, page);
    const Rect left = area.cut_left(left_wide);
    area.cut_left(gap);
    draw_left(stage, left, page, safety);
    if (panel_is_open(stage)) return draw_panel(stage, area);
    if (at_right) {
        cut_buttons(stage, area, page);
        stage.state.toast_from = left.right();
    }
    draw_right(stage, area, page);
}

// One part under the other; everything scrolls together.
void draw_narrow(Stage& stage, Rect area, const engine::FamilyPage& page, SafetyAt safety) {
    if (panel_is_open(stage)) return draw_panel(stage, area);
    Canvas& canvas = stage.canvas;
    const float gap = canvas.px(size::kGap);
    cut_buttons(stage, area, page);
    const Rect inside = widgets::card(canvas, area);
    widgets::ScrollArea scroll(canvas, "family_page", inside);
    Rect room = scroll.content();
    room.cut_top(draw_scrolled_safety(stage, room, page, safety) - room.y);
    const bool is_low = inside.h < canvas.em(kWhoFrom);
    room.cut_top(draw_facts(stage, room, page, is_low ? FactsShown::kAtTheDoor : FactsShown::kAll) -
                 room.y);
    bool& shows_who = stage.state.family.shows_who;
    if (is_low) {
        Fold fold = who_fold(stage, page);
        // Every line that it takes is one less of the timeline.
        if (inside.h < canvas.em(kAheadFrom)) fold.remark.clear();
        room.cut_top(draw_fold(stage, room, fold, shows_who) - room.y);
    }
    if (is_low && shows_who) room.cut_top(draw_family_sharing(stage, room, page) - room.y);
    if (!is_low || shows_who) {
        room.cut_top(draw_who_head(stage, room, page) - room.y);
        room.cut_top(draw_members(stage, room, page) - room.y + gap);
    }
    room.cut_top(draw_ahead(stage, room, page, ahead_in(stage, inside, kWhoFrom)) - room.y);
    scroll.reached(draw_timeline_part(stage, room, page));
}

}  // namespace

void draw_family(Stage& stage, const Rect& area) {
    const engine::LookFamily look = family_look(stage.state);
    const auto* page = find_view<engine::FamilyPage>(stage.snapshot, look);
    if (page == nullptr) page = find_family_page(stage.snapshot, look.id);
    if (page == nullptr) {
        // What was filled in for a family that has gone since can still be read.
        if (panel_is_open(stage) && is_gone(stage, look)) return draw_panel(stage, area);
        return draw_waiting_for(stage, area, look);
    }
    Rect room = area;
    const SafetyAt safety = safety_at(stage, room, page->family.safety_remark);
    if (safety == SafetyAt::kTop) cut_safety(stage, room, page->family.safety_remark);
    if (has_two_columns(stage)) return draw_wide(stage, room, *page, safety);
    draw_narrow(stage, room, *page, safety);
}

}  // namespace oppad::ui
