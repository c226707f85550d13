// A tablet that was updated: its store is of an earlier schema and holds work that nobody has yet.
#include <catch2/catch_test_macros.hpp>

#include "engine/storage/sqlite/connection.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::new_family;
using test::RealHub;
using test::RealTablet;
using test::sync_all;

namespace {

// What schema 5 to 11 brought goes: the store is as a tablet of schema 4 left it.
void go_back_to_schema_4(RealTablet& tablet) {
    for (const char* statement :
         {"DROP TABLE sealed_drafts", "ALTER TABLE sent_batch DROP COLUMN author",
          "DROP TABLE sealed_work", "DROP TABLE former_values", "DROP INDEX families_removed",
          "DROP TABLE sync_runs", "DROP TABLE replaced_values", "DROP TABLE refused_texts",
          "ALTER TABLE refusals DROP COLUMN set_aside_at_ms", "DROP TABLE conflict_versions",
          "ALTER TABLE staff DROP COLUMN devices", "DROP TABLE unconfirmed_records",
          "PRAGMA user_version = 4"}) {
        CAPTURE(statement);
        REQUIRE(tablet.fixture.connection().execute(statement));
    }
}

}  // namespace

TEST_CASE("unsent work of a store of an earlier schema is migrated and lands",
          "[sync][client][hub][hazard-34]") {
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
    go_back_to_schema_4(ann);
    ann.reboot();
    CHECK(ann.fixture.number("PRAGMA user_version") > 4);
    CHECK(ann.queued() == 3);
    sync_all({&ann, &bea});
    CHECK(ann.queued() == 0);
    CHECK(bea.load(known.id).phone == "014");
    for (const Family& family : {known, sent, unsent})
        CHECK(ann.state(key_of(family)) == bea.state(key_of(family)));
}
