// What PostgreSQL alone can do to a hub: a server that restarts or crashes, a process that hangs
// with the lock, several databases and organisations, and errors that must name no value.
#include "sync/server/store/postgres_store.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <random>
#include <span>
#include <thread>

#include "engine/storage/sqlite/migrations.h"
#include "sync/server/store/postgres_connection.h"
#include "tests/hub/store/after_update.h"
#include "tests/hub/store/store_kinds.h"
#include "tests/hub/support/postgres_cluster.h"
#include "tests/hub/support/test_hub.h"

namespace oppad::storage {
std::span<const Migration> hub_postgres_migrations();
}

using namespace oppad;
using namespace oppad::test;
using hub::PostgresStore;
using hub::TransactionKind;

namespace {

const StoreKind kPostgres{"PostgreSQL", make_postgres_maker};

ErrorCode code_of_opening(const std::string& url) {
    const auto store = PostgresStore::open({.url = url});
    REQUIRE_FALSE(store.has_value());
    INFO(store.error().detail);
    CHECK(store.error().detail.find("geheim") == std::string::npos);
    return store.error().code;
}

std::string with(const std::string& url, const std::string& part, const std::string& other) {
    std::string changed = url;
    return changed.replace(changed.find(part), part.size(), other);
}

}  // namespace

TEST_CASE("a writer of one organisation holds up no writer of another", "[hub][postgres]") {
    Fixture fixture{kPostgres};
    const auto other = fixture.open();
    auto first = fixture.write(1);
    CHECK(required(first->put_record(state_of(1, kTeam, "een"), std::nullopt)) == 1);
    auto second = required(other->begin(id_of(2), TransactionKind::kWrite));
    CHECK(required(second->put_record(state_of(1, kTeam, "twee"), std::nullopt)) == 1);
    require_success(second->commit());
    require_success(first->commit());
}

TEST_CASE("an open transaction of another database stalls no reader",
          "[hub][postgres][hazard-03]") {
    Fixture fixture{kPostgres};
    Fixture elsewhere{kPostgres};
    auto open = elsewhere.write();
    CHECK(required(open->put_record(state_of(1, kTeam, "elders"), std::nullopt)) == 1);
    {
        auto transaction = fixture.write();
        CHECK(required(transaction->put_record(state_of(2, kTeam, "hier"), std::nullopt)) == 1);
        require_success(transaction->commit());
    }
    CHECK(required(fixture.read()->list_log(kTeam, 0, 10)).size() == 1);
}

TEST_CASE("a store goes on after its server was restarted", "[hub][postgres]") {
    Fixture fixture{kPostgres};
    PostgresCluster& cluster = PostgresCluster::of_this_program();
    {
        auto transaction = fixture.write();
        CHECK(required(transaction->put_record(state_of(1, kTeam, "een"), std::nullopt)) == 1);
        require_success(transaction->commit());
    }
    cluster.restart();
    CHECK(required(fixture.store->list_organisations()).size() == 2);
    cluster.restart();
    CHECK(required(fixture.store->remember_nonce(1, Bytes(16, 1), Instant{5}, Instant{0})));
    cluster.restart();
    CHECK(required(fixture.read()->list_log(kTeam, 0, 10)).size() == 1);
    cluster.restart();
    auto transaction = fixture.write();
    CHECK(required(transaction->put_record(state_of(2, kTeam, "twee"), std::nullopt)) == 2);
    require_success(transaction->commit());
}

