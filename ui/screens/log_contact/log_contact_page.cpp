#include <algorithm>
#include <cmath>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/chrome.h"
#include "ui/screens/families/history_rows.h"
#include "ui/screens/families/safety.h"
#include "ui/screens/families/signal_rows.h"
#include "ui/screens/families/similar_rows.h"
#include "ui/screens/fitted_card.h"
#include "ui/screens/log_contact/edit_logged.h"
#include "ui/screens/log_contact/keep_draft.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/log_contact_parts.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/screens.h"
#include "ui/screens/sync/waiting.h"
#include "ui/screens/text_set.h"
#include "ui/screens/typing_head.h"
#include "ui/theme/visual_order.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

using widgets::Choice;
using widgets::Chosen;

constexpr std::size_t kThemesShown = 11;
constexpr float kTwoColumnsHigh = 570;  // Of the page itself.
constexpr float kFootingHigh = 352;     // Of the page that has room for its buttons.

struct ThemeChoices {
    std::vector<Choice> choices;
    std::vector<std::string> codes;
    bool has_more = false;
};

ThemeChoices theme_choices(const Stage& stage) {
    const LogContactState& log = stage.state.log;
    ThemeChoices result;
    const auto* page = log_page(stage);
    std::vector<std::string> codes;
    if (page != nullptr) codes = page->themes;
    for (const std::string& code : log.draft.themes) {
        if (!holds(codes, code)) codes.push_back(code);
    }
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const bool is_chosen = holds(log.draft.themes, codes[i]);
        if (!log.all_themes && i >= kThemesShown && !is_chosen) {
            result.has_more = true;
            continue;
        }
        result.choices.push_back({"theme_" + codes[i], capitalised(stage.code_label(codes[i])),
                                  is_chosen ? Chosen::kYes : Chosen::kNo});
        result.codes.push_back(codes[i]);
    }
    if (result.has_more) result.choices.push_back({"themes_more", stage.tr(Text::kMoreThemes)});
    return result;
}

float head_height(const Canvas& canvas) {
    return canvas.line_height(Font::kCardTitle) + canvas.px(12);
}

// Returns the lower edge.
float draw_themes(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    LogContactState& log = stage.state.log;
    const float padding = canvas.px(size::kCardPadding);
    const ThemeChoices themes = theme_choices(stage);
    const float chips = widgets::chips_height(canvas, area.w - 2 * padding, themes.choices);
    // On a low screen its title is to be seen under who, where and when.
    const float over = is_low_screen(stage) ? canvas.dip(12) : padding;
    const Rect rect{area.x, area.y, area.w, 2 * over + head_height(canvas) + chips};
    widgets::card(canvas, rect);
    const Rect inside = rect.inset(padding, over);
    const float y = widgets::card_head(
        canvas, inside,
        {.title = stage.tr(Text::kWhatAbout), .remark = stage.tr(Text::kTapWhatFits)});
    const auto drawn = widgets::chips(canvas, {inside.x, y, inside.w, inside.h}, themes.choices);
    if (drawn.tapped >= 0) {
        const auto index = static_cast<std::size_t>(drawn.tapped);
        if (index >= themes.codes.size()) {
            log.all_themes = true;
        } else {
            toggle(log.draft.themes, themes.codes[index]);
            note_log_change(stage);
        }
    }
    return rect.bottom();
}

// Whom one spoke with at the place that was chosen; a second tap takes it back.
float draw_spoken_with(Stage& stage, const Rect& area) {
    const auto* page = log_page(stage);
    engine::ContactDraft& draft = stage.state.log.draft;
    if (page == nullptr || !draft.place_id || page->contact_persons.empty()) return area.y;
    Canvas& canvas = stage.canvas;
    const float padding = canvas.px(size::kCardPadding);
    const float wide = area.w - 2 * padding;
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < page->contact_persons.size(); ++i) {
        const ContactPerson& person = page->contact_persons[i];
        const Chosen chosen = draft.contact_person_id == person.id ? Chosen::kYes : Chosen::kNo;
        const std::string& function = stage.tr(text_of(person.function));
        std::string label = person.name.empty() ? function : person.name + " · " + function;
        // Half a function says less than none.
        if (!person.name.empty() && widgets::chip_width(canvas, label, Chosen::kYes) > wide)
            label = person.name;
        choices.push_back({widgets::nth("contact_person", i), std::move(label), chosen});
    }
    const float high = widgets::chips_height(canvas, wide, choices);
    const Rect rect{area.x, area.y, area.w, 2 * padding + head_height(canvas) + high};
    const Rect inside = widgets::card(canvas, rect);
    const float y = widgets::card_head(canvas, inside, {.title = stage.tr(Text::kSpokenWith)});
    const auto drawn = widgets::chips(canvas, {inside.x, y, inside.w, inside.h}, choices);
    if (drawn.tapped >= 0) {
        const auto id = page->contact_persons[static_cast<std::size_t>(drawn.tapped)].id;
        draft.contact_person_id = draft.contact_person_id == id ? std::nullopt : std::optional(id);
        note_log_change(stage);
    }
    return rect.bottom() + canvas.px(14);
}

