// A family that moves to another scope, with what hangs on it, on real tablets and the real hub.
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::new_family;
using test::RealHub;
using test::RealTablet;
using test::sync_all;

namespace {

// Ann sees the north and the south, Bea the north, Cor the south; the family lies in the north.
struct TwoQuarters {
    RealHub hub;
    hub::Scope north = test::required(hub.inner.administration->add_scope("Noord"));
    hub::Scope south = test::required(hub.inner.administration->add_scope("Zuid"));
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    RealTablet cor{hub, "Cor", 3};
    Family family;
    Person child = of_family<Person>(ann);
    Contact visit = of_family<Contact>(ann);
    FollowUp promise = of_family<FollowUp>(ann);
    Family neighbours;
    Contact of_neighbours;

    TwoQuarters() {
        grant("Ann", north);
        grant("Ann", south);
        grant("Bea", north);
        grant("Cor", south);
        family.id = {ann.entropy.id()};
        family.name = "Peeters";
        family.scope = north.id;
        neighbours.id = {ann.entropy.id()};
        neighbours.name = "Claes";
        neighbours.scope = north.id;
        ann.save(family);
        ann.save(neighbours);
        child.given_name = "Mira";
        save_beside(ann, child);
        visit.note = "ze zochten een jas";
        save_beside(ann, visit);
        save_beside(ann, promise);
        of_neighbours.id = {ann.entropy.id()};
        of_neighbours.family_id = neighbours.id;
        of_neighbours.scope = north.id;
        ann.save(of_neighbours);
        sync_all({&ann, &bea, &cor});
        REQUIRE(bea.load(visit.id).note == "ze zochten een jas");
        REQUIRE(families(cor) == 0);
    }
    void grant(const std::string& name, const hub::Scope& scope) {
        test::require_success(
            hub.inner.administration->grant(hub.inner.user(name), scope, hub::Right::kWrite));
    }
    template <class Record>
    static Record of_family(RealTablet& tablet) {
        Record record;
        record.id = {tablet.entropy.id()};
        return record;
    }
    template <class Record>
    void save_beside(RealTablet& tablet, Record& record) {
        record.family_id = family.id;
        record.scope = north.id;
        tablet.save(record);
    }
    void move_family() {
        ann.edit(family.id, [this](Family& record) { record.scope = south.id; });
    }
    static std::int64_t families(RealTablet& tablet) {
        return tablet.fixture.number("SELECT count(*) FROM families");
    }
    // Rows of it, removed ones too.
    static std::int64_t rows(RealTablet& tablet) {
        return tablet.fixture.number(
            "SELECT (SELECT count(*) FROM families WHERE name = 'Peeters') + "
            "(SELECT count(*) FROM persons) + (SELECT count(*) FROM contacts WHERE note <> '') + "
            "(SELECT count(*) FROM follow_ups)");
    }
    void check_moved() {
        CHECK(rows(bea) == 0);
        CHECK(bea.load(neighbours.id).name == "Claes");
        CHECK(bea.load(of_neighbours.id).family_id == neighbours.id);
        CHECK(families(cor) == 1);
        for (RealTablet* tablet : {&ann, &cor}) {
            CHECK(tablet->load(family.id).scope == south.id);
            CHECK(tablet->load(child.id).scope == south.id);
            CHECK(tablet->load(visit.id).scope == south.id);
            CHECK(tablet->load(promise.id).scope == south.id);
            CHECK(tablet->load(visit.id).note == "ze zochten een jas");
            CHECK(tablet->state({RecordType::kContact, visit.id.raw}) ==
                  ann.state({RecordType::kContact, visit.id.raw}));
        }
        for (RealTablet* tablet : {&ann, &bea, &cor}) {
            CHECK(tablet->queued() == 0);
            CHECK(tablet->client->status().refused == 0);
        }
    }
};

}  // namespace

