// What SQLite alone has: a file that an earlier hub left, which is migrated where it lies.
#include "sync/server/store/sqlite_store.h"

#include <catch2/catch_test_macros.hpp>

#include "engine/storage/sqlite/connection.h"
#include "tests/hub/store/store_kinds.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;
using hub::SqliteStore;
using hub::TransactionKind;

TEST_CASE("a file of a hub that noted no families is migrated, and none counts as noted",
          "[hub][migration]") {
    const TempFolder folder;
    const hub::SqliteStoreOptions options{.path = folder.path() + "/hub.db"};
    {
        const auto store = required(SqliteStore::create(options, test_key()));
        require_success(store->add_organisation(
            {.id = id_of(1), .name = "Een", .team_scope = kTeam, .cursor_key = Bytes(32, 1)}));
        auto transaction = required(store->begin(id_of(1), TransactionKind::kWrite));
        for (std::uint8_t id = 1; id <= 3; ++id)
            required(transaction->put_record(state_of(id, kTeam, "x"), std::nullopt));
        require_success(transaction->commit());
        require_success(store->connection().execute_script(R"sql(
            DROP INDEX records_of_family;
            ALTER TABLE records DROP COLUMN family;
            PRAGMA user_version = 4)sql"));
    }
    const auto store = required(SqliteStore::open(options, test_key()));
    auto transaction = required(store->begin(id_of(1), TransactionKind::kRead));
    CHECK(required(transaction->list_without_family(10)).size() == 3);
    const auto stored = required(transaction->find_record({RecordType::kPlace, id_of(2)}));
    REQUIRE(stored);
    CHECK(text_of(*stored) == "x");
}
