// A tablet that was updated: its store is of an earlier schema and holds work that nobody has yet.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "tests/support/earlier_schema.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::new_family;
using test::RealHub;
using test::RealTablet;
using test::sync_all;

TEST_CASE("unsent work of a store of an earlier schema is migrated and lands",
          "[sync][client][hub][hazard-34]") {
    const int version = GENERATE(range(4, 12));
    CAPTURE(version);
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    const Family known = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    const Family sent = new_family(ann, "Claes");
    ann.way.replies_to_drop = 1;
    REQUIRE(ann.sync() != SyncState::kIdle);
    ann.edit(known.id, [](Family& family) { family.phone = "014"; });
    const Family unsent = new_family(ann, "Mertens");
    test::return_to_schema(ann.fixture, version);
    ann.reboot();
    CHECK(ann.fixture.number("PRAGMA user_version") > version);
    CHECK(ann.queued() == 3);
    sync_all({&ann, &bea});
    CHECK(ann.queued() == 0);
    CHECK(bea.load(known.id).phone == "014");
    for (const Family& family : {known, sent, unsent})
        CHECK(ann.state(key_of(family)) == bea.state(key_of(family)));
}
