// Law 10, "cost follows the change": one changed record costs the same steps of both databases
// whether they hold a thousand records or twenty thousand.
#include <catch2/catch_test_macros.hpp>

#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/transaction.h"
#include "sync/capture/row_state.h"
#include "sync/server/store/sqlite_store.h"
#include "sync/wire/codec.h"
#include "tests/support/statement_cost.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::RealHub;
using test::RealTablet;

namespace {

struct Steps {
    std::int64_t hub = 0;
    std::int64_t sender = 0;
    std::int64_t receiver = 0;
    bool operator==(const Steps&) const = default;
};

RecordState invented(test::TestEntropy& entropy, const RawId& scope) {
    const Stamp stamp{std::uint64_t{1'795'000'000'000} << 16, 77};
    RecordState state{
        .key = {RecordType::kFamily, entropy.id()}, .scope = scope, .scope_stamp = stamp};
    state.fields = {
        {1, MergeKind::kRegister, {{stamp, std::string{"Peeters"}}}, {}, {}},
        {13, MergeKind::kText, {{stamp, std::string(200, 'n')}}, {{77, stamp.time}}, {}}};
    return state;
}

// Both databases hold that many records more, as after earlier syncs; no one has to fetch them.
void fill(RealHub& hub, const std::vector<RealTablet*>& tablets, int count) {
    test::TestEntropy entropy{99};
    const RawId scope = tablets.front()->fixture.staff.scope;
    const auto organisations = hub.inner.store->list_organisations();
    REQUIRE(organisations);
    auto transaction =
        hub.inner.store->begin(organisations->front().id, hub::TransactionKind::kWrite);
    REQUIRE(transaction);
    std::vector<storage::Transaction> local;
    for (RealTablet* tablet : tablets) {
        auto begun = storage::Transaction::begin(tablet->fixture.connection());
        REQUIRE(begun);
        local.push_back(std::move(*begun));
    }
    for (int made = 0; made < count; ++made) {
        const RecordState state = invented(entropy, scope);
        REQUIRE((*transaction)
                    ->put_record(
                        {.key = state.key, .scope = scope, .state = encode(state, WireForm::kCbor)},
                        std::nullopt));
        for (RealTablet* tablet : tablets)
            REQUIRE(storage::put_record(tablet->fixture.connection(), row_of(state)));
    }
    REQUIRE((*transaction)->commit());
    for (storage::Transaction& each : local) REQUIRE(each.commit());
}

storage::Connection& connection_of(RealHub& hub) {
    return dynamic_cast<hub::SqliteStore&>(*hub.inner.store).connection();
}

Steps steps_of_one_change(int records) {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    RealTablet bea{hub, "Bea", 2};
    fill(hub, {&ann, &bea}, records);
    const Family family = test::new_family(ann, "Claes");
    REQUIRE(ann.sync() == SyncState::kIdle);  // Fetches what fill() wrote, finds it known.
    REQUIRE(bea.sync() == SyncState::kIdle);
    ann.edit(family.id, [](Family& record) { record.note = "eerste"; });
    REQUIRE(ann.sync() == SyncState::kIdle);  // Every statement is compiled from here on.
    REQUIRE(bea.sync() == SyncState::kIdle);
    ann.edit(family.id, [](Family& record) { record.note = "belt maandag"; });
    for (storage::Connection* connection :
         {&ann.fixture.connection(), &bea.fixture.connection(), &connection_of(hub)})
        test::take_statement_steps(*connection);
    REQUIRE(ann.sync() == SyncState::kIdle);
    REQUIRE(bea.sync() == SyncState::kIdle);
    REQUIRE(bea.load(family.id).note == "belt maandag");
    REQUIRE(bea.client->status().received_now == 1);
    return {.hub = test::take_statement_steps(connection_of(hub)),
            .sender = test::take_statement_steps(ann.fixture.connection()),
            .receiver = test::take_statement_steps(bea.fixture.connection())};
}

}  // namespace

TEST_CASE("one changed record takes the same steps at 1,000 records and at 20,000",
          "[sync][client][hub][cost]") {
    const Steps small = steps_of_one_change(1'000);
    const Steps large = steps_of_one_change(20'000);
    INFO("hub " << small.hub << " and " << large.hub << ", sender " << small.sender << " and "
                << large.sender << ", receiver " << small.receiver << " and " << large.receiver);
    CHECK(small.hub > 0);
    CHECK(small.receiver > 0);
    CHECK(small == large);
}
