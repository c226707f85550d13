// Looking back: who changed what, when, and what stood there.
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/transaction.h"
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;

namespace {

std::vector<ReplacedValue> changes_of(TestDesk& desk, RecordKey key) {
    return desk.look<HistoryView>(LookHistory{key}).changes;
}

Family saved(TestDesk& desk, const Id<Family>& id, void (*change)(Family&)) {
    const Family before = desk.get(id);
    Family after = before;
    change(after);
    desk.done<Family>(SaveFamily{after, before});
    return after;
}

}  // namespace

TEST_CASE("each change says who made it, when, and what stood there", "[views][history]") {
    TestDesk desk;
    const Id<Family> id = desk.family("Nowak");
    const RecordKey key{RecordType::kFamily, id.raw};
    CHECK(changes_of(desk, key).empty());  // What is written first replaces nothing.
    saved(desk, id, [](Family& family) { family.street = "Kerkstraat 8"; });
    desk.fixture.clock.advance(std::chrono::hours(3));
    const Instant moved_at = desk.fixture.clock.now();
    saved(desk, id, [](Family& family) {
        family.street = "Dorp 2";
        family.languages = {"nl", "pl"};
    });
    saved(desk, id, [](Family& family) { family.street = "Dorp 2"; });  // Nothing is another.
    const auto changes = changes_of(desk, key);
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].field_name == "street");
    CHECK(changes[0].words == "Kerkstraat 8");
    CHECK(changes[0].written_at == moved_at);
    CHECK(changes[0].is_mine);
    CHECK(changes[1].field_name == "languages");
    CHECK(changes[1].elements.empty());
    CHECK(changes[2].words.empty());
}

TEST_CASE("what a contact was about before is told in codes, who was there by name",
          "[views][history]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Nowak");
    Person person;
    person.family_id = family;
    person.given_name = "Ania";
    person.relation = PersonRelation::kMother;
    const Id<Person> ania = desk.done<Person>(SavePerson{person, std::nullopt});
    ContactDraft draft = desk.draft();
    draft.family_id = family;
    draft.themes = {"debt", "food"};
    draft.participants = {to_text(ania.raw)};
    const Contact before = desk.get(desk.done<Contact>(LogContact{draft}));
    Contact after = before;
    after.themes = {"food"};
    after.participants.clear();
    after.family_id.reset();
    EditContact edit;
    edit.contact = after;
    edit.opened = before;
    desk.done<Contact>(edit);
    const auto changes = changes_of(desk, {RecordType::kContact, before.id.raw});
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].words == "Nowak");
    CHECK(changes[1].elements == TextSet{"debt", "food"});
    CHECK(changes[2].elements == TextSet{"Ania"});
}

TEST_CASE("the history of a family tells what was changed about its members", "[views][history]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Nowak");
    Person person;
    person.family_id = family;
    person.given_name = "Jan";
    person.relation = PersonRelation::kChild;
    person.school_class = "1A";
    person.id = desk.done<Person>(SavePerson{person, std::nullopt});
    Person older = person;
    older.school_class = "2A";
    desk.done<Person>(SavePerson{older, person});
    const auto changes = changes_of(desk, {RecordType::kFamily, family.raw});
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].whose == "Jan");
    CHECK(changes[0].record_type == RecordType::kPerson);
    CHECK(changes[0].field_name == "school_class");
    CHECK(changes[0].words == "1A");
}

TEST_CASE("of a record that is not here any more no history is told",
          "[views][history][hazard-28]") {
    TestDesk desk;
    const Id<Family> id = desk.family("Nowak");
    const RecordKey key{RecordType::kFamily, id.raw};
    saved(desk, id, [](Family& family) { family.street = "Kerkstraat 8"; });
    saved(desk, id, [](Family& family) { family.street = "Dorp 2"; });
    REQUIRE(changes_of(desk, key).size() == 2);
    auto transaction = storage::Transaction::begin(desk.fixture.connection());
    REQUIRE(transaction);
    REQUIRE(storage::purge_all_records(desk.fixture.connection()));
    REQUIRE(transaction->commit());
    CHECK(changes_of(desk, key).empty());
    CHECK(desk.look<FamiliesView>(LookFamilies{}).rows.empty());
    CHECK(desk.look<FamiliesView>(LookFamilies{"Nowak"}).rows.empty());
    CHECK(desk.look<FamiliesView>(LookFamilies{"Nowka"}).rows.empty());  // Nor what was meant.
}
