// A way that lets little through before a request's time is over: less is tried the next time,
// until all is there.
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::RealHub;
using test::RealTablet;

namespace {

constexpr int kFamilies = 300;
constexpr std::size_t kLittleBytes = 4'000;
constexpr int kTriesMax = 10;

void write_families(RealTablet& tablet) {
    for (int at = 0; at < kFamilies; ++at)
        test::new_family(tablet, ("Gezin " + std::to_string(at * 7919)).c_str());
}

// How many runs it took to be level.
int tries(RealTablet& tablet) {
    for (int at = 1; at <= kTriesMax; ++at) {
        const SyncState state = tablet.sync();
        if (state == SyncState::kIdle) return at;
        REQUIRE(state == SyncState::kTooSlow);
    }
    FAIL("never level");
    return 0;
}

}  // namespace

TEST_CASE("over a way too slow for a usual page and batch everything arrives in smaller ones",
          "[sync][client][hub][hazard-46]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    write_families(ann);
    ann.way.bytes_max = kLittleBytes;
    CHECK(tries(ann) > 1);
    CHECK(ann.queued() == 0);
    bea.way.bytes_max = kLittleBytes;
    CHECK(tries(bea) > 1);
    const char* count = "SELECT COUNT(*) FROM families";
    CHECK(bea.fixture.number(count) == ann.fixture.number(count));
    // Once it is quick again nothing is kept small: one exchange brings what two thirds would not.
    ann.way.bytes_max = 0;
    bea.way.bytes_max = 0;
    write_families(ann);
    REQUIRE(ann.sync() == SyncState::kIdle);
    const int sent_before = bea.way.sent;
    REQUIRE(bea.sync() == SyncState::kIdle);
    CHECK(bea.way.sent - sent_before <= 2);
}
