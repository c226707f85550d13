#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/chrome.h"
#include "ui/screens/families/family_rows.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/log_contact/log_contact_editors.h"
#include "ui/screens/log_contact/log_contact_parts.h"
#include "ui/screens/log_contact/name_typed.h"
#include "ui/screens/panels/time_choice.h"
#include "ui/screens/places/place_rows.h"
#include "ui/screens/search.h"
#include "ui/screens/typing_head.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

constexpr int kDaysBack = 7;

void close(Stage& stage) {
    stage.state.log.open = LogPart::kNone;
    stage.canvas.blur();
}

// The cross, cut off the right end of `row`.
void draw_cross(Stage& stage, Rect& row) {
    Canvas& canvas = stage.canvas;
    const float side = canvas.px(size::kTouch);
    const Rect end = row.cut_right(side);
    const Rect cross{end.x, end.centre().y - side / 2, side, side};
    if (widgets::icon_button(canvas, "close_part", cross, Icon::kClose, canvas.theme().muted)) {
        close(stage);
    }
}

// Head with a cross; returns what is left under it.
Rect draw_head(Stage& stage, const Rect& inside, const std::string& title) {
    Canvas& canvas = stage.canvas;
    Rect room = inside;
    Rect head = room.cut_top(canvas.px(size::kTouch));
    draw_cross(stage, head);
    canvas.text_in(head, title, Font::kCardTitle, canvas.theme().ink, Align::kLeft);
    room.cut_top(canvas.px(10));
    return room;
}

// The head of a list that is searched, and the field; where the keyboard leaves little the cross
// stands beside the field. Returns what is left under it.
Rect draw_search(Stage& stage, const Rect& inside, Text title, Text hint) {
    Canvas& canvas = stage.canvas;
    const bool is_tight = is_cramped(stage);
    Rect room = is_tight ? inside : draw_head(stage, inside, stage.tr(title));
    Rect search = room.cut_top(widgets::field_height(canvas, false));
    if (is_tight) {
        draw_cross(stage, search);
        search.cut_right(canvas.dip(8));
    }
    const auto event =
        widgets::text_field(canvas, "picker_search", search, stage.state.log.picker_query,
                            {.when_empty = stage.tr(hint),
                             .icon = Icon::kSearch,
                             .clear_id = "picker_search_clear",
                             .radius = 28});
    if (event == widgets::FieldEvent::kChanged) canvas.touch().rewind("picker_rows");
    room.cut_top(is_tight ? canvas.dip(4) : canvas.px(10));
    return room;
}

bool draw_extra_row(Stage& stage, Rect& list, const char* id, Icon icon, const std::string& title,
                    const std::string& remark) {
    Canvas& canvas = stage.canvas;
    const auto drawn = widgets::row(canvas, list,
                                    {.id = id,
                                     .avatar = {Tone::kNeutral, icon},
                                     .title = {widgets::strong(canvas, title)},
                                     .subtitle = {widgets::quiet(canvas, remark)},
                                     .end_icon = Icon::kAdd});
    list.cut_top(drawn.bottom - list.y);
    widgets::separator(canvas, list.x, list.y, list.w);
    return drawn.tapped;
}

// Whether what is typed was looked for, and is nowhere.
template <class ViewType>
bool found_nothing(const Stage& stage, const engine::Look& look) {
    const auto* view = find_view<ViewType>(stage.snapshot, look);
    return view != nullptr && view->rows.empty();
}

void draw_family_picker(Stage& stage, const Rect& inside) {
    LogContactState& log = stage.state.log;
    const Rect room = draw_search(stage, inside, Text::kWhichFamily, Text::kSearchFamily);
    const std::string& query = log.picker_query.text();
    const auto* view =
        find_or_keep<engine::FamiliesView>(stage, engine::LookFamilies{query}, log.picker_last);
    widgets::ScrollArea scroll(stage.canvas, "picker_rows", room);
    Rect list = scroll.content();
    if (query.empty() &&
        draw_extra_row(stage, list, "family_anonymous", Icon::kPerson, stage.tr(Text::kAnonymous),
                       stage.tr(Text::kAnonymousRemark))) {
        choose_log_family(stage, nullptr, {});
    }
    if (view != nullptr) {
        const int chosen = draw_family_rows(stage, list, view->rows, view->query, "picker_family",
                                            RowMenus::kNone);
        if (chosen >= 0) {
            choose_log_family(stage, &view->rows[static_cast<std::size_t>(chosen)], {});
        }
    }
    // A name that is nowhere is that of a new family.
    if (!query.empty() && !holds_name(query) &&
        found_nothing<engine::FamiliesView>(stage, engine::LookFamilies{query})) {
        draw_nothing_found(stage, list);
    }
    const std::string name = name_typed(query);
    if (holds_name(query) && draw_extra_row(stage, list, "new_family", Icon::kPersonAdd,
                                            stage.texts().fill(Text::kNewFamilyNamed, name),
                                            stage.tr(Text::kNewFamilyRemark))) {
        choose_log_family(stage, nullptr, name);
    }
    scroll.reached(list.y);
}

