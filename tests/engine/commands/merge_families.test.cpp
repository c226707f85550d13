// Two families that turn out to be one, a member who moves, and the way back.
#include "engine/storage/tables/linked_rows.h"
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::has;
using oppad::test::TestDesk;

namespace {

Id<Person> member(TestDesk& desk, const Id<Family>& family, const char* name) {
    Person person;
    person.family_id = family;
    person.given_name = name;
    return desk.done<Person>(SavePerson{person, std::nullopt});
}

template <class Record>
void give(TestDesk& desk, const Id<Family>& family) {
    Record record;
    record.family_id = family;
    desk.given(record);
}

// One record of every kind that can hang on a family.
void give_one_of_each(TestDesk& desk, const Id<Family>& family) {
    give<Person>(desk, family);
    give<Contact>(desk, family);
    give<Question>(desk, family);
    give<Referral>(desk, family);
    give<FollowUp>(desk, family);
    give<Appointment>(desk, family);
    give<Consent>(desk, family);
    give<CampaignCall>(desk, family);
}

std::vector<RecordKey> linked(TestDesk& desk, const Id<Family>& family) {
    auto keys = storage::list_linked_to_family(desk.fixture.connection(), family);
    REQUIRE(keys);
    std::sort(keys->begin(), keys->end());
    return *keys;
}

MergedFamilies merge(TestDesk& desk, const Id<Family>& kept, const Id<Family>& merged) {
    Outcome outcome = desk.desk.run(MergeFamilies{kept, merged});
    REQUIRE(outcome.saved());
    REQUIRE(outcome.undo);
    return std::get<UndoMerge>(*outcome.undo).merged;
}

// How many types of schema.h have a family_id: each must follow its family.
std::size_t types_with_a_family() {
    std::size_t count = 0;
    for (int number = 1; number <= static_cast<int>(RecordType::kStaff); ++number) {
        const RecordSpec* spec = find_spec(static_cast<RecordType>(number));
        REQUIRE(spec != nullptr);
        for (const FieldSpec& field : spec->fields) count += field.name == "family_id" ? 1 : 0;
    }
    return count;
}

}  // namespace

TEST_CASE("everything that hangs on a family goes along in a merge and comes back with its undo",
          "[commands][merge]") {
    TestDesk desk;
    const Id<Family> kept = desk.family("Peeters");
    const Id<Family> merged = desk.family("Peters");
    give_one_of_each(desk, merged);
    give_one_of_each(desk, kept);
    const std::vector<RecordKey> of_kept = linked(desk, kept);
    const std::vector<RecordKey> of_merged = linked(desk, merged);
    REQUIRE(of_merged.size() == types_with_a_family());

    const MergedFamilies done = merge(desk, kept, merged);
    CHECK_FALSE(desk.find(merged));
    CHECK(linked(desk, merged).empty());
    CHECK(linked(desk, kept).size() == of_kept.size() + of_merged.size());

    desk.done<Family>(UndoMerge{done});
    desk.done<Family>(UndoMerge{done});  // A second tap.
    CHECK(desk.find(merged));
    CHECK(linked(desk, kept) == of_kept);
    CHECK(linked(desk, merged) == of_merged);
}

TEST_CASE("the kept family takes what it lacked, and loses it with the undo", "[commands][merge]") {
    TestDesk desk;
    Family one;
    one.name = "Peeters";
    one.safety_remark = "Hond aan de deur.";
    one.languages = {"nl"};
    one.known_before = false;
    one.first_contact_day = Day{std::chrono::year{2025} / 5 / 4};
    const auto kept = desk.done<Family>(SaveFamily{one, std::nullopt});
    Family two;
    two.name = "Peters";
    two.safety_remark = "Niet alleen gaan.";
    two.street = "Kerkstraat 8";
    two.phone = "0470 12 34 56";
    two.languages = {"tr"};
    two.needs_interpreter = true;
    two.known_before = true;
    two.first_contact_day = Day{std::chrono::year{2024} / 5 / 4};
    const auto merged = desk.done<Family>(SaveFamily{two, std::nullopt});
    const Family before = desk.get(kept);

    const MergedFamilies done = merge(desk, kept, merged);
    const Family after = desk.get(kept);
    CHECK(after.name == "Peeters");
    CHECK(after.safety_remark == "Hond aan de deur.\nNiet alleen gaan.");
    CHECK(after.street == "Kerkstraat 8");
    CHECK(after.phone == "+32470123456");
    CHECK(after.languages == TextSet{"nl", "tr"});
    CHECK(after.needs_interpreter);
    CHECK(after.known_before == true);
    CHECK(after.first_contact_day == two.first_contact_day);

    Family edited = after;
    edited.phone = "+32470999999";
    desk.done<Family>(SaveFamily{edited, after});
    desk.done<Family>(UndoMerge{done});
    Family expected = before;
    expected.phone = "+32470999999";  // Somebody's own word after the merge.
    CHECK(to_values(desk.get(kept)) == to_values(expected));
}

TEST_CASE("what came to a family after a merge stays with it when the merge is undone",
          "[commands][merge]") {
    TestDesk desk;
    const Id<Family> kept = desk.family("Peeters");
    const Id<Family> merged = desk.family("Peters");
    const Id<Family> third = desk.family("Maes");
    const Id<Person> moved_on = member(desk, merged, "Lina");
    const MergedFamilies done = merge(desk, kept, merged);
    const Id<Person> later = member(desk, kept, "Deniz");
    desk.done<Person>(MovePerson{moved_on, third});
    desk.done<Family>(UndoMerge{done});
    CHECK(desk.get(later).family_id == kept);
    CHECK(desk.get(moved_on).family_id == third);
}

TEST_CASE("a family is not merged with itself or with one that is gone", "[commands][merge]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Peeters");
    CHECK(has(desk.problems(MergeFamilies{family, family}), ProblemCode::kMissing, "merged"));
    const Id<Family> gone{desk.fixture.entropy.id()};
    CHECK(has(desk.problems(MergeFamilies{family, gone}), ProblemCode::kGone, "id"));
    CHECK(desk.find(family));
}

TEST_CASE("a merged family is found under the name that is kept alone", "[commands][merge]") {
    TestDesk desk;
    const Id<Family> kept = desk.family("Janssens");
    const Id<Family> merged = desk.family("Verhoeven");
    member(desk, merged, "Amira");
    merge(desk, kept, merged);
    CHECK(desk.look<FamiliesView>(LookFamilies{"verhoeven"}).rows.empty());
    const auto found = desk.look<FamiliesView>(LookFamilies{"amira"});
    REQUIRE(found.rows.size() == 1);
    CHECK(found.rows[0].id == kept);
}

TEST_CASE("a member who moves is found with the new family, and back again", "[commands][merge]") {
    TestDesk desk;
    const Id<Family> from = desk.family("Janssens");
    const Id<Family> to = desk.family("Verhoeven");
    const Id<Person> person = member(desk, from, "Amira");
    const auto found = [&] {
        const auto view = desk.look<FamiliesView>(LookFamilies{"amira"});
        REQUIRE(view.rows.size() == 1);
        return view.rows[0].id;
    };
    desk.done<Person>(MovePerson{person, to});
    CHECK(found() == to);
    desk.done<Person>(MovePerson{person, from});
    CHECK(found() == from);
    const Id<Family> gone{desk.fixture.entropy.id()};
    CHECK(has(desk.problems(MovePerson{person, gone}), ProblemCode::kGone, "family_id"));
}
