// What hangs on a family lies where the hub has the family, whatever its author's tablet took for
// the family's place.
#include <catch2/catch_test_macros.hpp>

#include "sync/merge/merge.h"
#include "sync/server/admin/upkeep.h"
#include "sync/server/store/sqlite_store.h"
#include "tests/hub/support/test_hub.h"
#include "tests/support/statement_cost.h"

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
    RecordKey visit(TestTablet& tablet, const RawId& scope, const RawId& of) {
        const RecordKey key{RecordType::kContact, hub.entropy.id()};
        write(tablet, key, scope, {field(tablet, kFamilyOfVisit, of)});
        return key;
    }
    RecordKey visit(TestTablet& tablet, const RawId& scope) {
        return visit(tablet, scope, family.id);
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
    std::unique_ptr<hub::StoreTransaction> begin(hub::TransactionKind kind) {
        return required(hub.store->begin(hub.administration->organisation().id, kind));
    }
    storage::Connection& connection() {
        return dynamic_cast<hub::SqliteStore&>(*hub.store).connection();
    }
    // As if an older hub had stored the record.
    void forget_family(const RecordKey& key) {
        auto transaction = begin(hub::TransactionKind::kWrite);
        require_success(transaction->note_family(key, RawId{}));
        require_success(transaction->commit());
    }
    RawId place_of(const RecordKey& key) {
        const auto stored = required(begin(hub::TransactionKind::kRead)->find_record(key));
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

TEST_CASE("a visit that is put beside another family lies where the hub has that one",
          "[hub][scope]") {
    Quarters world;
    world.grant_leen();
    const RecordKey visit = world.visit(world.leen, world.north.id, world.hub.entropy.id());
    world.leen.exchange_all();
    CHECK(world.place_of(visit) == world.north.id);
    world.write(world.leen, visit, world.north.id,
                {world.field(world.leen, kFamilyOfVisit, world.family.id)});
    world.leen.exchange_all();
    CHECK(world.place_of(visit) == world.leen.scope);
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

TEST_CASE("what an older hub stored goes along with its family, and is noted", "[hub][scope]") {
    Quarters world;
    world.grant_leen();
    const RecordKey visit = world.visit(world.leen, world.leen.scope);
    const RecordKey of_others = world.visit(world.leen, world.leen.scope, world.hub.entropy.id());
    const RecordKey place = world.leen.write_place("De Brug");
    world.level();
    for (const RecordKey& key : {visit, of_others, place}) world.forget_family(key);
    SECTION("by upkeep") {
        const RawId& organisation = world.hub.administration->organisation().id;
        CHECK(required(hub::note_all_families(*world.hub.store, organisation)) == 3);
        CHECK(required(hub::note_all_families(*world.hub.store, organisation)) == 0);
    }
    SECTION("by the family's move, where upkeep was not first") {}
    world.move(world.leen, world.family, world.north.id);
    CHECK(world.leen.exchange().refusals.empty());
    CHECK(world.place_of(visit) == world.north.id);
    CHECK(world.place_of(of_others) == world.leen.scope);
    auto transaction = world.begin(hub::TransactionKind::kRead);
    CHECK(required(transaction->list_of_family(world.family.id)) == std::vector{visit});
    CHECK(required(transaction->list_without_family(10)).empty());
}

namespace {

// Of the hub's database, when a family moves of which two visits are known.
std::int64_t steps_of_a_move(int visits_of_others) {
    Quarters world;
    world.grant_leen();
    for (int count = 0; count < visits_of_others; ++count)
        world.visit(world.leen, world.leen.scope, world.hub.entropy.id());
    world.visit(world.leen, world.leen.scope);
    world.visit(world.leen, world.leen.scope);
    world.level();
    for (const RawId& scope : {world.north.id, world.leen.scope}) {
        world.move(world.leen, world.family, scope);
        world.level();  // Every statement is compiled from here on.
    }
    world.move(world.leen, world.family, world.north.id);
    take_statement_steps(world.connection());
    CHECK(world.leen.exchange().changes.size() == 2);
    return take_statement_steps(world.connection());
}

}  // namespace

TEST_CASE("a family that moves costs what hangs on it, whatever its scope holds",
          "[hub][scope][cost]") {
    const std::int64_t small = steps_of_a_move(10);
    CHECK(small > 0);
    CHECK(steps_of_a_move(400) == small);
}
