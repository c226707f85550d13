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
    std::vector<widgets::Choice> of_hour;
    std::vector<widgets::Choice> of_quarter;
    const std::vector<int> hours = hours_around(hour);
    for (const int each : hours) {
        of_hour.push_back({widgets::nth(prefix + "_hour", static_cast<std::size_t>(each)),
                           fmt::format("{:02}", each), chosen_if(each == hour)});
    }
    for (int each = 0; each < kMinutesOfHour; each += kQuarter) {
        of_quarter.push_back({widgets::nth(prefix + "_minute", static_cast<std::size_t>(each)),
                              fmt::format(":{:02}", each), chosen_if(each == minute)});
    }
    Canvas& canvas = stage.canvas;
    // The quarters stand under the first hours, as wide as these.
    constexpr auto kBy = widgets::ChosenBy::kGround;
    const float wide = std::max(widgets::even_chip_width(canvas, of_hour, kBy),
                                widgets::even_chip_width(canvas, of_quarter, kBy));
    const auto hour_chips = widgets::even_chips(canvas, room, wide, of_hour);
    room.cut_top(hour_chips.bottom - room.y + canvas.px(18));
    const auto quarter_chips = widgets::even_chips(canvas, room, wide, of_quarter);
    room.cut_top(quarter_chips.bottom - room.y + canvas.px(16));
    if (hour_chips.tapped >= 0)
        return move_to(hours[static_cast<std::size_t>(hour_chips.tapped)], minute);
    if (quarter_chips.tapped >= 0) return move_to(hour, quarter_chips.tapped * kQuarter);
    return false;
}

}  // namespace oppad::ui
