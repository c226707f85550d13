// Deletions that the hub lets go, and a tablet that was away for longer than they are kept.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "sync/server/admin/upkeep.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::new_family;
using test::RealHub;
using test::RealTablet;
using test::sync_all;

namespace {

struct LongAway {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    Family removed = new_family(ann, "Peeters");
    Family kept = new_family(ann, "Claes");
    Family edited = new_family(ann, "Mertens");

    LongAway() { sync_all({&ann, &bea}); }
    void pass(std::chrono::hours span) {
        ann.wait(hub, span);
        bea.fixture.clock.advance(span);
    }
    int trim() { return test::required(hub.inner.administration->trim_deletions()); }
};

}  // namespace

TEST_CASE("a deletion goes once every tablet in use knows of it, and no one starts again",
          "[sync][client][hub][hazard-19]") {
    LongAway world;
    world.ann.remove(key_of(world.removed));
    CHECK(world.ann.sync() == SyncState::kIdle);
    world.pass(std::chrono::hours{1});
    CHECK(world.ann.sync() == SyncState::kIdle);
    CHECK(world.trim() == 0);  // The other has not been told.
    for (int hour = 0; hour < 3; ++hour) {
        world.pass(std::chrono::hours{1});
        sync_all({&world.ann, &world.bea});
    }
    CHECK(world.trim() == 1);
    CHECK(world.trim() == 0);
    world.pass(std::chrono::hours{1});
    sync_all({&world.ann, &world.bea});
    // Still there as a hidden row: nobody took a fresh copy.
    CHECK(world.bea.fixture.number("SELECT COUNT(*) FROM families WHERE deleted = 1") == 1);
    RealTablet cor{world.hub, "Cor", 3};
    CHECK(cor.sync() == SyncState::kIdle);
    CHECK(cor.fixture.number("SELECT COUNT(*) FROM families") == 2);
}

TEST_CASE("who sees no families, or has left, keeps no deletion on the hub",
          "[sync][client][hub][hazard-19]") {
    LongAway world;
    test::TestTablet admin = world.hub.inner.enrol("Beheer", Role::kAdministrator);
    RealTablet cor{world.hub, "Cor", 3};
    REQUIRE(cor.sync() == SyncState::kIdle);
    test::require_success(
        world.hub.inner.administration->set_active(world.hub.inner.user("Cor"), false));
    world.ann.remove(key_of(world.removed));
    for (int hour = 0; hour < 3; ++hour) {
        world.pass(std::chrono::hours{1});
        admin.exchange();
        sync_all({&world.ann, &world.bea});
    }
    CHECK(world.trim() == 1);
    // Back again, they begin from the floor and hold nothing that has gone.
    test::require_success(
        world.hub.inner.administration->set_active(world.hub.inner.user("Cor"), true));
    cor.fixture.clock.advance(std::chrono::hours{3});
    CHECK(cor.sync() == SyncState::kIdle);
    CHECK(cor.fixture.number("SELECT COUNT(*) FROM families WHERE deleted = 0") == 2);
}

TEST_CASE("a record whose deletion the hub let go comes back whole where someone restores it",
          "[sync][client][hub][hazard-19]") {
    LongAway world;
    world.ann.remove(key_of(world.removed));
    for (int hour = 0; hour < 3; ++hour) {
        world.pass(std::chrono::hours{1});
        sync_all({&world.ann, &world.bea});
    }
    REQUIRE(world.trim() == 1);
    world.bea.restore(key_of(world.removed));
    CHECK(world.bea.sync() == SyncState::kIdle);
    RealTablet cor{world.hub, "Cor", 3};
    sync_all({&world.ann, &cor});
    for (RealTablet* tablet : {&world.ann, &world.bea, &cor}) {
        CHECK(tablet->load(world.removed.id).name == "Peeters");
        CHECK(tablet->state(key_of(world.removed)) == world.bea.state(key_of(world.removed)));
    }
}

