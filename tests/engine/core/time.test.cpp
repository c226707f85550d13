// Calendar days and instants, at the edges where clocks and calendars surprise.
#include "engine/core/time.h"

#include <catch2/catch_test_macros.hpp>

using oppad::Day;
using oppad::Instant;
using std::chrono::minutes;

TEST_CASE("a day survives its ISO text", "[core]") {
    for (const char* text : {"2026-11-23", "2024-02-29", "1999-12-31", "2000-01-01"}) {
        const auto day = oppad::parse_iso_day(text);
        REQUIRE(day.has_value());
        CHECK(oppad::to_iso(*day) == text);
    }
}

TEST_CASE("a text that is no existing date is no day", "[core]") {
    for (const char* text :
         {"", "2026-02-29", "2026-13-01", "26-01-01", "2026/01/01", "2026-1-01", "-026-01-01"}) {
        INFO(text);
        CHECK_FALSE(oppad::parse_iso_day(text).has_value());
    }
}

TEST_CASE("just after local midnight in Brussels it is still yesterday in UTC", "[core]") {
    const Instant instant{1795388700000};  // 2026-11-22T23:05:00Z
    CHECK(oppad::to_iso(oppad::day_of(instant, minutes{60})) == "2026-11-23");
    CHECK(oppad::to_iso(oppad::day_of(instant, minutes{0})) == "2026-11-22");
}

TEST_CASE("the start of a day lies in that day and nothing before it does", "[core]") {
    const Day day = *oppad::parse_iso_day("2026-11-23");
    const Instant start = oppad::start_of(day, minutes{60});
    CHECK(oppad::day_of(start, minutes{60}) == day);
    CHECK(oppad::day_of(Instant{start.ms - 1}, minutes{60}) == oppad::add_days(day, -1));
}

TEST_CASE("weeks begin on Monday", "[core]") {
    CHECK(oppad::parse_iso_day("2026-11-23")->iso_weekday() == 1);
    CHECK(oppad::parse_iso_day("2026-11-22")->iso_weekday() == 7);
}
