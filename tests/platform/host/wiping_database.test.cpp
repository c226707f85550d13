// What SQLite frees, looked for in the heap of this very process (tests/support/heap_search.h).
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/wiping_memory.h"
#include "tests/support/heap_search.h"
#include "tests/support/temp_store.h"

namespace oppad::test {

TEST_CASE("what was read and written in a database is nowhere in the heap once it is closed",
          "[platform][secrecy]") {
    constexpr int kSeed = 5;
    const TempFolder folder;
    const Secret key = test_key();
    {
        auto opened = storage::Connection::open(
            {.path = folder.path() + "/notes.db", .mode = storage::OpenMode::kCreate, .key = &key});
        REQUIRE(opened);
        storage::Connection& connection = **opened;
        REQUIRE(storage::wipe_freed_memory());
        REQUIRE(connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT)"));
        for (int count = 0; count < 50; ++count) {
            auto insert = connection.prepare("INSERT INTO notes (note) VALUES (:note)");
            REQUIRE(insert);
            const std::string note = planted_text(kSeed, 20);
            insert->bind(":note", note);
            REQUIRE(insert->run());
        }
        auto select = connection.prepare("SELECT note FROM notes ORDER BY note || id DESC");
        REQUIRE(select);
        const auto has_row = select->step();
        REQUIRE(has_row);
        REQUIRE(count_in_heap(kSeed) > 50);  // The search itself finds what is there.
    }
    CHECK(count_in_heap(kSeed) == 0);
}

}  // namespace oppad::test
