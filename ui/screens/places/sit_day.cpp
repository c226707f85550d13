#include "ui/screens/places/sit_day.h"

#include <algorithm>
#include <array>

#include "ui/i18n/dates.h"
#include "ui/screens/log_contact/edit_logged.h"
#include "ui/screens/log_contact/log_contact.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

// Counted at once: who it was, and what about, may follow.
void note_walk_in(Stage& stage, const engine::PlacePage& page) {
    engine::ContactDraft draft;
    draft.id = stage.state.ids->make_id();
    draft.kind = ContactKind::kSitDay;
    draft.place_id = page.place.id;
    draft.appointment_id = page.sit_day.appointment_id;
    draft.begun_at = stage.now;
    draft.adults = 1;
    const engine::DeleteContact undo{.id = {draft.id}, .undo = false};
    const std::uint64_t ticket = stage.intents.run(engine::LogContact{draft});
    stage.state.asked[ticket] =
        Asked{.what = Asked::What::kSaid, .undo = undo, .said = Text::kToastWalkIn};
}

void begin_at_sit_day(Stage& stage, const engine::PlacePage& page, const engine::Waiting* waiting) {
    LogContactFrom from{.kind = ContactKind::kSitDay,
                        .place_id = page.place.id,
                        .place_name = page.place.name,
                        .appointment_id = page.sit_day.appointment_id};
    if (waiting != nullptr) {
        from.family_id = waiting->family_id;
        from.family_name = waiting->family_name;
        from.appointment_id = waiting->id;
        from.draft_id = draft_for(stage, waiting->id);
        // Who has no page yet is known by this alone.
        if (!waiting->family_id && !waiting->title.empty()) from.note = waiting->title + ": ";
    }
    begin_log_contact(stage, from);
}

struct WayIn {
    const char* id;
    Text label;
    Icon icon;
    widgets::ButtonStyle style;
};

// What one mostly does over the width, the others beside each other under it; or under each other
// where a word wouldn't fit. Returns the index of what was tapped, or -1, and moves `room` under
// them.
int draw_ways_in(Stage& stage, Rect& room, const std::array<WayIn, 3>& ways) {
    Canvas& canvas = stage.canvas;
    const float high = widgets::button_height(canvas);
    const float gap = canvas.px(10);
    const float half = (room.w - gap) / 2;
    const bool is_beside = std::all_of(ways.begin() + 1, ways.end(), [&](const WayIn& way) {
        return widgets::button_width(canvas, stage.tr(way.label), way.icon) <= half;
    });
    Rect row;
    int tapped = -1;
    for (std::size_t i = 0; i < ways.size(); ++i) {
        const WayIn& way = ways[i];
        const bool is_second = is_beside && i == 2;
        if (!is_second) {
            row = room.cut_top(high);
            room.cut_top(gap);
        }
        Rect place = row;
        if (is_beside && i > 0) place = i == 1 ? row.cut_left(half) : row.cut_right(half);
        if (widgets::button(canvas, way.id, place, stage.tr(way.label), {way.style, way.icon}))
            tapped = static_cast<int>(i);
    }
    return tapped;
}

void draw_walk_ins(Stage& stage, Rect& room, const std::vector<engine::WalkIn>& walk_ins) {
    Canvas& canvas = stage.canvas;
    for (std::size_t i = 0; i < walk_ins.size(); ++i) {
        const engine::WalkIn& walk_in = walk_ins[i];
        const bool has_name = !walk_in.family_name.empty();
        const std::string name = has_name
                                     ? stage.texts().fill(Text::kFamilyNamed, walk_in.family_name)
                                     : stage.tr(Text::kWithoutName);
        std::string remark = clock_time(walk_in.at, stage.utc_offset());
        for (const std::string& theme : walk_in.themes)
            remark += " · " + capitalised(stage.code_label(theme));
        const std::string id = widgets::nth("walk_in", i);
        const auto drawn =
            widgets::row(canvas, room,
                         {.id = id,
                          .avatar = {has_name ? Tone::kPrimary : Tone::kNeutral, Icon::kPerson},
                          .title = {widgets::strong(canvas, name)},
                          .subtitle = {widgets::quiet(canvas, remark)},
                          .end_icon = Icon::kEdit,
                          .end_color = canvas.theme().muted});
        if (drawn.tapped) begin_edit_contact(stage, walk_in.id);
        room.cut_top(drawn.bottom - room.y);
    }
}

void take_off_list(Stage& stage, const Id<Appointment>& id) {
    const std::uint64_t ticket =
        stage.intents.run(engine::SettleAppointment{id, AppointmentState::kCancelled});
    stage.state.asked[ticket] =
        Asked{.what = Asked::What::kSaid,
              .undo = engine::SettleAppointment{id, AppointmentState::kWaiting},
              .said = Text::kToastOffList};
}

