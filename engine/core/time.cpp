#include "engine/core/time.h"

#include <charconv>
#include <cstdio>

namespace oppad {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

// Returns nothing unless every character of `text` is a digit.
std::optional<int> whole_number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-')
        return std::nullopt;
    return value;
}

}  // namespace

unsigned Day::iso_weekday() const { return std::chrono::weekday{sys_days{date}}.iso_encoding(); }

Day add_days(Day day, int count) { return {sys_days{day.date} + days{count}}; }

int days_between(Day earlier, Day later) {
    return static_cast<int>((sys_days{later.date} - sys_days{earlier.date}).count());
}

std::string to_iso(Day day) {
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.date.year()),
                  static_cast<unsigned>(day.date.month()), static_cast<unsigned>(day.date.day()));
    return text;
}

std::optional<Day> parse_iso_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const std::optional<int> year = whole_number(text.substr(0, 4));
    const std::optional<int> month = whole_number(text.substr(5, 2));
    const std::optional<int> day = whole_number(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return Day{date};
}

Day day_of(Instant instant, std::chrono::minutes utc_offset) {
    const auto local = std::chrono::milliseconds{instant.ms} + utc_offset;
    return {sys_days{std::chrono::floor<days>(local)}};
}

Instant start_of(Day day, std::chrono::minutes utc_offset) {
    const auto local = std::chrono::duration_cast<std::chrono::milliseconds>(
        sys_days{day.date}.time_since_epoch());
    return {(local - utc_offset).count()};
}

}  // namespace oppad
