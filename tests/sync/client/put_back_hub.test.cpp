// A hub that was put back to an earlier state: the tablets bring back what it lacks.
#include <catch2/catch_test_macros.hpp>

#include "sync/capture/refusals.h"
#include "sync/capture/sync_state.h"
#include "sync/merge/merge.h"
#include "sync/wire/staff_devices.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::new_family;
using test::RealHub;
using test::RealTablet;
using test::require_success;
using test::sync_all;

namespace {

struct PutBack {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    Family before = new_family(ann, "Peeters");
    Family removed = new_family(ann, "Claes");
    std::string backup;
    Family after;
    Family hers;

    PutBack() {
        sync_all({&ann, &bea});
        backup = hub.inner.back_up();
        ann.edit(before.id, [](Family& family) { family.note = "na de back-up"; });
        ann.remove(key_of(removed));
        after = new_family(ann, "Mertens");
        hers = new_family(bea, "Haddad");
        sync_all({&ann, &bea});
    }
    void check_all_is_back() {
        RealTablet cor{hub, "Cor", 3};
        REQUIRE(cor.sync() == SyncState::kIdle);
        for (RealTablet* tablet : {&ann, &bea, &cor}) {
            CHECK(tablet->load(before.id).note == "na de back-up");
            CHECK(tablet->load(after.id).name == "Mertens");
            CHECK(tablet->load(hers.id).name == "Haddad");
            CHECK_FALSE(tablet->find(removed.id).has_value());
            CHECK(tablet->queued() == 0);
            CHECK(tablet->client->status().refused == 0);
            CHECK(tablet->client->status().open_conflicts == 0);
            CHECK(tablet->fixture.number("SELECT COUNT(*) FROM families") == 4);
            for (const Family& family : {before, removed, after, hers})
                CHECK(tablet->state(key_of(family)) == ann.state(key_of(family)));
        }
    }
};

}  // namespace

TEST_CASE("tablets push again what a restored hub lacks, and nothing is deleted or twice",
          "[sync][client][hub][hazard-26]") {
    PutBack world;
    world.hub.inner.restore(world.backup);
    SECTION("when nobody wrote meanwhile") {}
    SECTION("when a change of after the backup changed again, still unsent") {
        world.bea.edit(world.after.id, [](Family& family) { family.phone = "012"; });
    }
    SECTION("when answers get lost on the way") {
        world.ann.way.replies_to_drop = 2;
        CHECK(world.ann.sync() != SyncState::kIdle);
        CHECK(world.ann.sync() != SyncState::kIdle);
    }
    SECTION("when the tablet is switched off in the middle of it") {
        world.ann.session_tuning.pull_records_max = 1;
        world.ann.session_tuning.exchanges_max = 2;
        world.ann.reboot();
        CHECK(world.ann.sync() != SyncState::kIdle);
        world.ann.session_tuning = {};
        world.ann.reboot();
    }
    sync_all({&world.ann, &world.bea});
    world.check_all_is_back();
}

TEST_CASE("a hub whose older file was copied back is noticed by a tablet that is further",
          "[sync][client][hub][hazard-26]") {
    PutBack world;
    world.hub.inner.copy_back(world.backup);
    SECTION("by one that only asks") {}
    SECTION("by one that pushes") {
        world.ann.edit(world.after.id, [](Family& family) { family.phone = "013"; });
    }
    sync_all({&world.ann, &world.bea});
    world.check_all_is_back();
    CHECK(world.ann.load(world.after.id).phone == world.bea.load(world.after.id).phone);
}

TEST_CASE("a hub that was copied back unseen and written on since is brought level by comparing",
          "[sync][client][hub][hazard-26][hazard-40]") {
    PutBack world;
    world.hub.inner.copy_back(world.backup);
    RealTablet dirk{world.hub, "Dirk", 4};
    for (int count = 0; count < 12; ++count) new_family(dirk, "Nieuw");
    REQUIRE(dirk.sync() == SyncState::kIdle);  // Its last seq lies beyond every cursor now.
    for (int quarter = 0; quarter < 40; ++quarter) {
        dirk.fixture.clock.advance(std::chrono::minutes{16});
        world.bea.fixture.clock.advance(std::chrono::minutes{16});
        world.ann.wait(world.hub, std::chrono::minutes{16});
        sync_all({&world.ann, &world.bea, &dirk});
    }
    CHECK(dirk.load(world.before.id).note == "na de back-up");
    CHECK(dirk.load(world.after.id).name == "Mertens");
    CHECK(dirk.load(world.hers.id).name == "Haddad");
    CHECK(world.ann.fixture.number("SELECT COUNT(*) FROM families") == 16);
    CHECK(world.bea.fixture.number("SELECT COUNT(*) FROM families") == 16);
}

TEST_CASE("what a hub said of a colleague before it was put back gives way to what it says now",
          "[sync][client][hub][hazard-26][hazard-40]") {
    PutBack world;
    hub::Administration& admin = *world.hub.inner.administration;
    const hub::User user = world.hub.inner.user("Bea");
    require_success(admin.change_role(user, Role::kCoordinator));
    sync_all({&world.ann, &world.bea});
    const RecordKey key{RecordType::kStaff, user.id};
    const FieldNumber role = 2;
    const auto shown = [&] { return shown_value(*find_field_state(world.ann.state(key), role)); };
    REQUIRE(shown() == Value{std::string{word_of(Role::kCoordinator)}});
    const std::size_t numbers =
        find_field_state(world.ann.state(key), kStaffDevicesField)->elements.size();

    world.hub.inner.restore(world.backup);
    for (int quarter = 0; quarter < 40; ++quarter) {
        world.bea.fixture.clock.advance(std::chrono::minutes{16});
        world.ann.wait(world.hub, std::chrono::minutes{16});
        sync_all({&world.ann, &world.bea});
    }
    CHECK(shown() == Value{std::string{word_of(Role::kOutreacher)}});
    CHECK(world.bea.state(key) == world.ann.state(key));
    CHECK(find_field_state(world.ann.state(key), kStaffDevicesField)->elements.size() == numbers);
}

