// An appointment: what, with whom, on which day, at what time.
#include <array>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/panel.h"
#include "ui/screens/panel_parts.h"

namespace oppad::ui {

namespace {

using widgets::Choice;

constexpr int kDaysAhead = 12;
constexpr int kMoreDaysAhead = 42;
constexpr int kLastHourToday = 17;
constexpr int kFirstHour = 9;
constexpr std::size_t kMeetingKinds = 6;  // Those before message and letter, which need no plan.
constexpr std::array<std::int64_t, 5> kDurations{30, 45, 60, 90, 120};

// The next full hour of the working day, else tomorrow morning.
Instant first_start(const Stage& stage) {
    const Instant midnight = start_of(stage.today(), stage.utc_offset());
    const auto hour = std::chrono::duration_cast<std::chrono::hours>(stage.now - midnight) +
                      std::chrono::hours(1);
    if (hour.count() < kLastHourToday) return midnight + hour;
    return start_of(add_days(stage.today(), 1), stage.utc_offset()) +
           std::chrono::hours(kFirstHour);
}

void draw_kinds_row(Stage& stage, Rect& room, Appointment& appointment) {
    draw_panel_label(stage, room, Text::kWhatKind);
    std::vector<Choice> choices;
    const auto& kinds = CodeTable<ContactKind>::words;
    for (std::size_t i = 0; i < kMeetingKinds; ++i) {
        choices.push_back({"plan_" + std::string(kinds[i].second),
                           stage.tr(text_of(kinds[i].first)),
                           chosen_if(appointment.kind == kinds[i].first)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) appointment.kind = kinds[static_cast<std::size_t>(tapped)].first;
}

void draw_with_whom(Stage& stage, Rect& room, Appointment& appointment) {
    PanelState& panel = stage.state.panel;
    draw_panel_label(stage, room, Text::kWithWhom);
    if (!panel.chosen_name.empty()) {
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

void draw_days(Stage& stage, Rect& room, Appointment& appointment) {
    draw_panel_label(stage, room, Text::kWhichDay);
    const Day day = day_of(appointment.starts_at, stage.utc_offset());
    std::vector<Choice> choices;
    const int shown = stage.state.panel.all_days ? kMoreDaysAhead : kDaysAhead;
    for (int ahead = 0; ahead < shown; ++ahead) {
        const Day other = add_days(stage.today(), ahead);
        const std::string label = ahead < 2 ? relative_day(stage.texts(), other, stage.today())
                                            : weekday_date(stage.texts(), other);
        choices.push_back({widgets::nth("plan_day", static_cast<std::size_t>(ahead)),
                           capitalised(label), chosen_if(other == day)});
    }
    if (shown == kDaysAhead) choices.push_back({"more_days", stage.tr(Text::kMoreDays)});
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped == shown) stage.state.panel.all_days = true;
    if (tapped < 0 || tapped == shown) return;
    const auto of_day = appointment.starts_at - start_of(day, stage.utc_offset());
    appointment.starts_at = start_of(add_days(stage.today(), tapped), stage.utc_offset()) + of_day;
}

void draw_time(Stage& stage, Rect& room, Appointment& appointment) {
    Canvas& canvas = stage.canvas;
    struct Step {
        const char* id;
        Text label;
        int minutes;
    };
    constexpr Step kSteps[] = {{"plan_hour_back", Text::kHourEarlier, -60},
                               {"plan_quarter_back", Text::kQuarterEarlier, -15},
                               {"plan_quarter_on", Text::kQuarterLater, 15},
                               {"plan_hour_on", Text::kHourLater, 60}};
    draw_panel_label(stage, room, Text::kWhatTime);
    canvas.text({room.x, room.y}, clock_time(appointment.starts_at, stage.utc_offset()),
                Font::kHeading, canvas.theme().ink);
    room.cut_top(canvas.line_height(Font::kHeading) + canvas.px(10));
    std::vector<Choice> choices;
    for (const Step& step : kSteps) choices.push_back({step.id, stage.tr(step.label)});
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) {
        const Instant moved =
            appointment.starts_at +
            std::chrono::minutes(kSteps[static_cast<std::size_t>(tapped)].minutes);
        // A step over midnight would silently change the day that was chosen.
        const Day day = day_of(appointment.starts_at, stage.utc_offset());
        if (day_of(moved, stage.utc_offset()) == day) appointment.starts_at = moved;
    }
    draw_panel_problem(stage, room, "starts_at");
    draw_panel_label(stage, room, Text::kHowLong);
    choices.clear();
    for (std::size_t i = 0; i < kDurations.size(); ++i) {
        choices.push_back({widgets::nth("plan_long", i),
                           stage.texts().fill(Text::kMinutes, kDurations[i]),
                           chosen_if(appointment.duration_minutes == kDurations[i])});
    }
    const int length = draw_panel_choices(stage, room, choices);
    if (length >= 0) appointment.duration_minutes = kDurations[static_cast<std::size_t>(length)];
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
    // What isn't on the form is the same in both, and so stays as it is stored.
    panel.appointment.opened = appointment;
    panel.chosen_name = item.family_name.empty() ? item.place_name : item.family_name;
    panel.all_days =
        days_between(stage.today(), day_of(item.starts_at, stage.utc_offset())) >= kDaysAhead;
    set_panel_field(panel, "title", item.title);
    set_panel_field(panel, "where", item.typed_where);
}

float draw_appointment_panel(Stage& stage, Rect room) {
    Appointment& appointment = stage.state.panel.appointment.appointment;
    if (!appointment.id.is_nil()) {
        const Id<Appointment> id = appointment.id;
        const int tapped = draw_panel_choices(
            stage, room, {{"cancel_appointment", stage.tr(Text::kCancelAppointment)}});
        if (tapped == 0) {
            ask_and_close(stage, engine::SettleAppointment{id, AppointmentState::kCancelled},
                          engine::SettleAppointment{id, AppointmentState::kPlanned},
                          Text::kToastCancelled);
            return room.y;
        }
    }
    draw_with_whom(stage, room, appointment);
    draw_kinds_row(stage, room, appointment);
    draw_days(stage, room, appointment);
    draw_time(stage, room, appointment);
    draw_panel_field(stage, room, "title", Text::kTitleLabel);
    draw_panel_field(stage, room, "where", Text::kWhereLabel);
    return room.y;
}

std::optional<PanelAsk> ask_of_appointment(const PanelState& panel) {
    engine::PlanAppointment plan = panel.appointment;
    plan.appointment.title = panel_text(panel, "title");
    plan.appointment.where = panel_text(panel, "where");
    std::optional<engine::Command> undo;
    if (plan.opened) undo = engine::PlanAppointment{*plan.opened, plan.appointment};
    return PanelAsk{plan, Text::kToastPlanned, undo};
}

}  // namespace oppad::ui
