// Who sees what: a tablet receives exactly what its user may see now, gained scopes arrive whole,
// lost ones are forgotten, writes outside the grant change nothing.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "sync/merge/merge.h"
#include "sync/wire/staff_devices.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;
using sync::RefusalReason;

namespace {

// Leen has the north and the team, Omar the team alone.
struct TwoScopes {
    TestHub hub;
    hub::Scope north = required(hub.administration->add_scope("Noord"));
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");

    TwoScopes() { grant("Leen Peeters"); }
    void grant(const std::string& name, hub::Right right = hub::Right::kWrite) {
        require_success(hub.administration->grant(hub.user(name), north, right));
    }
    void end(const std::string& name) {
        hub.clock.advance(std::chrono::seconds{1});
        require_success(hub.administration->end_grant(hub.user(name), north));
    }
    void later() { hub.clock.advance(std::chrono::seconds{1}); }
};

}  // namespace

TEST_CASE("a scope that a user doesn't have never reaches their tablet", "[hub][scope]") {
    TwoScopes world;
    const RecordKey key = world.leen.write_place("Geheim", world.north.id);
    world.leen.exchange_all();
    world.omar.exchange_all();
    CHECK_FALSE(world.omar.records.contains(key));

    SECTION("and can't be written to") {
        world.omar.records.emplace(key, world.leen.records.at(key));
        world.omar.rename(key, "Van Omar");
        const sync::SyncReply reply = world.omar.exchange();
        REQUIRE(reply.refusals.size() == 1);
        CHECK(reply.refusals[0].reason == RefusalReason::kOutOfScope);
        CHECK(reply.receipts.empty());
        world.leen.exchange_all();
        CHECK(world.leen.name_of(key) == "Geheim");
    }
    SECTION("not even by claiming another scope for the record") {
        world.omar.records.emplace(key, world.leen.records.at(key));
        world.later();
        world.omar.move(key, world.omar.scope);
        const sync::SyncReply reply = world.omar.exchange();
        REQUIRE(reply.refusals.size() == 1);
        CHECK(reply.refusals[0].reason == RefusalReason::kOutOfScope);
        world.omar.records.clear();
        world.omar.cursor.clear();
        world.omar.exchange_all();
        CHECK_FALSE(world.omar.records.contains(key));
    }
}

TEST_CASE("a granted scope arrives whole, also what is older than the cursor",
          "[hub][scope][hazard-22]") {
    TwoScopes world;
    std::vector<RecordKey> keys;
    for (int count = 0; count < 30; ++count) {
        keys.push_back(world.leen.write_place("Noordplaats", world.north.id));
    }
    world.leen.exchange_all();
    world.omar.records_max = 4;
    world.omar.exchange_all();
    world.leen.write_place("Later, voor iedereen");
    world.leen.exchange_all();
    world.omar.exchange_all();
    world.grant("Omar Haddad");
    world.omar.exchange_all();
    for (const RecordKey& key : keys) CHECK(world.omar.name_of(key) == "Noordplaats");
}

TEST_CASE("a lost scope is told once, purged, and comes back whole with the grant",
          "[hub][scope]") {
    TwoScopes world;
    world.grant("Omar Haddad");
    const RecordKey theirs = world.leen.write_place("Noord", world.north.id);
    world.leen.exchange_all();
    world.omar.exchange_all();
    const RecordKey own = world.omar.write_place("Van Omar", world.north.id);
    world.omar.exchange_all();
    world.end("Omar Haddad");

    SECTION("with its cursor") {}
    SECTION("and also a tablet that lost its cursor is told") { world.omar.cursor.clear(); }
    const sync::SyncReply told = world.omar.exchange();
    REQUIRE(told.forget.size() == 1);
    CHECK(told.forget[0] == world.north.id);
    CHECK_FALSE(world.omar.records.contains(theirs));
    CHECK(world.omar.exchange().forget.empty());

    world.grant("Omar Haddad");
    world.omar.exchange_all();
    CHECK(world.omar.name_of(theirs) == "Noord");
    CHECK(world.omar.name_of(own) == "Van Omar");  // Its own, purged with the rest.
}

