#include "ui/screens/panels/time_choice.h"

#include <fmt/format.h>

#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/screens/panels/panel_parts.h"

namespace oppad::ui {

namespace {

constexpr int kFirstHour = 7;
constexpr int kLastHour = 21;
constexpr int kHoursOfDay = 24;
constexpr int kQuarter = 15;
constexpr int kMinutesOfHour = 60;

// The hours of a working day, and those around an early or a late one: from there to the next.
std::vector<int> hours_around(int hour) {
    std::vector<int> hours;
    const int first = std::max(0, std::min(kFirstHour, hour - 1));
    const int last = std::min(kHoursOfDay - 1, std::max(kLastHour, hour + 1));
    for (int each = first; each <= last; ++each) hours.push_back(each);
    return hours;
}

}  // namespace

bool draw_time_choice(Stage& stage, Rect& room, const std::string& prefix, Instant& at) {
    const auto time = std::chrono::floor<std::chrono::minutes>(time_of_day(at, stage.utc_offset()));
    const int hour = static_cast<int>(time.count()) / kMinutesOfHour;
    const int minute = static_cast<int>(time.count()) % kMinutesOfHour;
    const auto move_to = [&](int hours, int minutes) {
        const auto chosen = std::chrono::hours(hours) + std::chrono::minutes(minutes);
        at = moment_of(day_of(at, stage.utc_offset()), chosen, stage.utc_offset());
        return true;
    };
    std::vector<widgets::Choice> choices;
    const std::vector<int> hours = hours_around(hour);
    for (const int each : hours) {
        choices.push_back({widgets::nth(prefix + "_hour", static_cast<std::size_t>(each)),
                           fmt::format("{:02}", each), chosen_if(each == hour)});
    }
    const auto of_hours = widgets::chips(stage.canvas, room, choices);
    room.cut_top(of_hours.bottom - room.y + stage.canvas.px(10));
    choices.clear();
    for (int each = 0; each < kMinutesOfHour; each += kQuarter) {
        choices.push_back({widgets::nth(prefix + "_minute", static_cast<std::size_t>(each)),
                           fmt::format(":{:02}", each), chosen_if(each == minute)});
    }
    const int quarter = draw_panel_choices(stage, room, choices);
    if (of_hours.tapped >= 0)
        return move_to(hours[static_cast<std::size_t>(of_hours.tapped)], minute);
    if (quarter >= 0) return move_to(hour, quarter * kQuarter);
    return false;
}

}  // namespace oppad::ui