// [−] 3 [+]; returns the change.
int draw_counter(Stage& stage, Rect row, const char* less, const char* more,
                 const std::string& label, std::int64_t count) {
    Canvas& canvas = stage.canvas;
    const float side = canvas.px(size::kTouch);
    const auto target = [&](const Rect& place) {
        return Rect{place.x, place.centre().y - side / 2, side, side};
    };
    int change = 0;
    if (widgets::icon_button(canvas, more, target(row.cut_right(side)), Icon::kAdd,
                             canvas.theme().primary)) {
        ++change;
    }
    canvas.text_in(row.cut_right(canvas.em(40)), std::to_string(count), Font::kStrong,
                   canvas.theme().ink, Align::kCentre);
    if (widgets::icon_button(canvas, less, target(row.cut_right(side)), Icon::kMinus,
                             canvas.theme().primary) &&
        count > 0) {
        --change;
    }
    canvas.text_in(row, label, Font::kBody, canvas.theme().ink, Align::kLeft);
    return change;
}

float draw_counters(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    engine::ContactDraft& draft = stage.state.log.draft;
    const float high = canvas.px(size::kTouch + 8);
    Rect room = area;
    const int adults = draw_counter(stage, room.cut_top(high), "adults_less", "adults_more",
                                    stage.tr(Text::kAdults), draft.adults);
    const int children = draw_counter(stage, room.cut_top(high), "children_less", "children_more",
                                      stage.tr(Text::kChildrenLabel), draft.children);
    draft.adults += adults;
    draft.children += children;
    if (adults != 0 || children != 0) note_log_change(stage);
    return room.y;
}

std::string member_name(const Stage& stage, const engine::FamilyMember& member) {
    std::string name = member.person.given_name;
    if (member.person.relation == PersonRelation::kChild) {
        if (!member.age_years) return name;
        // The mark keeps the age behind a name that runs from right to left.
        if (runs_right_to_left(name)) name += "\u200E";
        return name + " (" + std::to_string(*member.age_years) + ")";
    }
    if (member.person.relation == PersonRelation::kUnknown) return name;
    return capitalised(stage.tr(text_of(member.person.relation))) + ' ' + name;
}

float draw_members(Stage& stage, const Rect& area, const engine::LogContactPage& page) {
    engine::ContactDraft& draft = stage.state.log.draft;
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < page.members.size(); ++i) {
        const std::string id = to_text(page.members[i].person.id.raw);
        choices.push_back({widgets::nth("member", i), member_name(stage, page.members[i]),
                           holds(draft.participants, id) ? Chosen::kYes : Chosen::kNo});
    }
    const auto drawn = widgets::chips(stage.canvas, area, choices);
    if (drawn.tapped >= 0) {
        toggle(draft.participants,
               to_text(page.members[static_cast<std::size_t>(drawn.tapped)].person.id.raw));
        note_log_change(stage);
    }
    return drawn.bottom;
}

bool shows_members(const Stage& stage) {
    const auto* page = log_page(stage);
    const engine::ContactDraft& draft = stage.state.log.draft;
    return page != nullptr && draft.family_id && !page->members.empty() &&
           draft.kind != ContactKind::kGroupMoment;
}

// Families that look like it stand over the fields that are being typed in: with the keyboard up
// little else is in sight.
float draw_new_family(Stage& stage, const Rect& area) {
    Rect room = area;
    const auto draw_alike = [&] {
        if (const auto* same = draw_similar(stage, room, similar_to_new(stage.state.log)))
            choose_same_family(stage, *same);
    };
    const bool is_open = has_whereabouts(stage.state.log);
    if (!is_open) draw_alike();
    room.cut_top(draw_known_before(stage, room) - room.y + stage.canvas.px(12));
    if (is_open) draw_alike();
    return draw_whereabouts(stage, room);
}

void draw_present(Stage& stage, Rect& room) {
    // Chips bring no room of their own.
    const float under = shows_members(stage) ? 0.8F : CardFit{}.under;
    fitted_card(stage, room, {.id = "present", .under = under}, [&](const Rect& inside) {
        Canvas& canvas = stage.canvas;
        const engine::ContactDraft& draft = stage.state.log.draft;
        const bool is_new = !draft.family_id && !draft.new_family_name.empty();
        const auto* page = log_page(stage);
        float y = widgets::card_head(
            canvas, inside, {.title = stage.tr(is_new ? Text::kNewFamily : Text::kPresent)});
        const Rect people{inside.x, y, inside.w, inside.h};
        if (shows_members(stage)) return draw_members(stage, people, *page);
        if (is_new) {
            y = draw_new_family(stage, people) + canvas.px(8);
        }
        return draw_counters(stage, {inside.x, y, inside.w, inside.h});
    });
}