TEST_CASE("a tablet away for longer than deletions are kept resurrects nothing and loses nothing",
          "[sync][client][hub][hazard-19]") {
    LongAway world;
    world.ann.remove(key_of(world.removed));
    world.ann.remove(key_of(world.edited));
    CHECK(world.ann.sync() == SyncState::kIdle);
    world.bea.edit(world.kept.id, [](Family& family) { family.note = "lang onderweg"; });
    world.bea.edit(world.edited.id, [](Family& family) { family.note = "toch nog gezien"; });
    const Family fresh = new_family(world.bea, "Haddad");
    for (int month = 0; month < 14; ++month) {
        world.pass(std::chrono::hours{24 * 30});
        CHECK(world.ann.sync() == SyncState::kIdle);
    }
    CHECK(world.trim() == 2);
    SECTION("in one go") {}
    SECTION("page by page, switched off in between") {
        world.bea.session_tuning.pull_records_max = 1;
        world.bea.session_tuning.exchanges_max = 2;
        world.bea.reboot();
        CHECK(world.bea.sync() != SyncState::kIdle);
        CHECK(world.bea.find(world.kept.id).has_value());
        world.bea.session_tuning = {};
        world.bea.reboot();
    }
    CHECK(world.bea.sync() == SyncState::kIdle);
    CHECK_FALSE(world.bea.find(world.removed.id).has_value());
    CHECK(world.bea.fixture.number("SELECT COUNT(*) FROM families WHERE name = 'Peeters'") == 0);
    RealTablet cor{world.hub, "Cor", 3};
    sync_all({&world.ann, &world.bea, &cor});
    for (RealTablet* tablet : {&world.ann, &world.bea, &cor}) {
        CHECK(tablet->load(world.kept.id).note == "lang onderweg");
        CHECK(tablet->load(fresh.id).name == "Haddad");
        // The deletion had not seen this edit: it is back, whole.
        CHECK(tablet->load(world.edited.id).name == "Mertens");
        CHECK(tablet->load(world.edited.id).note == "toch nog gezien");
        CHECK_FALSE(tablet->find(world.removed.id).has_value());
        CHECK(tablet->queued() == 0);
        CHECK(tablet->client->status().refused == 0);
    }
}

namespace {

// A fiftieth of 30 days, 5,000 edits and 50,000 changes; OPPAD_LONG_AWAY=1 makes it the whole.
// What it takes in time and memory: `oppadctl bench sync --long-away`.
int long_away_parts() { return std::getenv("OPPAD_LONG_AWAY") == nullptr ? 1 : 50; }

// Many at once, so that the disk is waited for less often.
void add_families(RealTablet& tablet, int count) {
    constexpr int kAtOnce = 500;
    while (count > 0) {
        tablet.fixture.clock.advance(std::chrono::milliseconds{1});
        storage::UnitOfWork work = tablet.begin();
        for (int left = kAtOnce; left > 0 && count > 0; --left, --count) {
            Family family;
            family.id = {tablet.entropy.id()};
            family.name = "Claes";
            REQUIRE(work.save(family));
        }
        REQUIRE(work.commit());
    }
}

}  // namespace

TEST_CASE("many edits of a tablet that was away meet many more changes, and all of both are there",
          "[sync][client][hub][hazard-41]") {
    const int edits = 100 * long_away_parts();
    const int others = 900 * long_away_parts();
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    std::vector<Family> shared;
    for (int number = 0; number < edits; ++number) shared.push_back(new_family(ann, "Peeters"));
    sync_all({&ann, &bea});
    for (const Family& family : shared) {
        ann.edit(family.id, [](Family& record) { record.phone = "014"; });
        bea.edit(family.id, [](Family& record) { record.street = "Kerkstraat 8"; });
    }
    add_families(bea, others);
    REQUIRE(bea.sync() == SyncState::kIdle);
    ann.wait(hub, std::chrono::hours{24 * 30});
    bea.fixture.clock.advance(std::chrono::hours{24 * 30});
    ann.way.replies.clear();
    sync_all({&ann, &bea});
    // No answer is larger for there being more of them.
    for (const HttpReply& reply : ann.way.replies) CHECK(reply.body.size() < 512 * 1024);
    CHECK(ann.queued() == 0);
    CHECK(ann.client->status().open_conflicts == 0);
    CHECK(ann.fixture.number("SELECT count(*) FROM families") == edits + others);
    CHECK(bea.fixture.number("SELECT count(*) FROM families") == edits + others);
    for (const Family& family : shared) {
        CHECK(ann.load(family.id).street == "Kerkstraat 8");
        CHECK(bea.load(family.id).phone == "014");
        CHECK(ann.state(key_of(family)) == bea.state(key_of(family)));
    }
}
