// An update gives a field a column that a newer tablet filled in before: what was carried shows.
#include "sync/capture/new_columns.h"

#include <catch2/catch_test_macros.hpp>

#include "sync/capture/row_state.h"
#include "tests/sync/tablet.h"

using namespace oppad;
using namespace oppad::sync;
using test::Tablet;

namespace {

constexpr FieldNumber kStreet = 12;

Person new_person(Tablet& tablet, const Family& family) {
    Person person;
    person.id = {tablet.entropy.id()};
    person.family_id = family.id;
    person.given_name = "Tom";
    person.street = "Dok-Noord 3";
    tablet.save(person);
    return person;
}

// The row as it lies in a store whose version did not know the field: no column says it, and the
// blob carries it whole.
void carry_street(Tablet& tablet, const RecordKey& key) {
    auto row = storage::find_record(tablet.fixture.connection(), key);
    REQUIRE(row);
    REQUIRE(row->has_value());
    RecordState state = tablet.state(key);
    const FieldState street = *find_field_state(state, kStreet);
    std::erase_if(state.fields, [](const FieldState& one) { return one.number == kStreet; });
    storage::StoredRecord older = row_of(state);
    auto causal = unpack_causal(older.causal, key);
    REQUIRE(causal);
    causal->residual.fields.push_back(street);
    older.causal = pack_causal(std::move(*causal));
    auto transaction = storage::Transaction::begin(tablet.fixture.connection());
    REQUIRE(transaction);
    REQUIRE(storage::update_record(tablet.fixture.connection(), **row, older));
    REQUIRE(transaction->commit());
}

}  // namespace

TEST_CASE("what a newer tablet wrote into an unknown field is shown once an update knows it",
          "[sync][capture][hazard-33]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    const Person tom = new_person(tablet, family);
    const RecordKey key{RecordType::kPerson, tom.id.raw};
    const RecordState before = tablet.state(key);
    const int queued = tablet.queued();
    carry_street(tablet, key);
    REQUIRE(tablet.state(key) == before);
    REQUIRE(tablet.load(tom.id).street.empty());
    tablet.restart();
    CHECK(tablet.load(tom.id).street.empty());  // No step of the schema brought anything.

    tablet.fixture.keep(
        tablet.fixture.connection().execute("INSERT INTO new_columns (type) VALUES (2)"));
    tablet.restart();
    CHECK(tablet.load(tom.id).street == "Dok-Noord 3");
    CHECK(tablet.state(key) == before);
    CHECK(tablet.queued() == queued);
    CHECK(tablet.fixture.number("SELECT count(*) FROM new_columns") == 0);
    CHECK(tablet.fixture.number("SELECT count(*) FROM search_pending WHERE type = 1") == 1);
}

TEST_CASE("an edit on a tablet that doesn't know a person's own address leaves it as it was",
          "[sync][capture][hazard-33]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    const Person tom = new_person(tablet, family);
    const RecordKey key{RecordType::kPerson, tom.id.raw};
    const RecordState before = tablet.state(key);
    carry_street(tablet, key);
    tablet.edit(tom.id, [](Person& person) { person.phone = "+32470123456"; });
    CHECK(*find_field_state(tablet.state(key), kStreet) == *find_field_state(before, kStreet));
}
