// What hangs on a family lies where the hub has the family, whatever its author's tablet took for
// the family's place.
#include <catch2/catch_test_macros.hpp>

#include "sync/merge/merge.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

constexpr FieldNumber kFamilyName = 1;
constexpr FieldNumber kFamilyOfVisit = 2;
constexpr FieldNumber kMinutesOfVisit = 6;

// Leen works in the team and the north, Omar in the team, where the family lies.
struct Quarters {
    TestHub hub;
    hub::Scope north = required(hub.administration->add_scope("Noord"));
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    RecordKey family = {RecordType::kFamily, hub.entropy.id()};

    Quarters() {
        write(leen, family, leen.scope, {field(leen, kFamilyName, std::string{"Peeters"})});
        level();
    }
    void grant_leen(hub::Right right = hub::Right::kWrite) {
        require_success(hub.administration->grant(hub.user("Leen Peeters"), north, right));
    }
    void end_leen(const RawId& scope) {
        hub.clock.advance(std::chrono::seconds{1});
        require_success(
            hub.administration->end_grant(hub.user("Leen Peeters"), {.id = scope, .name = ""}));
    }
    void level() {
        leen.exchange_all();
        omar.exchange_all();
        leen.exchange_all();
    }
    sync::Stamp tick(const TestTablet& tablet) {
        hub.clock.advance(std::chrono::seconds{1});
        return {sync::stamp_time(hub.clock.now()), tablet.device};
    }
    sync::FieldState field(const TestTablet& tablet, FieldNumber number, Value value) {
        return {.number = number, .versions = {{tick(tablet), std::move(value)}}};
    }
    void write(TestTablet& tablet, const RecordKey& key, const RawId& scope,
               std::vector<sync::FieldState> fields) {
        sync::RecordState state{.key = key, .scope = scope, .scope_stamp = tick(tablet)};
        state.fields = std::move(fields);
        tablet.waiting.push_back(state);
        tablet.records.insert_or_assign(key, std::move(state));
    }
    RecordKey visit(TestTablet& tablet, const RawId& scope) {
        const RecordKey key{RecordType::kContact, hub.entropy.id()};
        write(tablet, key, scope, {field(tablet, kFamilyOfVisit, family.id)});
        return key;
    }
    void move(TestTablet& tablet, const RecordKey& key, const RawId& scope) {
        hub.clock.advance(std::chrono::seconds{1});
        tablet.move(key, scope);
    }
    void write_again(TestTablet& tablet, const RecordKey& key) {
        sync::RecordState state = tablet.records.at(key);
        state.fields.push_back(field(tablet, kMinutesOfVisit, std::int64_t{20}));
        tablet.waiting.push_back(std::move(state));
    }
    RawId place_of(const RecordKey& key) {
        auto transaction = required(
            hub.store->begin(hub.administration->organisation().id, hub::TransactionKind::kRead));
        const auto stored = required(transaction->find_record(key));
        REQUIRE(stored);
        return stored->scope;
    }
};

}  // namespace

TEST_CASE("a visit that is new to the hub lies where its family lies there",
          "[hub][scope][hazard-24]") {
    Quarters world;
    SECTION("when the family's move was refused before the scope was granted") {
        world.move(world.leen, world.family, world.north.id);
        CHECK(world.leen.exchange().refusals.size() == 1);
        world.grant_leen();
    }
    SECTION("when the family was moved there and back before the hub heard of it") {
        world.grant_leen();
    }
    const RecordKey visit = world.visit(world.leen, world.north.id);
    CHECK(world.leen.exchange().refusals.empty());
    CHECK(world.place_of(visit) == world.leen.scope);
    world.level();
    CHECK(world.omar.records.contains(visit));
    CHECK(world.leen.records.at(visit) == world.omar.records.at(visit));
}

TEST_CASE("a visit stays where its author put it, where the family is out of their reach",
          "[hub][scope]") {
    Quarters world;
    world.grant_leen();
    world.end_leen(world.leen.scope);
    const RecordKey visit = world.visit(world.leen, world.north.id);
    CHECK(world.leen.exchange().refusals.empty());
    CHECK(world.place_of(visit) == world.north.id);
}

TEST_CASE("nobody moves a record to where they have no right by naming a family that left",
          "[hub][scope]") {
    Quarters world;
    world.grant_leen();
    const RecordKey visit{RecordType::kContact, world.hub.entropy.id()};
    world.write(world.omar, visit, world.omar.scope, {});
    world.omar.exchange_all();
    world.move(world.leen, world.family, world.north.id);
    world.level();
    sync::RecordState named = world.omar.records.at(visit);
    named.fields = {world.field(world.omar, kFamilyOfVisit, world.family.id)};
    world.omar.waiting.push_back(std::move(named));
    CHECK(world.omar.exchange().refusals.empty());
    CHECK(world.place_of(visit) == world.omar.scope);
}

TEST_CASE("a visit that somebody put elsewhere stays there through further edits", "[hub][scope]") {
    Quarters world;
    world.grant_leen();
    const RecordKey visit = world.visit(world.leen, world.leen.scope);
    world.leen.exchange_all();
    world.move(world.leen, visit, world.north.id);
    world.leen.exchange_all();
    CHECK(world.place_of(visit) == world.north.id);
    world.write_again(world.leen, visit);
    CHECK(world.leen.exchange().refusals.empty());
    CHECK(world.place_of(visit) == world.north.id);
}