TEST_CASE("a right that ended stays so when the hub's clock is set back", "[hub][scope][clock]") {
    TwoScopes world;
    world.grant("Omar Haddad");
    world.omar.exchange_all();
    world.end("Omar Haddad");
    world.hub.clock.advance(-std::chrono::hours{24});
    const RecordKey key = world.leen.write_place("Geheim", world.north.id);
    world.leen.exchange_all();
    world.omar.exchange_all();
    CHECK_FALSE(world.omar.records.contains(key));
    world.omar.write_place("Van Omar", world.north.id);
    CHECK(world.omar.exchange().refusals.size() == 1);
}

TEST_CASE("a lost scope is told again until the tablet has heard it", "[hub][scope]") {
    TwoScopes world;
    world.grant("Omar Haddad");
    world.omar.exchange_all();
    world.end("Omar Haddad");
    for (int lost_answer = 0; lost_answer < 3; ++lost_answer) {
        const auto reply = message_in<sync::SyncReply>(
            world.hub.answer(world.omar.signed_request(world.omar.next_request())));
        CHECK(reply.forget.size() == 1);
    }
}

TEST_CASE("what was taken before its scope was lost leaves, though its answer never came",
          "[hub][scope][hazard-23]") {
    TwoScopes world;
    world.omar.exchange_all();  // From here on its cursor tells that it has the team alone.
    world.grant("Omar Haddad");
    const RecordKey own = world.omar.write_place("Van Omar", world.north.id);
    const auto taken = message_in<sync::SyncReply>(
        world.hub.answer(world.omar.signed_request(world.omar.next_request())));
    CHECK(taken.receipts.size() == 1);
    world.end("Omar Haddad");
    const sync::SyncReply again = world.omar.exchange();
    CHECK(again.receipts.size() == 1);
    REQUIRE(again.forget.size() == 1);
    CHECK(again.forget[0] == world.north.id);
    CHECK_FALSE(world.omar.records.contains(own));
    CHECK(world.omar.exchange().forget.empty());
}

TEST_CASE("a write to a scope lost meanwhile is refused and set aside", "[hub][scope][hazard-23]") {
    TwoScopes world;
    world.grant("Omar Haddad");
    const RecordKey key = world.leen.write_place("Noord", world.north.id);
    world.leen.exchange_all();
    world.omar.exchange_all();
    world.omar.rename(key, "Offline hernoemd");
    world.end("Omar Haddad");
    const sync::SyncReply reply = world.omar.exchange();
    REQUIRE(reply.refusals.size() == 1);
    CHECK(reply.refusals[0].reason == RefusalReason::kOutOfScope);

    const RawId omar_id = world.hub.user("Omar Haddad").id;
    auto transaction = required(world.hub.store->begin(world.hub.administration->organisation().id,
                                                       hub::TransactionKind::kRead));
    const auto aside = required(transaction->list_set_aside());
    REQUIRE(aside.size() == 1);
    CHECK(aside[0].key == key);
    CHECK(aside[0].device == world.omar.device);
    CHECK(aside[0].user == omar_id);
    const auto state =
        required(sync::decode<sync::RecordState>(aside[0].state, sync::WireForm::kCbor));
    CHECK(sync::shown_value(state.fields.at(0)) == Value{std::string{"Offline hernoemd"}});
}