TEST_CASE("of texts of two people a restored hub gets all that stands, and no settled one again",
          "[sync][client][hub][hazard-13][hazard-26]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    const Family open = new_family(ann, "Peeters");
    const Family apart = new_family(ann, "Claes");
    const auto write = [](RealTablet& tablet, const Family& one, const char* note) {
        tablet.edit(one.id, [note](Family& family) { family.note = note; });
    };
    write(ann, open, "Bel aan.");
    write(ann, apart, "Bel aan. Tweede deur.");
    sync_all({&ann, &bea});
    write(ann, open, "Bel twee keer.");
    write(ann, apart, "Bel twee keer aan. Tweede deur.");
    write(bea, open, "Klop.");
    write(bea, apart, "Bel aan. Derde deur.");
    REQUIRE(ann.sync() == SyncState::kIdle);
    const std::string backup = hub.inner.back_up();
    sync_all({&bea, &ann});
    const RecordState open_state = ann.state(key_of(open));
    const RecordState apart_state = ann.state(key_of(apart));
    REQUIRE(open_conflicts(open_state) == 1);
    REQUIRE(ann.load(apart.id).note == "Bel twee keer aan. Derde deur.");
    hub.inner.restore(backup);
    sync_all({&ann, &bea});
    RealTablet cor{hub, "Cor", 3};
    REQUIRE(cor.sync() == SyncState::kIdle);
    for (RealTablet* tablet : {&ann, &bea, &cor}) {
        CHECK(tablet->state(key_of(open)) == open_state);
        CHECK(tablet->state(key_of(apart)) == apart_state);
        CHECK(tablet->queued() == 0);
        CHECK(tablet->client->status().open_conflicts == 1);
    }
}

TEST_CASE("what was erased after the backup is erased again", "[sync][client][hub][hazard-26]") {
    PutBack world;
    test::TestTablet eraser = world.hub.inner.enrol("Wim Wisser");
    eraser.exchange_all();
    world.hub.inner.clock.advance(std::chrono::seconds{1});
    eraser.erase(key_of(world.before));
    eraser.exchange_all();
    sync_all({&world.ann, &world.bea});
    CHECK_FALSE(world.ann.find(world.before.id).has_value());
    world.hub.inner.restore(world.backup);
    sync_all({&world.ann, &world.bea});
    RealTablet cor{world.hub, "Cor", 3};
    REQUIRE(cor.sync() == SyncState::kIdle);
    CHECK(cor.fixture.number("SELECT COUNT(*) FROM families WHERE name = 'Peeters'") == 0);
    CHECK(world.ann.fixture.number("SELECT COUNT(*) FROM families WHERE name = 'Peeters'") == 0);
    CHECK(cor.load(world.after.id).name == "Mertens");
}

// The backup has neither the move nor the edit, and says that the scope it lies in now is lost.
TEST_CASE("what a restored hub lacks of a scope that was lost meanwhile stays with its author",
          "[sync][client][hub][hazard-23][hazard-26]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    hub::Administration& admin = *hub.inner.administration;
    const auto north = admin.add_scope("Noord");
    REQUIRE(north);
    REQUIRE(admin.grant(hub.inner.user("Ann"), *north, hub::Right::kWrite));
    const Family moved = new_family(ann, "Peeters");
    sync_all({&ann, &bea});
    const std::string backup = hub.inner.back_up();
    ann.edit(moved.id, [&](Family& family) {
        family.scope = north->id;
        family.note = "na de back-up";
    });
    Family made;
    made.id = {ann.entropy.id()};
    made.scope = north->id;
    made.name = "Mertens";
    made.note = "nieuw in het noorden";
    ann.save(made);
    REQUIRE(ann.sync() == SyncState::kIdle);
    REQUIRE(ann.queued() == 0);
    hub.inner.restore(backup);
    hub.inner.clock.advance(std::chrono::minutes{1});
    REQUIRE(hub.inner.administration->end_grant(hub.inner.user("Ann"), *north));
    hub.inner.clock.advance(std::chrono::minutes{1});
    sync_all({&ann, &bea});
    // Where the hub knows it, it is level again, with her words.
    for (RealTablet* tablet : {&ann, &bea}) {
        REQUIRE(tablet->find(moved.id).has_value());
        CHECK(tablet->load(moved.id).note == "na de back-up");
        CHECK(tablet->state(key_of(moved)) == ann.state(key_of(moved)));
    }
    // What the hub never heard of waits for her, out of sight.
    CHECK_FALSE(ann.find(made.id).has_value());
    CHECK(ann.client->status().refused == 1);
    const auto refused = find_refused(ann.fixture.connection(), key_of(made));
    REQUIRE(refused);
    REQUIRE(refused->has_value());
    CHECK(shown_value(*find_field_state(**refused, 13)) ==
          Value{std::string{"nieuw in het noorden"}});
}