TEST_CASE("a crash of the server takes what wasn't committed and nothing else",
          "[hub][postgres][hazard-37]") {
    PostgresCluster& cluster = PostgresCluster::of_this_program();
    cluster.make_durable();
    Fixture fixture{kPostgres};
    {
        auto transaction = fixture.write();
        CHECK(required(transaction->put_record(state_of(1, kTeam, "blijft"), std::nullopt)) == 1);
        require_success(transaction->commit());
    }
    {
        auto transaction = fixture.write();
        CHECK(required(transaction->put_record(state_of(2, kTeam, "gaat"), std::nullopt)) == 2);
        cluster.restart_after_a_crash();
        CHECK(transaction->commit().error().code == ErrorCode::kBusy);
        CHECK(transaction->last_seq().has_value());  // Known since it began.
        CHECK(transaction->find_user(id_of(1)).error().code == ErrorCode::kBusy);
    }
    auto transaction = fixture.write();
    const auto log = required(transaction->list_log(kTeam, 0, 10));
    REQUIRE(log.size() == 1);
    CHECK(text_of(log[0].record) == "blijft");
    CHECK(required(transaction->put_record(state_of(3, kTeam, "nieuw"), std::nullopt)) == 2);
    require_success(transaction->commit());
}

TEST_CASE(
    "a database without room takes nothing in part, can be read, and goes on when there is some",
    "[hub][postgres][hazard-38]") {
    PostgresCluster& cluster = PostgresCluster::of_this_program();
    Fixture fixture{kPostgres};
    cluster.restart_on_small_disk();
    const auto put = [&fixture](std::uint8_t id) -> Status {
        auto transaction = fixture.write();
        TRY(transaction->put_record(state_of(id, kTeam, "klein"), std::nullopt));
        hub::StoredState large = state_of(static_cast<std::uint8_t>(id + 1), kTeam, "");
        large.state.resize(200'000);
        std::minstd_rand dice{id};  // Nothing that a server could pack.
        for (std::uint8_t& byte : large.state) byte = static_cast<std::uint8_t>(dice() >> 8U);
        TRY(transaction->put_record(large, std::nullopt));
        return transaction->commit();
    };
    require_success(put(1));
    cluster.fill_disk();
    const Status refused = put(3);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::kDiskFull);
    CHECK(required(fixture.read()->list_log(kTeam, 0, 10)).size() == 2);
    cluster.make_room();
    require_success(put(3));
    CHECK(required(fixture.read()->list_log(kTeam, 0, 10)).size() == 4);
    cluster.restart();
}

TEST_CASE("while the server is away the store says busy, and comes back with it",
          "[hub][postgres]") {
    Fixture fixture{kPostgres};
    PostgresCluster& cluster = PostgresCluster::of_this_program();
    cluster.stop();
    CHECK(fixture.store->begin(id_of(1), TransactionKind::kWrite).error().code == ErrorCode::kBusy);
    CHECK(fixture.store->find_device(1).error().code == ErrorCode::kBusy);
    const auto fresh = fixture.store->remember_nonce(1, Bytes(16, 1), Instant{5}, Instant{0});
    CHECK(fresh.error().code == ErrorCode::kBusy);
    cluster.start();
    CHECK(required(fixture.store->list_organisations()).size() == 2);
}

TEST_CASE("a hub that hangs loses the organisation's lock, not its rows", "[hub][postgres]") {
    const std::string url = PostgresCluster::of_this_program().make_database();
    const auto hangs = required(PostgresStore::create({.url = url, .statement_timeout_ms = 100}));
    require_success(hangs->add_organisation(
        {.id = id_of(1), .name = "Een", .team_scope = kTeam, .cursor_key = Bytes(32, 1)}));
    const auto goes_on = required(PostgresStore::open({.url = url, .busy_timeout_ms = kWaitsLong}));
    auto stuck = required(hangs->begin(id_of(1), TransactionKind::kWrite));
    CHECK(required(stuck->put_record(state_of(1, kTeam, "half"), std::nullopt)) == 1);
    // Waits until the server has ended the session that stood idle.
    auto next = required(goes_on->begin(id_of(1), TransactionKind::kWrite));
    CHECK(required(next->put_record(state_of(2, kTeam, "heel"), std::nullopt)) == 1);
    require_success(next->commit());
    CHECK(stuck->find_user(id_of(1)).error().code == ErrorCode::kBusy);
    // A transaction of a new session is no business of the old one's.
    auto fresh = required(hangs->begin(id_of(1), TransactionKind::kWrite));
    CHECK(stuck->commit().error().code == ErrorCode::kBusy);
    stuck.reset();
    CHECK(required(fresh->put_record(state_of(3, kTeam, "verder"), std::nullopt)) == 2);
    require_success(fresh->commit());
}