TEST_CASE("a write whose right was lowered to reading meanwhile is set aside too",
          "[hub][scope][hazard-23]") {
    TwoScopes world;
    world.grant("Omar Haddad");
    const RecordKey key = world.leen.write_place("Noord", world.north.id);
    world.leen.exchange_all();
    world.omar.exchange_all();
    world.omar.rename(key, "Offline hernoemd");
    world.grant("Omar Haddad", hub::Right::kRead);
    CHECK(world.omar.exchange().refusals.size() == 1);
    REQUIRE(required(world.hub.administration->list_set_aside()).size() == 1);
    require_success(world.hub.administration->take_set_aside(key));
    world.leen.exchange_all();
    CHECK(world.leen.name_of(key) == "Offline hernoemd");
}

TEST_CASE("of what was erased nothing is set aside, and its author is told that it is erased",
          "[hub][scope][erasure][hazard-47]") {
    TwoScopes world;
    world.grant("Omar Haddad");
    const RecordKey key = world.leen.write_place("Noord", world.north.id);
    world.leen.exchange_all();
    world.omar.exchange_all();
    world.omar.rename(key, "Offline hernoemd");
    world.end("Omar Haddad");
    world.leen.erase(key);
    world.leen.exchange_all();
    const sync::SyncReply reply = world.omar.exchange();
    REQUIRE(reply.refusals.size() == 1);
    CHECK(reply.refusals.front().reason == RefusalReason::kErased);
    CHECK(required(world.hub.administration->list_set_aside()).empty());
}

TEST_CASE("what was set aside is taken in or dropped once a person has decided",
          "[hub][scope][hazard-23]") {
    TwoScopes world;
    hub::Administration& admin = *world.hub.administration;
    world.grant("Omar Haddad");
    const RecordKey known = world.leen.write_place("Noord", world.north.id);
    world.leen.exchange_all();
    world.omar.exchange_all();
    world.omar.rename(known, "Offline hernoemd");
    const RecordKey made = world.omar.write_place("Nieuw", world.north.id);
    world.end("Omar Haddad");
    REQUIRE(world.omar.exchange().refusals.size() == 2);
    REQUIRE(required(admin.list_set_aside()).size() == 2);

    require_success(admin.take_set_aside(known));
    world.leen.exchange_all();
    CHECK(world.leen.name_of(known) == "Offline hernoemd");
    CHECK_FALSE(world.leen.name_of(made).has_value());
    CHECK(admin.take_set_aside(known).error().code == ErrorCode::kNotFound);
    SECTION("what was made offline comes in too") {
        require_success(admin.take_set_aside(made));
        world.leen.exchange_all();
        CHECK(world.leen.name_of(made) == "Nieuw");
    }
    SECTION("or goes for good") {
        require_success(admin.drop_set_aside(made));
        CHECK(admin.drop_set_aside(made).error().code == ErrorCode::kNotFound);
        world.leen.exchange_all();
        CHECK_FALSE(world.leen.name_of(made).has_value());
    }
    CHECK(required(admin.list_set_aside()).empty());
}

TEST_CASE("a right to read is no right to write", "[hub][scope]") {
    TwoScopes world;
    world.grant("Omar Haddad", hub::Right::kRead);
    const RecordKey key = world.leen.write_place("Noord", world.north.id);
    world.leen.exchange_all();
    world.omar.exchange_all();
    CHECK(world.omar.name_of(key) == "Noord");
    world.later();
    world.omar.rename(key, "Van Omar");
    CHECK(world.omar.exchange().refusals.size() == 1);
    world.leen.exchange_all();
    CHECK(world.leen.name_of(key) == "Noord");
}

