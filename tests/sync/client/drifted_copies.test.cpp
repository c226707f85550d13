// Copies that changed by themselves, on the tablet or on the hub: found by comparing ranges, healed
// record by record.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "engine/storage/sqlite/transaction.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::new_family;
using test::RealHub;
using test::RealTablet;
using test::required;
using test::sync_all;

namespace {

struct Drift {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    Family family = new_family(ann, "Peeters");
    Family other = new_family(ann, "Claes");

    Drift() { sync_all({&ann, &bea}); }
    // Long enough for every type to have had its turn.
    void pass() {
        for (int quarter = 0; quarter < 45; ++quarter) {
            ann.wait(hub, std::chrono::minutes{16});
            bea.fixture.clock.advance(std::chrono::minutes{16});
            REQUIRE(ann.sync() == SyncState::kIdle);
            REQUIRE(bea.sync() == SyncState::kIdle);
        }
    }
    // The hub's database, past all of its rules.
    void change_on_hub(const char* sql, const Bytes& state) {
        const auto digits = required(hub.inner.files.read(hub.inner.paths.key()));
        REQUIRE(digits.has_value());
        const auto raw = from_hex(as_text(*digits).substr(0, 64));
        REQUIRE(raw.has_value());
        const Secret key = Secret::copy_of(*raw);
        storage::ConnectionOptions options;
        options.path = hub.inner.paths.database();
        options.key = &key;
        const auto connection = required(storage::Connection::open(options));
        auto statement = required(connection->prepare(sql));
        statement.bind(":id", family.id.raw);
        if (!state.empty()) statement.bind(":state", state);
        test::require_success(statement.run());
        REQUIRE(connection->changed_rows() == 1);
    }
    Bytes state_on_hub() {
        auto transaction = required(hub.inner.store->begin(
            hub.inner.administration->organisation().id, hub::TransactionKind::kRead));
        const auto stored = required(transaction->find_record(key_of(family)));
        return stored ? stored->state : Bytes{};
    }
    void check_whole() {
        CHECK(ann.load(family.id).name == "Peeters");
        CHECK(bea.load(family.id).name == "Peeters");
        CHECK(ann.state(key_of(family)) == bea.state(key_of(family)));
        CHECK(state_on_hub() == encode(ann.state(key_of(family)), WireForm::kCbor));
        CHECK(ann.load(other.id).name == "Claes");
        CHECK(ann.queued() + bea.queued() == 0);
    }
};

// One bit in the name, so that it is another name and not another shape.
Bytes with_flipped_bit(Bytes state) {
    const std::string_view name = "Peeters";
    const auto at = std::search(state.begin(), state.end(), name.begin(), name.end());
    REQUIRE(at != state.end());
    at[3] ^= 1;
    return state;
}

}  // namespace

TEST_CASE("a row that changed by itself is found by comparing and healed from the hub",
          "[sync][client][hub][hazard-40]") {
    Drift world;
    const Bytes before = world.state_on_hub();
    SECTION("to a lesser value") {
        test::require_success(world.ann.fixture.connection().execute(
            "UPDATE families SET name = 'Aeeters' WHERE name = 'Peeters'"));
    }
    SECTION("to a greater one, which a merge would choose") {
        test::require_success(world.ann.fixture.connection().execute(
            "UPDATE families SET name = 'Zeeters' WHERE name = 'Peeters'"));
    }
    SECTION("to none at all") {
        test::require_success(
            world.ann.fixture.connection().execute("DELETE FROM families WHERE name = 'Peeters'"));
    }
    SECTION("in its stamps, which no longer read") {
        test::require_success(world.ann.fixture.connection().execute(
            "UPDATE families SET causal = x'ff' WHERE name = 'Peeters'"));
    }
    world.pass();
    world.check_whole();
    CHECK(world.state_on_hub() == before);
}

TEST_CASE("a hub's copy that decayed is found by comparing and healed from a tablet",
          "[sync][client][hub][hazard-40]") {
    Drift world;
    constexpr const char* kReplace = "UPDATE records SET state = :state WHERE id = :id";
    SECTION("one bit of a value") {
        world.change_on_hub(kReplace, with_flipped_bit(world.state_on_hub()));
    }
    SECTION("beyond reading") { world.change_on_hub(kReplace, Bytes(9, 0xff)); }
    SECTION("to none at all") { world.change_on_hub("DELETE FROM records WHERE id = :id", {}); }
    SECTION("one bit, and an edit of another field comes first") {
        world.change_on_hub(kReplace, with_flipped_bit(world.state_on_hub()));
        world.bea.edit(world.family.id, [](Family& family) { family.phone = "015"; });
        CHECK(world.bea.sync() == SyncState::kIdle);
    }
    world.pass();
    world.check_whole();
}

TEST_CASE("comparing equal copies costs one exchange each quarter of an hour",
          "[sync][client][hub][hazard-40]") {
    Drift world;
    world.ann.wait(world.hub, std::chrono::minutes{16});
    const int before = world.ann.way.sent;
    CHECK(world.ann.sync() == SyncState::kIdle);
    CHECK(world.ann.way.sent == before + 2);
    CHECK(world.ann.sync() == SyncState::kIdle);
    CHECK(world.ann.way.sent == before + 3);
}
