// An erasure leaves nothing: a word is planted wherever the tablet keeps what was written, and
// looked for in every table and in the bytes of the file.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>
#include <string>

#include "engine/storage/tables/draft_rows.h"
#include "sync/capture/sealed_work.h"
#include "tests/support/planted_word.h"
#include "tests/sync/tablet.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::Tablet;

namespace {

// Without its first letter, which the search index may leave out.
constexpr std::string_view kWord = "olibrie";

RecordState erasure_of(const RecordKey& key) {
    RecordState erased{.key = key, .scope = test::kScope};
    erased.erased = Stamp{1, 9};
    return erased;
}

std::set<std::string> tables_of(Tablet& tablet) {
    return test::tables_with(tablet.fixture.connection(), kWord);
}

int pages_of(Tablet& tablet) {
    return test::pages_with(tablet.fixture.paths.database(), test::test_key(), kWord);
}

template <class Step>
void in_transaction(Tablet& tablet, Step step) {
    auto transaction = storage::Transaction::begin(tablet.fixture.connection());
    REQUIRE(transaction);
    step(tablet.fixture.connection());
    REQUIRE(transaction->commit());
}

void put_draft_about(Tablet& tablet, const Family& family, const char* words) {
    const std::string content =
        R"({"family_id":")" + to_text(family.id.raw) + R"(","note":")" + words + R"("})";
    storage::UnitOfWork work = tablet.begin();
    REQUIRE(work.put_draft(tablet.entropy.id(), as_bytes(content)));
    REQUIRE(work.commit());
}

void keep_form_of(Tablet& tablet, const RecordKey& key) {
    const std::string content =
        R"({"id":")" + to_text(key.id) + R"(","fields":{"answer":"kolibrie"}})";
    storage::UnitOfWork work = tablet.begin();
    REQUIRE(work.put_draft(storage::kFormDraft, as_bytes(content)));
    REQUIRE(work.commit());
}

// What two wrote unaware of each other, what it said before, and what the hub refused.
Family refused_and_contested(Tablet& tablet) {
    Tablet other{2};
    const Family family = test::new_family(tablet, "Kolibrie");
    tablet.send();
    SyncReply refusal = test::reply_with({});
    refusal.refusals = {{key_of(family), RefusalReason::kInvalid}};
    tablet.receive(refusal, Answers::kPush);
    other.receive(test::reply_with({tablet.state(key_of(family))}));
    for (Tablet* author : {&tablet, &other}) {
        author->edit(family.id, [](Family& record) { record.street = "Kolibriestraat"; });
        const std::string words = author == &tablet ? "kolibrie ja" : "kolibrie nee";
        author->edit(family.id, [&](Family& record) {
            record.note = words;
            record.street = words;
        });
    }
    tablet.receive(test::reply_with({other.state(key_of(family))}));
    return family;
}

}  // namespace

TEST_CASE("an erased record's words stand in no table, no index and no page",
          "[sync][capture][hazard-47]") {
    Tablet tablet{1};
    const Family near = test::new_family(tablet, "Claes");
    const Family family = refused_and_contested(tablet);
    put_draft_about(tablet, family, "kolibrie in een kladje");
    in_transaction(tablet, [&](storage::Connection& connection) {
        const RawId colleague{{0xc0}};
        REQUIRE(seal(connection, colleague, tablet.state(key_of(family)), Sealed::kWaits));
        REQUIRE(seal_drafts(connection, colleague));
    });
    put_draft_about(tablet, family, "kolibrie in een kladje");
    put_draft_about(tablet, near, "een ander gezin");
    CHECK(tables_of(tablet) == std::set<std::string>{"conflict_versions", "drafts", "families",
                                                     "former_values", "refusals", "refused_texts",
                                                     "replaced_values", "sealed_drafts",
                                                     "sealed_work", "search_families_data"});
    CHECK(pages_of(tablet) > 0);
    CHECK(tablet.receive(test::reply_with({erasure_of(key_of(family))})).purged == 1);
    CHECK(tables_of(tablet).empty());
    CHECK(pages_of(tablet) == 0);
    CHECK(tablet.find(near.id).has_value());
    CHECK(tablet.fixture.number("SELECT count(*) FROM drafts") == 1);
    // The index is one piece by now: the next erasure makes it anew all the same.
    const Family later = test::new_family(tablet, "Kolibrie");
    CHECK(tables_of(tablet).contains("search_families_data"));
    tablet.receive(test::reply_with({erasure_of(key_of(later))}));
    CHECK(tables_of(tablet).empty());
    CHECK(pages_of(tablet) == 0);
}

TEST_CASE("a member's erasure takes their words out of the family's entry too",
          "[sync][capture][hazard-47]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Claes");
    Person person;
    person.id = {tablet.entropy.id()};
    person.family_id = family.id;
    person.given_name = "Kolibrie";
    tablet.save(person);
    REQUIRE(tables_of(tablet).contains("search_families_data"));
    tablet.receive(test::reply_with({erasure_of({RecordType::kPerson, person.id.raw})}));
    CHECK(tables_of(tablet).empty());
    CHECK(pages_of(tablet) == 0);
}

TEST_CASE("a form that was half filled in goes with the record that it is about",
          "[sync][capture][hazard-47]") {
    Tablet tablet{1};
    const RecordKey question{RecordType::kQuestion, tablet.entropy.id()};
    const RecordKey other{RecordType::kQuestion, tablet.entropy.id()};
    keep_form_of(tablet, question);
    const bool is_sealed = GENERATE(false, true);
    if (is_sealed) {
        in_transaction(tablet, [](storage::Connection& connection) {
            REQUIRE(seal_drafts(connection, RawId{{0xc0}}));
        });
    }
    tablet.receive(test::reply_with({erasure_of(other)}));
    CHECK(tables_of(tablet) == std::set<std::string>{is_sealed ? "sealed_drafts" : "drafts"});
    tablet.receive(test::reply_with({erasure_of(question)}));
    CHECK(tables_of(tablet).empty());
    CHECK(pages_of(tablet) == 0);
}

TEST_CASE("a form stays when a school that it names is erased", "[sync][capture]") {
    Tablet tablet{1};
    const RecordKey school{RecordType::kPlace, tablet.entropy.id()};
    keep_form_of(tablet, school);
    tablet.receive(test::reply_with({erasure_of(school)}));
    CHECK(tables_of(tablet) == std::set<std::string>{"drafts"});
}

TEST_CASE("what left with a lost scope is not in the index's bytes either",
          "[sync][capture][hazard-23]") {
    Tablet tablet{1};
    test::new_family(tablet, "Kolibrie");
    tablet.send();
    SyncReply reply = test::reply_with({});
    tablet.receive(reply, Answers::kPush);
    reply.forget = {test::kScope};
    tablet.receive(reply);
    CHECK(tables_of(tablet).empty());
    CHECK(pages_of(tablet) == 0);
}

TEST_CASE("words that the hub refused because the record was erased are not kept",
          "[sync][capture][hazard-47]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Kolibrie");
    tablet.send();
    SyncReply reply = test::reply_with({});
    reply.refusals = {{key_of(family), RefusalReason::kErased}};
    tablet.receive(reply, Answers::kPush);
    CHECK(tablet.fixture.number("SELECT count(*) FROM refusals WHERE reason = 4") == 1);
    const std::set<std::string> tables = tables_of(tablet);
    CHECK_FALSE(tables.contains("refusals"));
    CHECK_FALSE(tables.contains("refused_texts"));
}