TEST_CASE("a record that moves leaves those who see only the old scope",
          "[hub][scope][hazard-24]") {
    TwoScopes world;
    const RecordKey key = world.leen.write_place("De Brug");
    const RecordKey stays = world.leen.write_place("Blijft");
    world.leen.exchange_all();
    world.omar.exchange_all();
    TestTablet both = world.hub.enrol("Sara Claes");
    world.grant("Sara Claes");
    both.exchange_all();

    world.later();
    world.leen.move(key, world.north.id);
    world.leen.exchange_all();
    world.omar.exchange_all();
    both.exchange_all();
    CHECK_FALSE(world.omar.records.contains(key));
    CHECK(world.omar.name_of(stays) == "Blijft");
    CHECK(both.name_of(key) == "De Brug");

    SECTION("and its later edits stay out of their sight") {
        world.later();
        world.leen.rename(key, "Geheim");
        world.leen.exchange_all();
        world.omar.exchange_all();
        CHECK_FALSE(world.omar.records.contains(key));
    }
    SECTION("and comes back when it moves back") {
        world.later();
        world.leen.move(key, world.leen.scope);
        world.leen.exchange_all();
        world.omar.exchange_all();
        CHECK(world.omar.name_of(key) == "De Brug");
    }
    SECTION("without its content in the notice") {
        TestTablet fresh = world.hub.enrol_for(world.hub.user("Omar Haddad"));
        const sync::SyncReply reply = fresh.exchange();
        for (const sync::RecordState& change : reply.changes) {
            if (change.key == key) CHECK(change.fields.empty());
        }
        CHECK_FALSE(fresh.records.contains(key));
    }
}

TEST_CASE("an administrator's tablet sees colleagues and no family", "[hub][scope]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.write_place("De Brug");
    leen.exchange_all();
    TestTablet admin = hub.enrol("Beheer", Role::kAdministrator);
    require_success(hub.administration->grant(
        hub.user("Beheer"), required(hub.administration->find_scope("team")), hub::Right::kWrite));
    admin.exchange_all();
    for (const auto& [key, state] : admin.records) CHECK(key.type == RecordType::kStaff);
    CHECK(admin.records.size() == 2);
    admin.write_place("Door de beheerder");
    const sync::SyncReply reply = admin.exchange();
    REQUIRE(reply.refusals.size() == 1);
    CHECK(reply.refusals[0].reason == RefusalReason::kNotAllowed);
}

TEST_CASE("who becomes an administrator lets families go, and gets them back with another role",
          "[hub][scope][hazard-23]") {
    TwoScopes world;
    hub::Administration& admin = *world.hub.administration;
    const RecordKey north = world.leen.write_place("Noord", world.north.id);
    const RecordKey team = world.leen.write_place("De Brug");
    world.leen.exchange_all();
    world.leen.rename(team, "Offline hernoemd");
    world.later();
    require_success(admin.change_role(world.hub.user("Leen Peeters"), Role::kAdministrator));
    const sync::SyncReply reply = world.leen.exchange();
    REQUIRE(reply.refusals.size() == 1);
    CHECK(reply.refusals.front().reason == RefusalReason::kNotAllowed);
    CHECK(required(admin.list_set_aside()).size() == 1);
    world.leen.exchange_all();
    CHECK_FALSE(world.leen.records.contains(team));
    CHECK_FALSE(world.leen.records.contains(north));

    world.later();
    require_success(admin.change_role(world.hub.user("Leen Peeters"), Role::kNurse));
    world.leen.exchange_all();
    CHECK(world.leen.name_of(team) == "De Brug");
    CHECK_FALSE(world.leen.records.contains(north));  // What was granted apart is granted anew.
}

TEST_CASE("colleagues are told of a role and of an end", "[hub][scope]") {
    TwoScopes world;
    hub::Administration& admin = *world.hub.administration;
    world.omar.exchange_all();
    const hub::User leen = world.hub.user("Leen Peeters");
    require_success(admin.change_role(leen, Role::kCoordinator));
    require_success(admin.set_active(leen, false));
    world.omar.exchange_all();
    const sync::RecordState& state = world.omar.records.at({RecordType::kStaff, leen.id});
    std::vector<Value> shown;
    for (const sync::FieldState& field : state.fields) shown.push_back(sync::shown_value(field));
    const auto says = [&shown](const Value& value) {
        return std::find(shown.begin(), shown.end(), value) != shown.end();
    };
    CHECK(says(Value{std::string{word_of(Role::kCoordinator)}}));
    CHECK(says(Value{false}));
    CHECK(says(Value{std::string{"Leen Peeters"}}));
    CHECK(sync::find_field_state(state, sync::kStaffDevicesField)->elements.size() == 1);
}

