// What was written is found by its words: read in pieces behind the saves, true to every change,
// and gone with what is removed or purged.
#include "engine/storage/text_index.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "engine/domain/contact.h"
#include "engine/domain/family.h"
#include "engine/domain/question.h"
#include "engine/domain/signal.h"
#include "engine/storage/record_table.h"
#include "engine/storage/search_index.h"
#include "engine/storage/sqlite/transaction.h"
#include "tests/support/earlier_schema.h"
#include "tests/support/temp_store.h"

using namespace oppad;
using namespace oppad::storage;
using oppad::test::TestStore;

namespace {

struct Notes {
    Id<Contact> contact(const char* note) {
        Contact contact;
        contact.id = {fixture.entropy.id()};
        contact.kind = ContactKind::kHomeVisit;
        contact.at = fixture.clock.now();
        contact.note = note;
        fixture.save(contact);
        return contact.id;
    }
    void read(int limit = 100) {
        auto transaction = Transaction::begin(fixture.connection());
        REQUIRE(transaction);
        REQUIRE(read_texts(fixture.connection(), limit));
        REQUIRE(transaction->commit());
    }
    void purge(const Id<Contact>& id) {
        auto transaction = Transaction::begin(fixture.connection());
        REQUIRE(transaction);
        REQUIRE(purge_record(fixture.connection(), {RecordType::kContact, id.raw}));
        REQUIRE(transaction->commit());
    }
    std::vector<RawId> found(std::string_view typed, RecordType type = RecordType::kContact,
                             Spelling spelling = Spelling::kAsTyped) {
        const auto ids = find_by_text(fixture.connection(), type, typed, spelling, 10);
        REQUIRE(ids);
        return *ids;
    }
    bool finds(std::string_view typed, const Id<Contact>& id) {
        const std::vector<RawId> ids = found(typed);
        return std::find(ids.begin(), ids.end(), id.raw) != ids.end();
    }
    std::int64_t traces(const char* word) {
        const std::string count =
            "SELECT count(*) FROM search_texts_data WHERE instr(block, CAST('" + std::string(word) +
            "' AS BLOB)) > 0";
        return fixture.number(count.c_str());
    }

    TestStore fixture;
};

}  // namespace

TEST_CASE("a note is found by the beginnings of its words", "[storage][texts]") {
    Notes here;
    const auto id = here.contact("Samen naar de sociale kerkwinkel geweest met mevr. Noël.");
    here.contact("Gebeld over de schoolrekening.");
    here.read();
    for (const char* typed : {"ker", "kerk", "kerkw", "kerkwi", "kerkwinkel", "KERK soc", "noel",
                              "samen naar de kerk", "mevr. Noël"}) {
        INFO(typed);
        CHECK(here.found(typed).size() == 1);
        CHECK(here.finds(typed, id));
    }
    CHECK(here.found("winkel").empty());
    CHECK(here.found("kerk schoolrekening").empty());
    CHECK(here.found("kerkwinkels").empty());
}

TEST_CASE("a note is found in spite of a slip", "[storage][texts]") {
    Notes here;
    const auto id = here.contact("Samen naar de sociale kerkwinkel geweest met mevr. Noël.");
    here.contact("Gebeld over de schoolrekening.");
    here.read();
    const auto found = [&here](std::string_view typed) {
        return here.found(typed, RecordType::kContact, Spelling::kWithSlips);
    };
    for (const char* typed : {"kerkwinkle", "kerwinkel", "kerkwinkels", "kerkwenk", "socaile",
                              "samen kerkwinkle", "keerk"}) {
        INFO(typed);
        CHECK(here.found(typed).empty());
        CHECK(found(typed) == std::vector{id.raw});
    }
    CHECK(found("kex").empty());  // A slip in three letters is another word.
    CHECK(found("kurkwenkel").empty());
    SECTION("also one of a note that was read since") {
        const auto later = here.contact("Over de huurwaarborg gesproken.");
        here.read();
        CHECK(found("huurwarborg") == std::vector{later.raw});
    }
    SECTION("and not in what was purged") {
        here.purge(id);
        CHECK(found("kerkwinkle").empty());
    }
}