TEST_CASE("a family that moves takes along all that hangs on it",
          "[sync][client][hub][hazard-24]") {
    TwoQuarters world;
    world.move_family();
    SECTION("in one go") { sync_all({&world.ann, &world.bea, &world.cor}); }
    SECTION("page by page, and who sees both scopes never misses it") {
        world.ann.session_tuning.pull_records_max = 1;
        world.ann.session_tuning.exchanges_max = 1;
        world.ann.reboot();
        for (int exchange = 0; exchange < 12; ++exchange) {
            world.ann.sync();
            CHECK(TwoQuarters::rows(world.ann) == 4);
            CHECK(world.ann.find(world.family.id).has_value());
        }
        sync_all({&world.bea, &world.cor});
    }
    world.check_moved();
}

TEST_CASE("what was removed before its family moved stays removed",
          "[sync][client][hub][hazard-24]") {
    TwoQuarters world;
    world.ann.remove({RecordType::kFollowUp, world.promise.id.raw});
    sync_all({&world.ann, &world.bea});
    world.move_family();
    sync_all({&world.ann, &world.bea, &world.cor});
    CHECK(TwoQuarters::rows(world.bea) == 0);
    for (RealTablet* tablet : {&world.ann, &world.cor})
        CHECK_FALSE(tablet->find(world.promise.id).has_value());
}

TEST_CASE("what is restored while it moves is back wherever it went",
          "[sync][client][hub][hazard-24][hazard-18]") {
    TwoQuarters world;
    world.grant("Cor", world.north);
    const RecordKey visit{RecordType::kContact, world.visit.id.raw};
    world.ann.remove(visit);
    sync_all({&world.ann, &world.cor});
    REQUIRE(world.cor.state(visit).deletions.size() == 1);
    world.cor.restore(visit);
    SECTION("with its family") { world.move_family(); }
    SECTION("with its family, which had been told") {
        world.cor.sync();
        world.ann.restore(visit);
        world.move_family();
    }
    SECTION("alone, by who had removed it") {
        world.ann.restore(visit);
        Contact alone = world.ann.load(world.visit.id);
        alone.scope = world.south.id;
        world.ann.save(alone);
        world.ann.remove(visit);
    }
    sync_all({&world.ann, &world.cor});
    for (RealTablet* tablet : {&world.ann, &world.cor}) {
        REQUIRE(tablet->find(world.visit.id).has_value());
        CHECK(tablet->load(world.visit.id).scope == world.south.id);
        CHECK(tablet->client->status().open_conflicts == 0);
    }
    world.ann.remove(visit);
    sync_all({&world.ann, &world.cor});
    for (RealTablet* tablet : {&world.ann, &world.cor})
        CHECK_FALSE(tablet->find(world.visit.id).has_value());
}

TEST_CASE("a visit that was written where its family no longer lies goes where it lies",
          "[sync][client][hub][hazard-24]") {
    TwoQuarters world;
    Contact late = TwoQuarters::of_family<Contact>(world.bea);
    late.note = "niet thuis";
    world.save_beside(world.bea, late);
    world.move_family();
    SECTION("by who then loses sight of both") {}
    SECTION("by a second one who sees both") {
        Contact second = TwoQuarters::of_family<Contact>(world.ann);
        second.note = "wel thuis";
        world.save_beside(world.ann, second);
        sync_all({&world.ann, &world.cor});
        CHECK(world.cor.load(second.id).note == "wel thuis");
        CHECK(world.ann.load(second.id).scope == world.south.id);
    }
    sync_all({&world.ann, &world.bea, &world.cor});
    CHECK(world.cor.load(late.id).note == "niet thuis");
    CHECK(world.cor.load(late.id).family_id == world.family.id);
    world.check_moved();
}

TEST_CASE(
    "a family that its author moved into a scope that was taken meanwhile stays whole where it "
    "lies",
    "[sync][client][hub][hazard-23]") {
    TwoQuarters world;
    world.move_family();
    test::require_success(
        world.hub.inner.administration->end_grant(world.hub.inner.user("Ann"), world.south));
    sync_all({&world.ann, &world.bea});
    CHECK(world.ann.client->status().refused == 1);
    CHECK(world.ann.load(world.family.id).name == "Peeters");
    world.bea.edit(world.family.id, [](Family& family) { family.phone = "014"; });
    sync_all({&world.bea, &world.ann});
    const Family told = world.ann.load(world.family.id);
    CHECK(told.name == "Peeters");
    CHECK(told.phone == "014");
    CHECK(told.scope == world.north.id);
}
