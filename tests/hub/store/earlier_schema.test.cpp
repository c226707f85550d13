// A hub is updated in place: what an earlier release wrote is all there for this one, whichever it
// was, and is gone on with.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <span>

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/migrations.h"
#include "sync/server/store/sqlite_store.h"
#include "tests/hub/store/after_update.h"
#include "tests/hub/support/test_hub.h"

namespace oppad::storage {
std::span<const Migration> hub_migrations();
}

using namespace oppad;
using namespace oppad::test;

TEST_CASE("a hub's file of every earlier schema is brought up to date, with all that is in it",
          "[hub][migration]") {
    const auto all = storage::hub_migrations();
    const auto had = GENERATE_COPY(range(std::size_t{1}, all.size()));
    INFO("schema " << had);
    const TempFolder folder;
    const hub::SqliteStoreOptions options{.path = folder.path() + "/hub.db"};
    const Secret key = test_key();
    {
        storage::ConnectionOptions raw{.path = options.path, .mode = storage::OpenMode::kCreate};
        raw.key = &key;
        const auto connection = required(storage::Connection::open(raw));
        require_success(storage::migrate(*connection, all.first(had)));
        require_success(connection->execute_script(R"sql(
            INSERT INTO organisations (id, name, team_scope, epoch, cursor_key, last_seq)
            VALUES (x'01010101010101010101010101010101', 'Een',
                    x'65656565656565656565656565656565', 3, zeroblob(32), 1);
            INSERT INTO scopes (org_id, id, name)
            VALUES (x'01010101010101010101010101010101',
                    x'65656565656565656565656565656565', 'team');
            INSERT INTO records (org_id, type, id, scope, seq, held_by, held_incarnation, state)
            VALUES (x'01010101010101010101010101010101', 6,
                    x'09090909090909090909090909090909',
                    x'65656565656565656565656565656565', 1, 0, 0, x'0102');
            INSERT INTO corrections (device, claimed, given, at_ms)
            VALUES (77, 9000, 500, 1))sql"));
    }
    const auto store = required(hub::SqliteStore::open(options, key));
    check_after_update(*store);
}