TEST_CASE("who doesn't work here any more is refused with all they have, and goes on when back",
          "[hub][scope][hazard-29]") {
    TwoScopes world;
    hub::Administration& admin = *world.hub.administration;
    const hub::User user = world.hub.user("Leen Peeters");
    const RecordKey key = world.leen.write_place("De Brug");
    require_success(admin.set_active(user, false));
    const hub::Request request = world.leen.signed_request(world.leen.next_request());
    CHECK(world.hub.failure_in(world.hub.answer(request)).code == "revoked");
    CHECK(admin.make_code(user).error().code == ErrorCode::kDenied);
    require_success(admin.set_active(user, true));
    world.leen.exchange_all();
    world.omar.exchange_all();
    CHECK(world.omar.name_of(key) == "De Brug");
}

TEST_CASE("a code that was made before its user's end enrols nothing", "[hub][scope]") {
    TwoScopes world;
    const hub::User user = world.hub.user("Leen Peeters");
    const std::string code = required(world.hub.administration->make_code(user));
    require_success(world.hub.administration->set_active(user, false));
    CHECK(world.hub.enrol_with(code, Bytes(32, 5)).status == 403);
}

TEST_CASE("what one may not see is not given for the asking either", "[hub][scope]") {
    TwoScopes world;
    const RecordKey north = world.leen.write_place("Noord", world.north.id);
    const RecordKey team = world.leen.write_place("De Brug");
    world.leen.exchange_all();
    sync::SyncRequest request = world.omar.next_request();
    request.want = {north, team};
    const sync::SyncReply reply =
        world.omar.take_in(world.hub.answer(world.omar.signed_request(request)));
    REQUIRE(reply.wanted.size() == 1);
    CHECK(reply.wanted.front().key == team);
}

TEST_CASE("a scope that changes in the middle of a paged pull leaves none outside and misses none",
          "[hub][scope][hazard-25]") {
    TwoScopes world;
    std::vector<RecordKey> north;
    std::vector<RecordKey> team;
    for (int count = 0; count < 20; ++count) {
        north.push_back(world.leen.write_place("Noord", world.north.id));
        team.push_back(world.leen.write_place("Team"));
    }
    world.leen.exchange_all();
    world.omar.records_max = 6;
    SECTION("granted") {
        CHECK(world.omar.exchange().has_more);
        world.grant("Omar Haddad");
        world.omar.exchange_all();
        for (const RecordKey& key : north) CHECK(world.omar.name_of(key) == "Noord");
    }
    SECTION("taken") {
        world.grant("Omar Haddad");
        CHECK(world.omar.exchange().has_more);
        CHECK(world.omar.exchange().has_more);
        world.end("Omar Haddad");
        world.omar.exchange_all();
        for (const RecordKey& key : north) CHECK_FALSE(world.omar.records.contains(key));
    }
    SECTION("taken and granted again between two pages") {
        world.grant("Omar Haddad");
        CHECK(world.omar.exchange().has_more);
        world.end("Omar Haddad");
        world.later();
        world.grant("Omar Haddad");
        world.omar.exchange_all();
        for (const RecordKey& key : north) CHECK(world.omar.name_of(key) == "Noord");
    }
    SECTION("taken, and granted again after one page told so") {
        world.grant("Omar Haddad");
        CHECK(world.omar.exchange().has_more);
        world.end("Omar Haddad");
        CHECK(world.omar.exchange().forget.size() == 1);
        world.grant("Omar Haddad");
        world.omar.exchange_all();
        for (const RecordKey& key : north) CHECK(world.omar.name_of(key) == "Noord");
    }
    for (const RecordKey& key : team) CHECK(world.omar.name_of(key) == "Team");
}