void draw_waiting_list(Stage& stage, Rect& room, const engine::PlacePage& page) {
    Canvas& canvas = stage.canvas;
    const std::vector<engine::Waiting>& waiting = page.sit_day.waiting;
    if (waiting.empty()) return;
    room.cut_top(canvas.px(8));
    draw_panel_label(stage, room, Text::kWaitingList);
    const float side = canvas.px(size::kTouch);
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const engine::Waiting& who = waiting[i];
        const std::string name =
            who.title.empty() ? stage.texts().fill(Text::kFamilyNamed, who.family_name) : who.title;
        const std::string since = stage.texts().fill(
            Text::kWaitsSince, moment(stage.texts(), who.since, stage.now, stage.utc_offset()));
        const std::string id = widgets::nth("waiting", i);
        Rect place = room;
        place.cut_right(side);
        const auto drawn = widgets::row(canvas, place,
                                        {.id = id,
                                         .avatar = {Tone::kAccent, Icon::kSeat},
                                         .title = {widgets::strong(canvas, name)},
                                         .subtitle = {widgets::quiet(canvas, since)},
                                         .end_icon = Icon::kChevronRight});
        if (drawn.tapped) begin_at_sit_day(stage, page, &who);
        const Rect cross = widgets::target_at_end(canvas, room.right(), drawn.rect.centre().y);
        if (widgets::icon_button(canvas, widgets::nth("waiting_off", i), cross, Icon::kClose,
                                 canvas.theme().muted)) {
            take_off_list(stage, who.id);
        }
        room.cut_top(drawn.bottom - room.y);
    }
}

}  // namespace

bool is_sit_day(const engine::PlacePage& page) {
    return page.sit_day.appointment_id || !page.sit_day.walk_ins.empty();
}

float draw_sit_day(Stage& stage, const Rect& inside, const engine::PlacePage& page, SitDayAt at) {
    const engine::SitDay& sit_day = page.sit_day;
    const auto count = static_cast<std::int64_t>(sit_day.walk_ins.size());
    const std::string pill =
        count == 0 ? std::string{} : stage.texts().plural(Text::kWalkInCount, count);
    const std::string& sit = stage.tr(Text::kKindSitDay);
    const std::string title = at == SitDayAt::kHead ? page.place.name + " · " + sit : sit;
    Rect room = inside;
    room.cut_top(widgets::card_head(stage.canvas, inside,
                                    {.title = title, .pill = pill, .pill_tone = Tone::kPrimary}) -
                 room.y);
    using widgets::ButtonStyle;
    const ButtonStyle first = is_sit_day(page) ? ButtonStyle::kPrimary : ButtonStyle::kOutline;
    const int way = draw_ways_in(
        stage, room,
        {{{"walk_in_now", Text::kWalkInNow, Icon::kAdd, first},
          {"walk_in_named", Text::kWalkInNamed, Icon::kPersonAdd, ButtonStyle::kSecondary},
          {"waiting_add", Text::kPutOnList, Icon::kSeat, ButtonStyle::kSecondary}}});
    if (way == 0) note_walk_in(stage, page);
    if (way == 1) begin_at_sit_day(stage, page, nullptr);
    if (way == 2) open_waiting_panel(stage, page.place.id);
    draw_walk_ins(stage, room, sit_day.walk_ins);
    draw_waiting_list(stage, room, page);
    return room.y;
}

void open_waiting_panel(Stage& stage, const Id<Place>& place) {
    PanelState& panel = begin_panel(stage, PanelKind::kWaiting, stage.tr(Text::kPutOnList));
    Appointment& appointment = panel.appointment.appointment;
    appointment.kind = ContactKind::kSitDay;
    appointment.state = AppointmentState::kWaiting;
    appointment.place_id = place;
}

float draw_waiting_panel(Stage& stage, Rect room) {
    PanelState& panel = stage.state.panel;
    Appointment& appointment = panel.appointment.appointment;
    draw_panel_label(stage, room, Text::kWhichFamily);
    if (appointment.family_id) {
        const int tapped = draw_panel_choices(
            stage, room, {{"waiting_family", panel.chosen_name, widgets::Chosen::kYes}});
        if (tapped == 0) appointment.family_id.reset();
    } else if (const auto found = draw_panel_search(stage, room, SearchFor::kFamilies)) {
        appointment.family_id = found->family_id;
        panel.chosen_name = found->name;
    }
    draw_panel_field(stage, room, "title", Text::kWaitingName);
    return room.y;
}

std::optional<PanelAsk> ask_of_waiting(const PanelState& panel) {
    engine::PlanAppointment plan = panel.appointment;
    plan.appointment.title = panel_text(panel, "title");
    return PanelAsk{plan, Text::kToastOnList, {}};
}

}  // namespace oppad::ui
