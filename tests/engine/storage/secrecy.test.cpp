// A stolen folder tells nothing: planted words are in no file of it, at no moment.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "engine/storage/meta.h"
#include "engine/storage/search.h"
#include "engine/storage/unit_of_work.h"
#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;
using oppad::test::TestStore;

namespace {

const std::vector<std::string> kPlanted{"Zonnebloemstraat", "Kasperowicz", "nachtmerries",
                                        "gasrekening",      "Borgerhout",  "deurwaarder"};

std::vector<std::string> found_in(const std::string& bytes) {
    std::vector<std::string> found;
    for (const std::string& word : kPlanted) {
        // The search index holds folded words: look for those too.
        std::string folded = word;
        for (char& letter : folded) letter = static_cast<char>(letter | 0x20);
        if (bytes.find(word) != std::string::npos || bytes.find(folded) != std::string::npos)
            found.push_back(word);
    }
    return found;
}

void plant(TestStore& fixture) {
    Family family;
    family.id = {fixture.entropy.id()};
    family.name = kPlanted[1];
    family.street = kPlanted[0] + " 8";
    family.municipality = kPlanted[4];
    family.note = "slaapt slecht door " + kPlanted[2];
    Contact contact;
    contact.id = {fixture.entropy.id()};
    contact.family_id = family.id;
    contact.note = kPlanted[3];
    UnitOfWork work = fixture.begin("log_contact");
    fixture.keep(work.save(family));
    fixture.keep(work.save(contact));
    fixture.keep(work.put_draft(fixture.entropy.id(), as_bytes(kPlanted[5])));
    fixture.keep(set_meta(work.connection(), "organisation", as_bytes(kPlanted[4])));
    fixture.keep(work.commit());
}

}  // namespace

TEST_CASE("planted words are in no file of the store", "[storage][secrecy]") {
    TestStore fixture;
    plant(fixture);
    const auto hits =
        search(fixture.connection(), SearchKind::kFamilies, "kasparowicz", 10);  // One slip.
    REQUIRE(hits);
    REQUIRE(hits->size() == 1);

    const auto check_silent = [&fixture] {
        const std::string bytes = test::all_bytes_below(fixture.folder.path());
        CHECK(found_in(bytes).empty());
        CHECK(bytes.find("SQLite format 3") == std::string::npos);
        CHECK(bytes.find("CREATE TABLE") == std::string::npos);
        const Secret key = test::test_key();
        CHECK(bytes.find(as_text(key.view())) == std::string::npos);
        CHECK(bytes.find(to_hex(key.view())) == std::string::npos);
    };
    SECTION("while it is open, with everything in the write-ahead log") { check_silent(); }
    SECTION("after a checkpoint") {
        REQUIRE(fixture.connection().checkpoint(CheckpointKind::kTruncate));
        check_silent();
    }
    SECTION("after closing") {
        fixture.store.reset();
        check_silent();
    }
    SECTION("a store without a key would give them all away: the search is sharp") {
        auto plain = Connection::open(
            {.path = fixture.folder.path() + "/plain.db", .mode = OpenMode::kCreate});
        REQUIRE(plain);
        REQUIRE((*plain)->execute("CREATE TABLE t (x TEXT)"));
        for (const std::string& word : kPlanted) {
            auto insert = (*plain)->prepare("INSERT INTO t VALUES (:x)");
            REQUIRE(insert);
            REQUIRE(insert->bind(":x", word).run());
        }
        CHECK(found_in(test::all_bytes_below(fixture.folder.path())).size() == kPlanted.size());
    }
}

TEST_CASE("an overwritten note does not stay in the file", "[storage][secrecy]") {
    // Looked at without a cipher, where every byte shows.
    const test::TempFolder folder;
    auto plain = Connection::open({.path = folder.path() + "/p.db", .mode = OpenMode::kCreate});
    REQUIRE(plain);
    Connection& connection = **plain;
    REQUIRE(connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT)"));
    REQUIRE(connection.execute("INSERT INTO notes VALUES (1, 'nachtmerries')"));
    REQUIRE(connection.execute("INSERT INTO notes VALUES (2, 'gasrekening')"));
    REQUIRE(connection.execute("UPDATE notes SET note = 'x' WHERE id = 1"));
    REQUIRE(connection.execute("DELETE FROM notes WHERE id = 2"));
    REQUIRE(connection.checkpoint(CheckpointKind::kTruncate));
    CHECK(found_in(test::all_bytes_below(folder.path())).empty());
}