TEST_CASE("processes that start at once make the tables once", "[hub][postgres][migration]") {
    const std::string url = PostgresCluster::of_this_program().make_database();
    std::array<std::string, 6> failures;
    {
        std::vector<std::jthread> threads;
        for (std::string& failure : failures) {
            threads.emplace_back([&failure, &url] {
                const auto store = PostgresStore::create({.url = url});
                if (!store) failure = store.error().detail;
            });
        }
    }
    for (const std::string& failure : failures) CHECK(failure == "");
    CHECK(required(required(PostgresStore::open({.url = url}))->list_organisations()).empty());
}

TEST_CASE("a database of every earlier schema is brought up to date, with all that is in it",
          "[hub][postgres][migration]") {
    const auto all = storage::hub_postgres_migrations();
    const auto had = GENERATE_COPY(range(std::size_t{1}, all.size()));
    INFO("schema " << had);
    const std::string url = PostgresCluster::of_this_program().make_database();
    {
        const auto raw = required(hub::PostgresConnection::open({.url = url}));
        require_success(raw->run_script(R"sql(
            CREATE SCHEMA oppad_hub;
            CREATE TABLE oppad_hub.schema_version (version bigint PRIMARY KEY))sql"));
        for (const storage::Migration& migration : all.first(had)) {
            require_success(raw->run_script(migration.script));
            const std::string note = "INSERT INTO oppad_hub.schema_version VALUES (" +
                                     std::to_string(migration.version) + ")";
            require_success(raw->run_script(note.c_str()));
        }
        require_success(raw->run_script(R"sql(
            INSERT INTO oppad_hub.organisations (id, name, team_scope, epoch, cursor_key, last_seq)
            VALUES ('01010101-0101-0101-0101-010101010101', 'Een',
                    '65656565-6565-6565-6565-656565656565', 3, decode(repeat('00', 32), 'hex'), 1);
            INSERT INTO oppad_hub.scopes (org_id, id, name)
            VALUES ('01010101-0101-0101-0101-010101010101',
                    '65656565-6565-6565-6565-656565656565', 'team');
            INSERT INTO oppad_hub.records
                (org_id, type, id, scope, seq, held_by, held_incarnation, state)
            VALUES ('01010101-0101-0101-0101-010101010101', 6,
                    '09090909-0909-0909-0909-090909090909',
                    '65656565-6565-6565-6565-656565656565', 1, 0, 0, decode('0102', 'hex'));
            INSERT INTO oppad_hub.corrections (device, claimed, given, at_ms)
            VALUES (77, 9000, 500, 1))sql"));
    }
    const auto store = required(PostgresStore::open({.url = url}));
    check_after_update(*store);
}

TEST_CASE("a database that can't be used says which way", "[hub][postgres]") {
    PostgresCluster& cluster = PostgresCluster::of_this_program();
    const std::string url = cluster.make_database();
    CHECK(code_of_opening(url) == ErrorCode::kNotFound);
    CHECK(code_of_opening(with(url, "@/hub", "@/nergens")) == ErrorCode::kNotFound);
    CHECK(code_of_opening(with(url, "oppad@", "niemand:geheim@")) == ErrorCode::kDenied);
    CHECK(code_of_opening(url + "-nergens") == ErrorCode::kBusy);
    CHECK(code_of_opening("mysql://geheim@/hub") == ErrorCode::kInvalid);
    const auto made = PostgresStore::create({.url = url});
    REQUIRE(made.has_value());
    require_success((*made)->add_organisation(
        {.id = id_of(1), .name = "Een", .team_scope = kTeam, .cursor_key = Bytes(32, 1)}));
    CHECK(PostgresStore::create({.url = url}).error().code == ErrorCode::kConflict);
    cluster.ask(url, "INSERT INTO oppad_hub.schema_version VALUES (9999)");
    CHECK(code_of_opening(url) == ErrorCode::kInvalid);
}

TEST_CASE("an error names no value of a row", "[hub][postgres][secrecy]") {
    Fixture fixture{kPostgres};
    auto transaction = fixture.write();
    require_success(transaction->add_scope({id_of(60), "Zilverspar"}));
    const Status twice = transaction->add_scope({id_of(61), "Zilverspar"});
    REQUIRE_FALSE(twice.has_value());
    CHECK(twice.error().code == ErrorCode::kConflict);
    CHECK(twice.error().detail == "query: SQLSTATE 23505");
    // A failed transaction can't be committed by mistake.
    CHECK_FALSE(transaction->commit().has_value());
}

TEST_CASE("what the server reports tells the caller what to do next",
          "[hub][postgres][hazard-38]") {
    const auto code = [](const char* sqlstate) {
        return hub::error_from_sqlstate(sqlstate, "query").code;
    };
    CHECK(code("53100") == ErrorCode::kDiskFull);
    CHECK(code("55P03") == ErrorCode::kBusy);
    CHECK(code("57014") == ErrorCode::kBusy);
    CHECK(code("40P01") == ErrorCode::kBusy);
    CHECK(code("57P01") == ErrorCode::kBusy);
    CHECK(code("53300") == ErrorCode::kBusy);
    CHECK(code(nullptr) == ErrorCode::kBusy);
    CHECK(code("XX001") == ErrorCode::kCorrupt);
    CHECK(code("XX002") == ErrorCode::kCorrupt);
    CHECK(code("58P01") == ErrorCode::kCorrupt);
    CHECK(code("23514") == ErrorCode::kConflict);
    CHECK(code("22021") == ErrorCode::kInvalid);
    CHECK(code("25006") == ErrorCode::kDenied);
    CHECK(code("42501") == ErrorCode::kDenied);
    CHECK(code("42601") == ErrorCode::kInternal);
}

TEST_CASE("a page costs what it returns, whatever the scope holds", "[hub][postgres]") {
    const std::string url = PostgresCluster::of_this_program().make_database();
    {
        const auto store = required(PostgresStore::create({.url = url}));
        require_success(store->add_organisation(
            {.id = id_of(1), .name = "Een", .team_scope = kTeam, .cursor_key = Bytes(32, 1)}));
    }
    PostgresCluster& cluster = PostgresCluster::of_this_program();
    cluster.ask(url, R"sql(
        INSERT INTO oppad_hub.records
        SELECT '01010101-0101-0101-0101-010101010101', 1, gen_random_uuid(),
            '65656565-6565-6565-6565-656565656565', number, 0, 0, 'x'
        FROM generate_series(1, 20000) AS number)sql");
    const auto store = required(PostgresStore::open({.url = url}));
    const auto rows_read = [&] {
        return std::stoll(cluster.ask(
            url,
            "SELECT coalesce(sum(idx_tup_read), 0) + "
            "(SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relname = 'records') "
            "FROM pg_stat_user_indexes WHERE relname = 'records'"));
    };
    const auto before = rows_read();
    {
        auto transaction = required(store->begin(id_of(1), TransactionKind::kRead));
        CHECK(required(transaction->list_log(kTeam, 10'000, 50)).size() == 50);
        CHECK(required(transaction->list_log(kTeam, 19'999, 50)).size() == 1);
    }
    cluster.restart();  // The server writes down what it counted.
    const auto after = rows_read();
    CHECK(after - before >= 51);
    CHECK(after - before <= 60);
}