TEST_CASE("any text is safe to type, and too little finds nothing", "[storage][texts]") {
    Notes here;
    here.contact("a b cd van AND OR NOT \" * words :");
    here.read();
    for (const char* typed :
         {"", " ", "a", "cd", "\"", "*", "a* OR b", "words :", "\xff\xfe", "^a"}) {
        INFO(typed);
        here.found(typed);
    }
    CHECK(here.found("cd").empty());
    CHECK(here.found("van").size() == 1);
    CHECK(here.found(std::string(5000, 'x')).empty());
}

TEST_CASE("what was noted last comes first, and no more than asked for", "[storage][texts]") {
    Notes here;
    std::vector<RawId> ids;
    for (int i = 0; i < 12; ++i) ids.push_back(here.contact("schoolrekening").raw);
    here.read();
    const std::vector<RawId> found = here.found("school");
    REQUIRE(found.size() == 10);
    CHECK(found.front() == ids.back());
    CHECK(found.back() == ids[2]);
}

TEST_CASE("notes are read in pieces, behind the saves", "[storage][texts]") {
    Notes here;
    std::vector<Id<Contact>> ids;
    for (int i = 0; i < 5; ++i) ids.push_back(here.contact("schoolrekening"));
    CHECK(here.fixture.number("SELECT count(*) FROM search_pending") == 0);
    CHECK(here.found("school").empty());
    here.read(2);
    CHECK(here.found("school").size() == 2);
    CHECK(*has_unread_texts(here.fixture.connection()));
    here.read(2);
    here.read(2);
    CHECK(here.found("school").size() == 5);
    CHECK_FALSE(*has_unread_texts(here.fixture.connection()));
    const auto last = here.contact("schoolrekening");
    CHECK(*has_unread_texts(here.fixture.connection()));
    here.read();
    CHECK(here.finds("school", last));
}

TEST_CASE("a changed note is found by its new words alone", "[storage][texts]") {
    Notes here;
    const bool was_read = GENERATE(true, false);
    const auto id = here.contact("Gebeld over de schoolrekening.");
    if (was_read) here.read();
    Contact contact;
    contact.id = id;
    contact.kind = ContactKind::kHomeVisit;
    contact.at = here.fixture.clock.now();
    contact.note = "Gebeld over huisvesting.";
    here.fixture.save(contact);
    here.read();
    CHECK(here.finds("huisvest", id));
    CHECK_FALSE(here.finds("school", id));
}

TEST_CASE("a change of anything but words costs the index nothing", "[storage][texts]") {
    Notes here;
    const auto id = here.contact("Gebeld over de schoolrekening.");
    here.read();
    Connection& connection = here.fixture.connection();
    auto transaction = Transaction::begin(connection);
    REQUIRE(transaction);
    const RecordKey key{RecordType::kContact, id.raw};
    const auto stored = find_record(connection, key);
    REQUIRE(stored);
    StoredRecord moved = **stored;
    moved.scope = here.fixture.entropy.id();
    REQUIRE(update_record(connection, **stored, moved));
    CHECK(here.fixture.number("SELECT count(*) FROM search_pending") == 0);
    REQUIRE(transaction->commit());
    CHECK(here.finds("school", id));
}

TEST_CASE("a removed note is not found", "[storage][texts]") {
    Notes here;
    const auto id = here.contact("Xylofoonles gevraagd.");
    const auto other = here.contact("Over de schoolrekening.");
    here.read();
    REQUIRE(here.finds("xylo", id));
    UnitOfWork work = here.fixture.begin("delete");
    here.fixture.keep(work.remove({RecordType::kContact, id.raw}));
    here.fixture.keep(work.commit());
    CHECK(here.found("xylo").empty());
    CHECK(here.finds("school", other));
}

TEST_CASE("a purged note's words leave the index's bytes", "[storage][texts]") {
    Notes here;
    const auto id = here.contact("Xylofoonles gevraagd.");
    here.read();
    REQUIRE(here.traces("xyl") > 0);
    here.purge(id);
    CHECK(here.found("xylo").empty());
    auto transaction = Transaction::begin(here.fixture.connection());
    REQUIRE(transaction);
    REQUIRE(scrub_search(here.fixture.connection()));
    REQUIRE(transaction->commit());
    CHECK(here.traces("xyl") == 0);
}

