// A scope that a tablet loses with a long queue: all of its work reaches the hub, to be decided
// there.
#include <catch2/catch_test_macros.hpp>

#include "sync/capture/carried_records.h"
#include "sync/capture/refusals.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::new_family;
using test::RealHub;
using test::RealTablet;

namespace {

struct LostScope {
    RealHub hub;
    hub::Scope north = test::required(hub.inner.administration->add_scope("Noord"));
    RealTablet ann{hub, "Ann", 1};

    LostScope() {
        ann.session_tuning.batch_records_max = kBatch;
        ann.session_tuning.batch_growth_max = 1;
        ann.connect();
        grant();
        ann.fixture.staff.scope = north.id;
    }
    void grant() {
        test::require_success(
            hub.inner.administration->grant(hub.inner.user("Ann"), north, hub::Right::kWrite));
    }
    void end() {
        hub.inner.clock.advance(std::chrono::seconds{1});
        test::require_success(hub.inner.administration->end_grant(hub.inner.user("Ann"), north));
    }
    std::size_t set_aside() {
        return test::required(hub.inner.administration->list_set_aside()).size();
    }
    std::int64_t families() { return ann.fixture.number("SELECT COUNT(*) FROM families"); }

    static constexpr int kBatch = 4;
};

}  // namespace

TEST_CASE("a queue longer than a batch is set aside whole when its scope is lost",
          "[sync][client][hub][hazard-23]") {
    LostScope world;
    REQUIRE(world.ann.sync() == SyncState::kIdle);
    constexpr int kFamilies = 11;
    std::vector<Family> written;
    for (int i = 0; i < kFamilies; ++i) written.push_back(new_family(world.ann, "Peeters"));
    world.end();
    CHECK(world.ann.sync() == SyncState::kIdle);
    CHECK(world.families() == 0);
    CHECK(world.ann.queued() == 0);
    CHECK(world.set_aside() == kFamilies);
    const auto refused = count_refused(world.ann.fixture.connection());
    REQUIRE(refused);
    CHECK(*refused == kFamilies);
    const auto state = find_refused(world.ann.fixture.connection(), key_of(written.back()));
    REQUIRE(state);
    REQUIRE(*state);
    CHECK((*state)->fields.size() > 1);
}

TEST_CASE("what waits of a scope that is lost and given back in the same run lands",
          "[sync][client][hub][hazard-23]") {
    LostScope world;
    REQUIRE(world.ann.sync() == SyncState::kIdle);
    for (int i = 0; i < LostScope::kBatch + 2; ++i) new_family(world.ann, "Peeters");
    world.end();
    world.ann.client->sync_now();
    while (world.set_aside() == 0) {
        world.ann.client->step();
        world.ann.way.deliver();
    }
    world.grant();
    CHECK(world.ann.sync() == SyncState::kIdle);
    CHECK(world.ann.queued() == 0);
    const auto refused = count_refused(world.ann.fixture.connection());
    REQUIRE(refused);
    CHECK(*refused == LostScope::kBatch);  // The first batch was refused; what followed was taken.
    CHECK(world.families() == 2);
}

TEST_CASE("an erasure that was not sent yet is not forgotten with its scope",
          "[sync][client][hub][hazard-47]") {
    LostScope world;
    REQUIRE(world.ann.sync() == SyncState::kIdle);
    auto& connection = world.ann.fixture.connection();
    RecordState erased{.key = {RecordType::kFamily, world.ann.entropy.id()},
                       .scope = world.north.id};
    erased.erased = Stamp{1, 5};
    auto transaction = storage::Transaction::begin(connection);
    REQUIRE(transaction);
    REQUIRE(put_carried(connection, erased));
    REQUIRE(queue_change(connection, erased.key, {kWholeRecord}));
    REQUIRE(drop_carried_of_scope(connection, world.north.id));
    REQUIRE(transaction->commit());
    const auto kept = find_carried(connection, erased.key);
    REQUIRE(kept);
    CHECK(kept->has_value());
}
