#include "engine/core/utc_offset.h"

#include <rapidcheck.h>
#include <catch2/catch_test_macros.hpp>

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

Day day(int year, unsigned month, unsigned day) {
    return Day{{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}}};
}
Instant utc(Day day, std::chrono::minutes time) { return start_of(day, 0min) + time; }

// Brussels in 2026: summer time from 29 March to 25 October, each at 1:00 UTC.
const UtcOffset kBrussels{[](Instant instant) {
    const bool is_summer =
        utc(day(2026, 3, 29), 1h) <= instant && instant < utc(day(2026, 10, 25), 1h);
    return is_summer ? 120min : 60min;
}};

}  // namespace

TEST_CASE("what is planned in summer for a day in winter is at the same time on the clock",
          "[time]") {
    const Instant friday = utc(day(2026, 10, 23), 8h);
    CHECK(time_of_day(friday, kBrussels) == 10h);
    const Instant monday = moment_of(day(2026, 10, 26), 10h, kBrussels);
    CHECK(monday == utc(day(2026, 10, 26), 9h));
    CHECK(time_of_day(monday, kBrussels) == 10h);
    CHECK(day_of(monday, kBrussels) == day(2026, 10, 26));
}

TEST_CASE("the days on which the clock changes begin at their midnight", "[time]") {
    CHECK(start_of(day(2026, 3, 29), kBrussels) == utc(day(2026, 3, 28), 23h));
    CHECK(start_of(day(2026, 3, 30), kBrussels) == utc(day(2026, 3, 29), 22h));
    CHECK(start_of(day(2026, 10, 25), kBrussels) == utc(day(2026, 10, 24), 22h));
    CHECK(start_of(day(2026, 10, 26), kBrussels) == utc(day(2026, 10, 25), 23h));
    CHECK(day_of(utc(day(2026, 7, 1), 22h + 30min), kBrussels) == day(2026, 7, 2));
    CHECK(day_of(utc(day(2026, 12, 1), 22h + 30min), kBrussels) == day(2026, 12, 1));
}

TEST_CASE("what summer time skips is an hour later", "[time]") {
    const Instant at = moment_of(day(2026, 3, 29), 2h + 30min, kBrussels);
    CHECK(time_of_day(at, kBrussels) == 3h + 30min);
}

TEST_CASE("day and time on the clock lead back to where they came from", "[time][law]") {
    const bool held = rc::check("round trip", [] {
        const std::int64_t minute = *rc::gen::inRange<std::int64_t>(0, 365LL * 24 * 60);
        const Instant at = utc(day(2026, 1, 1), std::chrono::minutes{minute});
        // Of the hour that comes twice the second is meant.
        RC_PRE(at < utc(day(2026, 10, 25), 0h) || utc(day(2026, 10, 25), 1h) <= at);
        RC_ASSERT(moment_of(day_of(at, kBrussels), time_of_day(at, kBrussels), kBrussels) == at);
    });
    CHECK(held);
}

}  // namespace oppad::test