// The signals that were noted in a contact that was logged.
void draw_noted(Stage& stage, Rect& room, const Contact& edited) {
    const auto* page =
        find_view<engine::ContactPage>(stage.snapshot, engine::LookContact{edited.id});
    if (page == nullptr || page->signals.empty()) return;
    fitted_card(stage, room, {.id = "noted"}, [&](const Rect& inside) {
        Rect rows = inside;
        draw_signal_rows(stage, rows, page->signals, "signal");
        return rows.y;
    });
    room.cut_top(stage.canvas.px(14));
}

// What comes next of a new contact; of one that was logged, what it said before.
void draw_next(Stage& stage, Rect& room) {
    const std::optional<Contact>& edited = stage.state.log.draft.edited;
    const Text title = edited ? Text::kHistory : Text::kWhatNow;
    if (edited) draw_noted(stage, room, *edited);
    fitted_card(stage, room, {.id = "what_next"}, [&](const Rect& inside) {
        const float y = widgets::card_head(stage.canvas, inside, {.title = stage.tr(title)});
        const Rect under{inside.x, y, inside.w, inside.h};
        if (!edited) return draw_what_next(stage, under);
        return draw_history(stage, under, {RecordType::kContact, edited->id.raw});
    });
}

// What is wrong, or what is safe, in one line over or under the buttons.
struct Footing {
    std::string text;
    Tone tone = Tone::kNeutral;
};

bool is_edit(const Stage& stage) { return stage.state.log.draft.edited.has_value(); }

Footing footing_of(const Stage& stage) {
    const LogContactState& log = stage.state.log;
    if (log.error) return {stage.tr(sentence_of(log.error->code)), Tone::kDanger};
    if (!log.problems.empty()) return {stage.tr(Text::kCheckFields), Tone::kDanger};
    if (log.saving) return {stage.tr(Text::kSaving), Tone::kNeutral};
    if (log.refusals.count > 0) return {stage.tr(sentence_of(log.refusals.last)), Tone::kDanger};
    if (is_edit(stage)) return {};  // Kept, but not sent until it is saved.
    return {stage.tr(Text::kSafeOnTablet), Tone::kNeutral};
}

// On a low page only what needs attention is said: the buttons alone take a fifth of it.
bool is_low(const Canvas& canvas, const Rect& page) { return page.h < canvas.em(kFootingHigh); }

Footing footing_on(const Stage& stage, const Rect& page) {
    Footing footing = footing_of(stage);
    if (is_low(stage.canvas, page) && footing.tone == Tone::kNeutral) footing.text.clear();
    return footing;
}

float footing_height(const Canvas& canvas, float width, const Footing& footing) {
    const float buttons = widgets::button_height(canvas);
    if (footing.text.empty()) return buttons;
    return buttons + canvas.px(12) + canvas.paragraph_height(width, footing.text, Font::kSmall);
}

void draw_footing(Stage& stage, Rect area, const Footing& footing) {
    Canvas& canvas = stage.canvas;
    Rect row = area.cut_top(widgets::button_height(canvas));
    const float gap = canvas.px(12);
    Rect draft = row.cut_left((row.w - gap) * 0.47F);
    row.cut_left(gap);
    if (stage.state.preferences.left_handed) std::swap(draft, row);
    if (is_edit(stage)) {
        if (widgets::button(canvas, "cancel_edit", draft, stage.tr(Text::kCancel),
                            {widgets::ButtonStyle::kSecondary, Icon::kNone})) {
            return cancel_edited(stage);
        }
    } else if (widgets::button(canvas, "keep_draft", draft, stage.tr(Text::kDraft),
                               {widgets::ButtonStyle::kSecondary, Icon::kNone})) {
        LogContactState& log = stage.state.log;
        if (!log.kept && !log.unsaved_since && !log.keeping) note_log_change(stage);
        flush_log_contact(stage);
        go_back(stage.state);
    }
    if (widgets::button(canvas, "save_contact", row, stage.tr(Text::kSave),
                        {widgets::ButtonStyle::kPrimary, Icon::kCheck})) {
        save_log_contact(stage);
    }
    area.cut_top(gap);
    const Color ink = footing.tone == Tone::kDanger ? canvas.theme().tone(Tone::kDanger).ink
                                                    : canvas.theme().muted;
    canvas.paragraph({area.x, area.y}, area.w, footing.text, Font::kSmall, ink, Align::kCentre);
}

float draw_safety_of(Stage& stage, const Rect& area) {
    const auto* page = log_page(stage);
    return page == nullptr ? area.y : draw_safety(stage, area, page->safety_remark);
}

