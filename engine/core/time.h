// Two kinds of time: an Instant (a moment, UTC) and a Day (a date on the wall calendar, no zone).
// Neither reads a clock: see ports/clock.h.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace oppad {

// Unit: milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t ms = 0;

    auto operator<=>(const Instant&) const = default;
};

inline Instant operator+(Instant instant, std::chrono::milliseconds span) {
    return {instant.ms + span.count()};
}
inline std::chrono::milliseconds operator-(Instant later, Instant earlier) {
    return std::chrono::milliseconds{later.ms - earlier.ms};
}

// A calendar date; stored and sent as ISO text, shown as dd/mm/yyyy by ui/.
struct Day {
    std::chrono::year_month_day date{std::chrono::year{1970}, std::chrono::January,
                                     std::chrono::day{1}};

    bool operator==(const Day&) const = default;
    bool operator<(const Day& other) const { return date < other.date; }
    bool operator<=(const Day& other) const { return date <= other.date; }
    // 1 = Monday … 7 = Sunday.
    [[nodiscard]] unsigned iso_weekday() const;
};

Day add_days(Day day, int days);
// Positive when `later` is after `earlier`.
int days_between(Day earlier, Day later);
// "2026-11-23".
std::string to_iso(Day day);
// Returns nothing for a text that isn't an existing date as yyyy-mm-dd.
std::optional<Day> parse_iso_day(std::string_view text);
// The day on the wall at `instant`, given the zone's offset from UTC at that instant.
Day day_of(Instant instant, std::chrono::minutes utc_offset);
// Midnight at the start of `day` in a zone with that offset.
Instant start_of(Day day, std::chrono::minutes utc_offset);

}  // namespace oppad