void draw_place_picker(Stage& stage, const Rect& inside) {
    LogContactState& log = stage.state.log;
    const Rect room = draw_search(stage, inside, Text::kWhichPlace, Text::kSearchPlace);
    const auto* view = find_or_keep<engine::PlacesView>(
        stage, engine::LookPlaces{log.picker_query.text()}, log.picker_last);
    widgets::ScrollArea scroll(stage.canvas, "picker_rows", room);
    Rect list = scroll.content();
    if (log.draft.place_id &&
        draw_extra_row(stage, list, "no_place", Icon::kClose, stage.tr(Text::kNoPlace),
                       stage.tr(Text::kNoPlaceRemark))) {
        log.draft.place_id.reset();
        log.draft.contact_person_id.reset();
        log.place_name.clear();
        note_log_change(stage);
        close(stage);
    }
    const int chosen = view == nullptr ? -1
                                       : draw_place_rows(stage, list, *view, "picker_place",
                                                         log.draft.place_id, RowMenus::kNone);
    if (chosen >= 0) {
        const engine::PlaceRow& row = view->rows[static_cast<std::size_t>(chosen)];
        log.draft.place_id = row.id;
        log.draft.contact_person_id.reset();
        log.place_name = row.name;
        note_log_change(stage);
        close(stage);
    }
    if (found_nothing<engine::PlacesView>(stage, engine::LookPlaces{log.picker_query.text()}))
        draw_nothing_found(stage, list);
    scroll.reached(list.y);
}

Instant when_of(const LogContactState& log) { return log.draft.at.value_or(log.draft.begun_at); }

void set_when(Stage& stage, std::optional<Instant> at) {
    stage.state.log.draft.at = at;
    note_log_change(stage);
}

void draw_day_choices(Stage& stage, Rect& room) {
    const LogContactState& log = stage.state.log;
    const Instant at = when_of(log);
    const Day day = day_of(at, stage.utc_offset());
    std::vector<widgets::Choice> choices;
    for (int ago = 0; ago < kDaysBack; ++ago) {
        const Day other = add_days(stage.today(), -ago);
        const std::string label =
            ago < 2 ? capitalised(relative_day(stage.texts(), other, stage.today()))
                    : capitalised(weekday_date(stage.texts(), other));
        choices.push_back({widgets::nth("when_day", static_cast<std::size_t>(ago)), label,
                           other == day ? widgets::Chosen::kYes : widgets::Chosen::kNo});
    }
    const auto drawn = widgets::chips(stage.canvas, room, choices);
    if (drawn.tapped >= 0) {
        const Day chosen = add_days(stage.today(), -drawn.tapped);
        set_when(stage, moment_of(chosen, time_of_day(at, stage.utc_offset()), stage.utc_offset()));
    }
    room.cut_top(drawn.bottom - room.y + stage.canvas.px(14));
    // Any day before those.
    const auto typed =
        draw_typed_day(stage, room, "when_other_day", stage.state.log.other_day, std::nullopt);
    if (typed)
        set_when(stage, moment_of(*typed, time_of_day(at, stage.utc_offset()), stage.utc_offset()));
}

// The way to the present moment stands beside the time that it sets.
void draw_time_choices(Stage& stage, Rect& room) {
    Canvas& canvas = stage.canvas;
    Instant at = when_of(stage.state.log);
    const std::string time = clock_time(at, stage.utc_offset());
    const float beside = canvas.width(time, Font::kNumber) + canvas.px(20);
    const float line = std::max(canvas.line_height(Font::kNumber), widgets::chip_height(canvas));
    Rect now = room;
    now.cut_left(beside);
    canvas.text({room.x, room.y + (line - canvas.line_height(Font::kNumber)) / 2}, time,
                Font::kNumber, canvas.theme().ink);
    const auto drawn = widgets::chips(canvas, now, {{"when_now", stage.tr(Text::kNow)}});
    room.cut_top(line + canvas.px(12));
    if (drawn.tapped == 0) return set_when(stage, stage.now);
    if (draw_time_choice(stage, room, "when", at)) set_when(stage, at);
}