void draw_left(Stage& stage, Rect area) {
    Canvas& canvas = stage.canvas;
    const float gap = canvas.px(14);
    draw_boxes(stage, area.cut_top(boxes_height(canvas, area.w)));
    area.cut_top(gap);
    if (stage.state.log.open != LogPart::kNone) return draw_open_part(stage, area);
    widgets::ScrollArea scroll(canvas, "log_left", area);
    Rect room = scroll.content();
    room.cut_top(draw_safety_of(stage, room) - room.y);
    room.cut_top(draw_spoken_with(stage, room) - room.y);
    room.cut_top(draw_themes(stage, room) - room.y + gap);
    const float used = room.y - scroll.content().y;
    const float note = std::max(area.h - used, canvas.px(190));
    draw_note(stage, room.cut_top(note));
    scroll.reached(room.y);
}

void draw_right(Stage& stage, Rect area) {
    Canvas& canvas = stage.canvas;
    const float gap = canvas.px(14);
    const Footing footing = footing_on(stage, area);
    const float foot = footing_height(canvas, area.w, footing);
    draw_footing(stage, area.cut_bottom(foot), footing);
    area.cut_bottom(canvas.px(8));
    widgets::ScrollArea scroll(canvas, "log_right", area);
    Rect room = scroll.content();
    draw_present(stage, room);
    room.cut_top(gap);
    draw_next(stage, room);
    scroll.reached(room.y);
}

// Everything under each other, the buttons fixed at the bottom.
void draw_narrow(Stage& stage, Rect area) {
    Canvas& canvas = stage.canvas;
    const float gap = boxes_gap(canvas);
    // A part that is open has buttons of its own, and with the keyboard up the field comes first;
    // those of the page are back when it goes down.
    const bool is_open = stage.state.log.open != LogPart::kNone;
    const bool has_keyboard = stage.state.keyboard_height > 0;
    bool is_done = false;
    if (!is_open && is_cramped(stage)) {
        const std::string title = title_of(stage).title;
        is_done = draw_typing_head(stage, area,
                                   {.title = title,
                                    .done_id = "save_contact",
                                    .done = stage.tr(Text::kSave),
                                    .close_id = {}})
                      .done;
    } else if (!is_open && (!has_keyboard || !is_low(canvas, area))) {
        const Footing footing = footing_on(stage, area);
        const float foot = footing_height(canvas, area.w, footing);
        draw_footing(stage, area.cut_bottom(foot), footing);
        area.cut_bottom(is_low_screen(stage) ? canvas.dip(8) : gap);
    }
    if (is_open) return draw_open_part(stage, area);
    widgets::ScrollArea scroll(canvas, "log_narrow", area);
    Rect room = scroll.content();
    room.cut_top(draw_kinds(stage, room) - room.y + gap);
    draw_boxes(stage, room.cut_top(boxes_height(canvas, room.w)));
    room.cut_top(gap);
    room.cut_top(draw_safety_of(stage, room) - room.y);
    room.cut_top(draw_spoken_with(stage, room) - room.y);
    room.cut_top(draw_themes(stage, room) - room.y + gap);
    draw_note(stage, room.cut_top(canvas.em(240)));
    room.cut_top(gap);
    draw_present(stage, room);
    room.cut_top(gap);
    draw_next(stage, room);
    scroll.reached(room.y);
    if (is_done) save_log_contact(stage);
}

}  // namespace

void draw_log_contact(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    if (panel_is_open(stage)) return draw_panel(stage, area);
    if (stage.state.log.asks_contact) {
        return draw_waiting_for(stage, area, engine::LookContact{*stage.state.log.asks_contact});
    }
    // Saving now would save an empty page beside the draft that is about to come back.
    if (stage.state.log.asks_disk) return draw_waiting_for(stage, area, log_look(stage.state.log));
    // What would be typed now is no longer part of what is being saved.
    std::optional<Stillness> still;
    if (stage.state.log.saving) still.emplace(canvas);
    if (writes_note(stage)) return draw_note(stage, area);
    // On a low screen two columns would each show next to nothing.
    const bool is_low = area.h < canvas.em(kTwoColumnsHigh);
    if (is_low || !has_two_columns(stage)) return draw_narrow(stage, area);
    Rect room = area;
    room.cut_top(draw_kinds(stage, room) - room.y + canvas.px(size::kGap));
    const float gap = canvas.px(size::kGap);
    const float side = std::max(canvas.px(400), room.w * 0.355F);
    const bool is_left = stage.state.preferences.left_handed;
    const Rect right = is_left ? room.cut_left(side) : room.cut_right(side);
    if (is_left) {
        room.cut_left(gap);
    } else {
        room.cut_right(gap);
    }
    draw_left(stage, room);
    draw_right(stage, right);
}

}  // namespace oppad::ui