// SQLite gives a new row the number of the last one that went.
TEST_CASE("a note is read that stands where a purged one stood", "[storage][texts]") {
    Notes here;
    const auto first = here.contact("eerste");
    const auto second = here.contact("tweede");
    const auto third = here.contact("derde");
    here.read();
    here.purge(second);
    here.purge(third);
    const auto next = here.contact("vierde");
    const auto after = here.contact("vijfde");
    here.read();
    CHECK(here.finds("eerste", first));
    CHECK(here.finds("vierde", next));
    CHECK(here.finds("vijfde", after));
    CHECK(here.found("derde").empty());
    here.purge(first);
    here.purge(after);
    here.purge(next);
    const auto alone = here.contact("alleen");
    here.read();
    CHECK(here.finds("alleen", alone));
}

TEST_CASE("each kind is searched apart", "[storage][texts]") {
    Notes here;
    here.contact("Over de schoolrekening.");
    Question question;
    question.id = {here.fixture.entropy.id()};
    question.text = "Wie betaalt de schoolreis?";
    question.answer = "Het fonds.";
    here.fixture.save(question);
    here.read();
    CHECK(here.found("school").size() == 1);
    CHECK(here.found("school", RecordType::kQuestion) == std::vector<RawId>{question.id.raw});
    CHECK(here.found("schoolreis fonds", RecordType::kQuestion).size() == 1);
    CHECK(here.found("school", RecordType::kReferral).empty());
}

TEST_CASE("what has a name is found by its note too, and by none that is gone",
          "[storage][texts]") {
    Notes here;
    Family family;
    family.id = {here.fixture.entropy.id()};
    family.name = "Maes";
    family.note = "Xylofoonles gevraagd.";
    here.fixture.save(family);
    const auto found = [&](std::string_view typed) {
        return here.found(typed, RecordType::kFamily) == std::vector{family.id.raw};
    };
    here.read();
    CHECK(found("xylo"));
    SECTION("when it is another") {
        family.note = "Gitaarles";
        here.fixture.save(family);
        CHECK(found("gitaar"));
        CHECK_FALSE(found("xylo"));
    }
    SECTION("when it is emptied") {
        family.note.clear();
        here.fixture.save(family);
        CHECK_FALSE(found("xylo"));
    }
    SECTION("when the family is purged, to the last byte") {
        auto transaction = Transaction::begin(here.fixture.connection());
        REQUIRE(transaction);
        REQUIRE(purge_record(here.fixture.connection(), {RecordType::kFamily, family.id.raw}));
        REQUIRE(scrub_search(here.fixture.connection()));
        REQUIRE(transaction->commit());
        CHECK_FALSE(found("xylo"));
        CHECK(here.traces("xyl") == 0);
    }
}

TEST_CASE("many without a note don't hold up the one that has one", "[storage][texts]") {
    Notes here;
    for (int i = 0; i < 100; ++i) here.contact("");
    const auto last = here.contact("schoolrekening");
    here.read(2);
    CHECK(here.finds("school", last));
}

TEST_CASE("a store of schema 17 finds its signals and notes once they are read",
          "[storage][texts]") {
    Notes here;
    Signal signal;
    signal.id = {here.fixture.entropy.id()};
    signal.text = "Lege brooddozen";
    here.fixture.save(signal);
    Family family;
    family.id = {here.fixture.entropy.id()};
    family.name = "Maes";
    family.safety_remark = "Losse waakhond";
    here.fixture.save(family);
    here.read();
    test::return_to_schema(here.fixture, 17);
    here.fixture.reopen();
    CHECK(here.found("brood", RecordType::kSignal).empty());
    CHECK(here.found("waak", RecordType::kFamily).empty());
    here.read();
    CHECK(here.found("brood", RecordType::kSignal) == std::vector{signal.id.raw});
    CHECK(here.found("waak", RecordType::kFamily) == std::vector{family.id.raw});
}

TEST_CASE("when everything goes, nothing is found and all is read anew", "[storage][texts]") {
    Notes here;
    here.contact("Over de schoolrekening.");
    here.read();
    auto transaction = Transaction::begin(here.fixture.connection());
    REQUIRE(transaction);
    REQUIRE(purge_all_records(here.fixture.connection()));
    REQUIRE(transaction->commit());
    CHECK(here.found("school").empty());
    const auto id = here.contact("Over de schoolrekening.");
    here.read();
    CHECK(here.finds("school", id));
}