void draw_when_picker(Stage& stage, const Rect& inside) {
    const Rect place = draw_head(stage, inside, stage.tr(Text::kWhenWasIt));
    widgets::ScrollArea scroll(stage.canvas, "picker_rows", place);
    Rect room = scroll.content();
    draw_day_choices(stage, room);
    draw_time_choices(stage, room);
    scroll.reached(room.y);
}

}  // namespace

namespace {

// It was said of somebody else.
void forget_told(LogContactState& log) {
    log.draft.known_before.reset();
    for (auto field : {&LogContactState::new_phone, &LogContactState::new_street,
                       &LogContactState::new_postcode, &LogContactState::new_municipality})
        (log.*field).edit.set_text({});
    log.shows_whereabouts = false;
}

}  // namespace

void choose_log_family(Stage& stage, const engine::FamilyRow* row, const std::string& new_name) {
    LogContactState& log = stage.state.log;
    // A new family's name that is typed again is the same family's, spelled as it is.
    const bool is_corrected =
        row == nullptr && !new_name.empty() && !log.draft.new_family_name.empty();
    log.draft.family_id.reset();
    log.draft.new_family_name = new_name;
    log.draft.participants.clear();
    if (!is_corrected) forget_told(log);
    log.family_name.clear();
    if (row != nullptr) {
        log.draft.family_id = row->id;
        log.family_name = row->name;
    }
    log.anonymous = row == nullptr && new_name.empty();
    note_log_change(stage);
    close(stage);
}

void choose_same_family(Stage& stage, const engine::FamilyRow& row) {
    const LogContactState before = stage.state.log;
    LogContactState& log = stage.state.log;
    choose_log_family(stage, &row, {});
    log.draft.known_before = before.draft.known_before;
    for (auto field : {&LogContactState::new_phone, &LogContactState::new_street,
                       &LogContactState::new_postcode, &LogContactState::new_municipality})
        log.*field = before.*field;
    read_log_fields(log);
}

void toggle_part(Stage& stage, LogPart part) {
    LogContactState& log = stage.state.log;
    log.open = log.open == part ? LogPart::kNone : part;
    log.picker_query.edit.set_text({});
    log.picker_last.reset();
    for (const char* area : {"picker_rows", "part_scroll"}) stage.canvas.touch().rewind(area);
    stage.canvas.blur();
}

namespace {

using DrawEditor = void (*)(Stage&, Rect);

// With its buttons at the foot, or where the keyboard leaves little the one in its head.
void draw_editor(Stage& stage, const Rect& inside, Text title, DrawEditor draw) {
    if (!is_cramped(stage)) return draw(stage, draw_head(stage, inside, stage.tr(title)));
    const LogPart part = stage.state.log.open;
    Rect room = inside;
    const TypingHeadTapped tapped = draw_typing_head(stage, room,
                                                     {.title = stage.tr(title),
                                                      .done_id = "part_done",
                                                      .done = stage.tr(Text::kReady),
                                                      .close_id = "close_part"});
    draw(stage, room);
    if (stage.state.log.open != part) return;
    if (tapped.closed) close(stage);
    if (tapped.done) toggle_part(stage, part);
}

}  // namespace

void draw_open_part(Stage& stage, const Rect& area) {
    const Rect inside = low_card(stage, area);
    switch (stage.state.log.open) {
        case LogPart::kFamily:
            return draw_family_picker(stage, inside);
        case LogPart::kPlace:
            return draw_place_picker(stage, inside);
        case LogPart::kWhen:
            return draw_when_picker(stage, inside);
        case LogPart::kReferral:
            return draw_editor(stage, inside, Text::kReferWarmly, draw_referral);
        case LogPart::kFollowUp:
            return draw_editor(stage, inside, Text::kFollowUp, draw_follow_up);
        case LogPart::kQuestion:
            return draw_editor(stage, inside, Text::kQuestion, draw_question);
        case LogPart::kNextMeeting:
            return draw_editor(stage, inside, Text::kNextMeeting, draw_next_meeting);
        case LogPart::kSignal:
            return draw_editor(stage, inside, Text::kSignal, draw_signal);
        case LogPart::kNone:
            break;
    }
}

}  // namespace oppad::ui
