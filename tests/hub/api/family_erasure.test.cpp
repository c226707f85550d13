// A family that is erased takes along all that hangs on it, here and on every tablet, and nothing
// of it can come in later.
#include <catch2/catch_test_macros.hpp>

#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

constexpr FieldNumber kFamilyName = 1;
constexpr FieldNumber kFamilyOfVisit = 2;

struct Street {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    RecordKey peeters = write(leen, RecordType::kFamily, kFamilyName, std::string{"Peeters"});
    RecordKey claes = write(leen, RecordType::kFamily, kFamilyName, std::string{"Claes"});
    RecordKey visit = visit_to(leen, peeters);
    RecordKey other = visit_to(leen, claes);

    Street() {
        leen.exchange_all();
        omar.exchange_all();
    }
    sync::Stamp tick(const TestTablet& tablet) {
        hub.clock.advance(std::chrono::seconds{1});
        return {sync::stamp_time(hub.clock.now()), tablet.device};
    }
    void change(TestTablet& tablet, const RecordKey& key, const RawId& scope, FieldNumber number,
                Value value) {
        sync::RecordState state{.key = key, .scope = scope, .scope_stamp = tick(tablet)};
        state.fields.push_back({.number = number, .versions = {{tick(tablet), std::move(value)}}});
        tablet.waiting.push_back(state);
        const auto known = tablet.records.find(key);
        if (known == tablet.records.end()) tablet.records.emplace(key, std::move(state));
    }
    RecordKey write(TestTablet& tablet, RecordType type, FieldNumber number, Value value) {
        const RecordKey key{type, hub.entropy.id()};
        change(tablet, key, tablet.scope, number, std::move(value));
        return key;
    }
    RecordKey visit_to(TestTablet& tablet, const RecordKey& family) {
        return write(tablet, RecordType::kContact, kFamilyOfVisit, family.id);
    }
    int erase(const RecordKey& family) {
        hub.clock.advance(std::chrono::seconds{1});
        return required(hub.administration->erase_family(family.id));
    }
    bool is_erased(const RecordKey& key) {
        auto transaction = required(
            hub.store->begin(hub.administration->organisation().id, hub::TransactionKind::kRead));
        const auto stored = required(transaction->find_record(key));
        REQUIRE(stored);
        return required(sync::decode<sync::RecordState>(stored->state, sync::WireForm::kCbor))
            .erased.has_value();
    }
    bool is_erased(const TestTablet& tablet, const RecordKey& key) {
        return tablet.records.at(key).erased.has_value();
    }
};

}  // namespace

TEST_CASE("a family is erased with all that hangs on it, on every tablet",
          "[hub][api][hazard-47]") {
    Street world;
    SECTION("by the administrator") { CHECK(world.erase(world.peeters) == 2); }
    SECTION("by a client of a newer version") {
        world.hub.clock.advance(std::chrono::seconds{1});
        world.leen.erase(world.peeters);
    }
    world.leen.exchange_all();
    world.omar.exchange_all();
    for (const RecordKey& key : {world.peeters, world.visit}) {
        CHECK(world.is_erased(key));
        CHECK(world.is_erased(world.leen, key));
        CHECK(world.is_erased(world.omar, key));
    }
    CHECK_FALSE(world.is_erased(world.claes));
    CHECK_FALSE(world.is_erased(world.other));
    CHECK(world.erase(world.peeters) == 0);
}

TEST_CASE("what hangs on an erased family and lay in another scope is erased too",
          "[hub][api][hazard-47]") {
    Street world;
    const hub::Scope north = required(world.hub.administration->add_scope("Noord"));
    require_success(
        world.hub.administration->grant(world.hub.user("Leen Peeters"), north, hub::Right::kWrite));
    world.hub.clock.advance(std::chrono::seconds{1});
    world.leen.move(world.visit, north.id);
    world.leen.exchange_all();
    CHECK(world.erase(world.peeters) == 2);
    CHECK(world.is_erased(world.visit));
}

TEST_CASE("what was written for an erased family meanwhile is erased as it arrives",
          "[hub][api][hazard-47]") {
    Street world;
    SECTION("a visit that is new") {
        const RecordKey late = world.visit_to(world.omar, world.peeters);
        world.erase(world.peeters);
        CHECK(world.omar.exchange().refusals.empty());
        world.omar.exchange_all();
        CHECK(world.is_erased(late));
        CHECK(world.is_erased(world.omar, late));
    }
    SECTION("a visit that was put into it") {
        world.change(world.omar, world.other, world.omar.scope, kFamilyOfVisit, world.peeters.id);
        world.erase(world.peeters);
        world.omar.exchange_all();
        CHECK(world.is_erased(world.other));
    }
    world.leen.exchange_all();
    CHECK(world.is_erased(world.leen, world.visit));
}

TEST_CASE("of what is refused for an erased family nothing is set aside", "[hub][api][hazard-47]") {
    Street world;
    const auto end_grant = [&] {
        world.hub.clock.advance(std::chrono::seconds{1});
        require_success(world.hub.administration->end_grant(world.hub.user("Omar Haddad"),
                                                            {.id = world.omar.scope, .name = ""}));
    };
    const RecordKey late = world.visit_to(world.omar, world.peeters);
    const auto aside = [&] { return required(world.hub.administration->list_set_aside()).size(); };
    SECTION("when it was set aside before") {
        end_grant();
        CHECK(world.omar.exchange().refusals.size() == 1);
        REQUIRE(aside() == 1);
        world.erase(world.peeters);
    }
    SECTION("when it comes afterwards") {
        world.erase(world.peeters);
        end_grant();
        const auto reply = world.omar.exchange();
        REQUIRE(reply.refusals.size() == 1);
        CHECK(reply.refusals.front().reason == sync::RefusalReason::kErased);
        CHECK(world.is_erased(late));
    }
    SECTION("when it puts what is here into it") {
        world.omar.exchange_all();
        world.erase(world.peeters);
        end_grant();
        world.change(world.omar, world.other, world.omar.scope, kFamilyOfVisit, world.peeters.id);
        const auto reply = world.omar.exchange();
        REQUIRE(reply.refusals.size() == 1);
        CHECK(reply.refusals.front().reason == sync::RefusalReason::kErased);
        CHECK_FALSE(world.is_erased(world.other));  // It stays with the other family.
    }
    SECTION("when it moves what is here to where its author no longer writes") {
        const hub::Scope north = required(world.hub.administration->add_scope("Noord"));
        const hub::User user = world.hub.user("Omar Haddad");
        require_success(world.hub.administration->grant(user, north, hub::Right::kWrite));
        world.omar.exchange_all();
        world.erase(world.peeters);
        world.hub.clock.advance(std::chrono::seconds{1});
        require_success(world.hub.administration->end_grant(user, north));
        world.change(world.omar, world.other, north.id, kFamilyOfVisit, world.peeters.id);
        const auto reply = world.omar.exchange();
        REQUIRE(reply.refusals.size() == 1);
        CHECK(reply.refusals.front().reason == sync::RefusalReason::kErased);
        CHECK_FALSE(world.is_erased(world.other));
    }
    CHECK(aside() == 0);
}

TEST_CASE("a family that the hub doesn't have is not erased", "[hub][api]") {
    Street world;
    const auto erased = world.hub.administration->erase_family(world.hub.entropy.id());
    REQUIRE_FALSE(erased);
    CHECK(erased.error().code == ErrorCode::kNotFound);
}
