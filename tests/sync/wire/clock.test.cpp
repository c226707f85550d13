// The hybrid clock where wall clocks lie.
#include "sync/wire/clock.h"

#include <catch2/catch_test_macros.hpp>

using namespace oppad;
using namespace oppad::sync;

TEST_CASE("stamps grow while the wall clock stands still or goes back", "[sync][wire][hazard-16]") {
    HybridClock clock{1, 0};
    const Stamp first = clock.tick(Instant{1'000'000});
    const Stamp second = clock.tick(Instant{1'000'000});
    const Stamp third = clock.tick(Instant{5});
    CHECK(first < second);
    CHECK(second < third);
    CHECK(first.wall_ms() == 1'000'000);
}

TEST_CASE("an edit made after seeing another's is later, in 1970 too", "[sync][wire][hazard-16]") {
    HybridClock clock{1, 0};
    const Stamp seen{stamp_time(Instant{1'795'388'700'000}) + 7, 2};
    clock.receive(seen);
    CHECK(seen < clock.tick(Instant{0}));
    CHECK(seen < clock.tick(Instant{-5'000}));
}

TEST_CASE("a full counter carries into the milliseconds", "[sync][wire]") {
    HybridClock clock{1, stamp_time(Instant{10}) + kCounterMax};
    const Stamp next = clock.tick(Instant{10});
    CHECK(next.wall_ms() == 11);
    CHECK((next.time & kCounterMax) == 0);
}

TEST_CASE("a clock goes on where an earlier run ended", "[sync][wire]") {
    HybridClock before{1, 0};
    const Stamp last = before.tick(Instant{2'000});
    HybridClock after{1, before.last()};
    CHECK(last < after.tick(Instant{1'000}));
}

TEST_CASE("a hostile stamp at the end of the range stops no clock", "[sync][wire]") {
    HybridClock clock{1, 0};
    clock.receive(Stamp{0xffffffffffffffff, 2});
    CHECK(clock.tick(Instant{1'000}).wall_ms() == 1'000);
    CHECK(clock.tick(Instant{0x7fffffffffffffff}).time != 0);
}
