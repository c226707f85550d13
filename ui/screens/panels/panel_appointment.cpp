// An appointment: what, with whom, on which day, at what time.
#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/family_words.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"
#include "ui/screens/places/meeting.h"

namespace oppad::ui {

namespace {

void draw_with_whom(Stage& stage, Rect& room, Appointment& appointment) {
    PanelState& panel = stage.state.panel;
    // The search field asks the same itself.
    if (!panel.chosen_name.empty()) {
        draw_panel_label(stage, room, Text::kWithWhom);
        const int tapped = draw_panel_choices(
            stage, room, {{"plan_with", panel.chosen_name, widgets::Chosen::kYes}});
        if (tapped < 0) return;
        appointment.family_id.reset();
        appointment.place_id.reset();
        panel.chosen_name.clear();
        return;
    }
    if (const auto found = draw_panel_search(stage, room, SearchFor::kBoth)) {
        appointment.family_id = found->family_id;
        appointment.place_id = found->place_id;
        panel.chosen_name = found->name;
    }
    draw_panel_problem(stage, room, "family_id");
    draw_panel_problem(stage, room, "place_id");
}

// The other places where the family is at home: a separated parent's, a grandparent's. One tap says
// that it is there.
void draw_elsewhere(Stage& stage, Rect& room, const std::optional<Id<Family>>& family) {
    if (!family) return;
    const auto* page = find_family_page(stage.snapshot, *family);
    if (page == nullptr) return;
    PanelState& panel = stage.state.panel;
    std::vector<widgets::Choice> choices;
    std::vector<std::string> addresses;
    for (const engine::FamilyMember& member : page->members) {
        const std::string address = address_of(member.person);
        if (address.empty()) continue;
        choices.push_back({widgets::nth("where_elsewhere", choices.size()),
                           joined({member_name(member), address}, ": "),
                           chosen_if(panel_text(panel, "where") == address)});
        addresses.push_back(address);
    }
    if (choices.empty()) return;
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped < 0) return;
    const auto index = static_cast<std::size_t>(tapped);
    const bool was_chosen = choices[index].chosen == widgets::Chosen::kYes;
    set_panel_field(panel, "where", was_chosen ? std::string{} : addresses[index]);
}

}  // namespace

void open_appointment_panel(Stage& stage, const AppointmentWith& with) {
    PanelState& panel =
        begin_panel(stage, PanelKind::kAppointment, stage.tr(Text::kPlanAppointment));
    Appointment& appointment = panel.appointment.appointment;
    appointment.kind = with.place_id ? ContactKind::kSchoolContact : ContactKind::kHomeVisit;
    appointment.family_id = with.family_id;
    appointment.place_id = with.place_id;
    appointment.starts_at = first_start(stage);
    appointment.duration_minutes = 60;
    panel.chosen_name = with.name;
}

void open_planned_panel(Stage& stage, const engine::AgendaItem& item) {
    PanelState& panel =
        begin_panel(stage, PanelKind::kAppointment, stage.tr(Text::kEditAppointment));
    Appointment& appointment = panel.appointment.appointment;
    appointment.id = item.id;
    appointment.kind = item.kind;
    appointment.family_id = item.family_id;
    appointment.place_id = item.place_id;
    appointment.starts_at = item.starts_at;
    appointment.duration_minutes = item.duration_minutes;
    appointment.title = item.title;
    appointment.where = item.typed_where;
    appointment.note = item.withheld_note.empty() ? item.note : item.withheld_note;
    // What isn't on the form is the same in both, and so stays as it is stored.
    panel.appointment.opened = appointment;
    panel.chosen_name = item.family_name.empty() ? item.place_name : item.family_name;
    panel.all_days = days_between(stage.today(), day_of(item.starts_at, stage.utc_offset())) >=
                     kMeetingDaysAhead;
    set_panel_field(panel, "title", item.title);
    set_panel_field(panel, "where", item.typed_where);
    set_panel_note(panel, "note", appointment.note);
}

void cancel_appointment(Stage& stage, const Id<Appointment>& id) {
    const std::uint64_t ticket =
        stage.intents.run(engine::SettleAppointment{id, AppointmentState::kCancelled});
    stage.state.asked[ticket] =
        Asked{.what = Asked::What::kSaid,
              .undo = engine::SettleAppointment{id, AppointmentState::kPlanned},
              .said = Text::kToastCancelled};
}

float draw_appointment_panel(Stage& stage, Rect room) {
    PanelState& panel = stage.state.panel;
    Appointment& appointment = panel.appointment.appointment;
    const auto draw_what = [&] {
        draw_with_whom(stage, room, appointment);
        draw_meeting_kind(stage, room, appointment.kind);
    };
    // Of what is planned already the moment is what changes.
    const bool is_planned = !appointment.id.is_nil();
    if (!is_planned) draw_what();
    draw_meeting_day(stage, room, appointment.starts_at, {panel.all_days, panel.other_day});
    draw_meeting_time(stage, room, appointment.starts_at);
    draw_panel_problem(stage, room, "starts_at");
    draw_meeting_length(stage, room, appointment.duration_minutes);
    if (is_planned) draw_what();
    draw_panel_field(stage, room, "title", Text::kTitleLabel);
    draw_panel_field(stage, room, "where", Text::kWhereLabel);
    draw_elsewhere(stage, room, appointment.family_id);
    draw_panel_note(stage, room, "note", Text::kFieldNote);
    if (!is_planned) return room.y;
    const Id<Appointment> id = appointment.id;
    const int tapped = draw_panel_actions(
        stage, room,
        {{"cancel_appointment", Text::kCancelAppointment, Icon::kClose, Tone::kDanger}});
    if (tapped == 0) {
        cancel_appointment(stage, id);
        panel = PanelState{};
        stage.canvas.blur();
    }
    return room.y;
}

std::optional<PanelAsk> ask_of_appointment(const PanelState& panel) {
    engine::PlanAppointment plan = panel.appointment;
    plan.appointment.title = panel_text(panel, "title");
    plan.appointment.where = panel_text(panel, "where");
    plan.appointment.note = typed_over(panel, "note", plan.appointment.note);
    std::optional<engine::Command> undo;
    if (plan.opened) undo = engine::PlanAppointment{*plan.opened, plan.appointment, true};
    return PanelAsk{plan, Text::kToastPlanned, undo};
}

}  // namespace oppad::ui
