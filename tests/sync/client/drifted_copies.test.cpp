// Copies that changed by themselves, on the tablet or on the hub: found by comparing ranges, healed
// record by record.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "engine/storage/sqlite/transaction.h"
#include "engine/storage/tables/sync_rows.h"
#include "sync/merge/base_text.h"
#include "sync/merge/merge.h"
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
    void decay_on_hub(const Bytes& state) { hub.inner.decay(key_of(family), state); }
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
    SECTION("one bit of a value") { world.decay_on_hub(with_flipped_bit(world.state_on_hub())); }
    SECTION("beyond reading") { world.decay_on_hub(Bytes(9, 0xff)); }
    SECTION("to none at all") { world.decay_on_hub({}); }
    SECTION("one bit, and an edit of another field comes first") {
        world.decay_on_hub(with_flipped_bit(world.state_on_hub()));
        world.bea.edit(world.family.id, [](Family& family) { family.phone = "015"; });
        CHECK(world.bea.sync() == SyncState::kIdle);
    }
    world.pass();
    world.check_whole();
}

// Both rewrote the one sentence of a note that both had. Ann's row decays between her push and the
// arrival of what Bea wrote, so the conflict is first listed with words that nobody wrote.
TEST_CASE("a record with an open conflict heals with its versions, their bases and the list",
          "[sync][client][hub][hazard-13][hazard-40]") {
    constexpr FieldNumber kNote = 13;
    Drift world;
    const auto write = [&world](RealTablet& tablet, const char* note) {
        tablet.edit(world.family.id, [note](Family& family) { family.note = note; });
    };
    write(world.ann, "Bel aan de deur.");
    sync_all({&world.ann, &world.bea});
    write(world.ann, "Bel twee keer.");
    write(world.bea, "Bel niet, klop.");
    REQUIRE(world.ann.sync() == SyncState::kIdle);
    auto& connection = world.ann.fixture.connection();
    SECTION("that decayed before the conflict came") {
        test::require_success(connection.execute(
            "UPDATE families SET note = 'Zel twee keer.' WHERE name = 'Peeters'"));
        sync_all({&world.bea, &world.ann});
    }
    SECTION("of which the row went") {
        sync_all({&world.bea, &world.ann});
        test::require_success(connection.execute("DELETE FROM families WHERE name = 'Peeters'"));
        test::require_success(connection.execute("DELETE FROM conflict_versions"));
    }
    SECTION("that decayed on the hub, in the base of a version") {
        sync_all({&world.bea, &world.ann});
        Bytes state = world.state_on_hub();
        const std::string_view base = "Bel aan de deur.";
        const auto at = std::search(state.begin(), state.end(), base.begin(), base.end());
        REQUIRE(at != state.end());
        *at ^= 1;
        world.decay_on_hub(state);
    }
    world.pass();
    world.check_whole();
    for (RealTablet* tablet : {&world.ann, &world.bea}) {
        CHECK(open_conflicts(tablet->state(key_of(world.family))) == 1);
        const auto row = required(
            storage::find_open_conflict(tablet->fixture.connection(), key_of(world.family), kNote));
        REQUIRE(row.has_value());
        REQUIRE(row->versions.size() == 2);
        const std::set<std::string> words{row->versions[0].words, row->versions[1].words};
        CHECK(words == std::set<std::string>{"Bel niet, klop.", "Bel twee keer."});
        for (const auto& version : row->versions) CHECK(version.base == "Bel aan de deur.");
    }
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
