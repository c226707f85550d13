// "Cost follows the change" within the hub's own file: what concerns one record or one device takes
// the same steps whatever else lies in the tables.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/server/store/sqlite_store.h"
#include "tests/hub/store/store_kinds.h"
#include "tests/hub/support/test_hub.h"
#include "tests/support/statement_cost.h"

using namespace oppad;
using namespace oppad::test;
using hub::StoreTransaction;

namespace {

constexpr sync::DeviceId kOwn = 0x1000000;
constexpr sync::DeviceId kOther = 0x2000000;

storage::Connection& connection_of(hub::ServerStore& store) {
    return dynamic_cast<hub::SqliteStore&>(store).connection();
}

void put(StoreTransaction& transaction, const RawId& id, const RawId& scope,
         sync::DeviceId held_by) {
    hub::StoredState state = state_of(1, scope, "x");
    state.key.id = id;
    state.held_by = held_by;
    state.state =
        sync::encode(sync::RecordState{.key = state.key, .scope = scope}, sync::WireForm::kCbor);
    REQUIRE(transaction.put_record(state, std::nullopt));
}

void put_held_by_others(StoreTransaction& transaction, const RawId& id) {
    put(transaction, id, kNorth, kOther);
}

void put_departed(StoreTransaction& transaction, const RawId& id) {
    put(transaction, id, kTeam, kOther);
    hub::StoredState moved = state_of(1, kNorth, "x");
    moved.key.id = id;
    REQUIRE(transaction.put_record(moved, kTeam));
}

void set_aside(StoreTransaction& transaction, const RawId& id) {
    hub::SetAside write{.key = {RecordType::kPlace, id}, .scope = kTeam, .user = id_of(7)};
    write.state = {1, 2};
    require_success(transaction.put_set_aside(write));
}

void ask_what_is_held(StoreTransaction& transaction) {
    CHECK_FALSE(required(transaction.holds_records(kOwn, kNorth)));
}

void release_one(StoreTransaction& transaction) {
    put(transaction, id_of(1), kNorth, kOwn);
    put(transaction, id_of(2), kTeam, kOwn);
    CHECK(required(transaction.holds_records(kOwn, kNorth)));
    require_success(transaction.release_held_records(kOwn, kNorth));
    CHECK_FALSE(required(transaction.holds_records(kOwn, kNorth)));
    CHECK(required(transaction.holds_records(kOwn, kTeam)));
}

void trim_one(StoreTransaction& transaction) {
    hub::StoredState hidden = state_of(1, kTeam, "x");
    hidden.hidden_at = Instant{100};
    REQUIRE(transaction.put_record(hidden, std::nullopt));
    CHECK(required(transaction.trim_hidden(0, Instant{101}, 10)) == 1);
}

void set_one_aside(StoreTransaction& transaction) { set_aside(transaction, id_of(1)); }

void drop_one_set_aside(StoreTransaction& transaction) {
    require_success(transaction.drop_set_aside({RecordType::kPlace, id_of(1)}));
}

struct Step {
    const char* name;
    void (*put_other)(StoreTransaction&, const RawId&);
    void (*take)(StoreTransaction&);
};

std::int64_t steps_of(const Step& step, int others) {
    Fixture fixture{{"SQLite", make_sqlite_maker}};
    TestEntropy entropy;
    auto transaction = fixture.write();
    for (int at = 0; at < others; ++at) step.put_other(*transaction, entropy.id());
    take_statement_steps(connection_of(*fixture.store));
    step.take(*transaction);
    return take_statement_steps(connection_of(*fixture.store));
}

}  // namespace

TEST_CASE("what concerns one record or device takes the same steps among 5 and among 500",
          "[hub][store][cost]") {
    const Step step =
        GENERATE(Step{"asking what a device holds", put_held_by_others, ask_what_is_held},
                 Step{"releasing what a device holds", put_held_by_others, release_one},
                 Step{"trimming among departures", put_departed, trim_one},
                 Step{"setting aside", set_aside, set_one_aside},
                 Step{"dropping what was set aside", set_aside, drop_one_set_aside});
    CAPTURE(step.name);
    const std::int64_t few = steps_of(step, 5);
    CHECK(few > 0);
    CHECK(few == steps_of(step, 500));
}

TEST_CASE("a departure is told without reading what lies where it went, and without a write",
          "[hub][api][cost]") {
    const int others = GENERATE(5, 500);
    CAPTURE(others);
    TestHub hub;
    const hub::Scope north = required(hub.administration->add_scope("Noord"));
    TestTablet mover = hub.enrol("Leen Peeters");
    TestTablet reader = hub.enrol("Omar Haddad");
    require_success(hub.administration->grant(hub.user("Leen Peeters"), north, hub::Right::kWrite));
    {
        TestEntropy entropy{8};
        auto transaction = required(
            hub.store->begin(hub.administration->organisation().id, hub::TransactionKind::kWrite));
        for (int at = 0; at < others; ++at) put(*transaction, entropy.id(), north.id, kOther);
        require_success(transaction->commit());
    }
    storage::Connection& connection = connection_of(*hub.store);
    const RecordKey first = mover.write_place("De Brug");
    const RecordKey second = mover.write_place("De Sluis");
    mover.exchange();
    reader.exchange_all();
    std::int64_t steps = 0;
    std::int64_t commits = 0;
    for (const RecordKey& key : {first, second}) {  // Compiled with the first, counted after it.
        hub.clock.advance(std::chrono::seconds{1});
        mover.move(key, north.id);
        mover.exchange();
        take_statement_steps(connection);
        commits = connection.commit_count();
        reader.exchange_all();
        steps = take_statement_steps(connection);
        CHECK_FALSE(reader.name_of(key).has_value());
    }
    CHECK(connection.commit_count() - commits == 1);  // That the request can't be sent again.
    CHECK(steps < 600);
}
