// Two families that turn out to be one, a member who moves, and the way back.
#include <rapidcheck.h>

#include <array>

#include "engine/domain/phone.h"
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

TEST_CASE("a remark is left out of a merge only where it stands already as a line of its own",
          "[commands][merge]") {
    TestDesk desk;
    Family one;
    one.name = "Peeters";
    one.safety_remark = "Geen honden meer";
    one.note = "Belt zelf.\nKomt graag.\nSpreekt Pools.";
    const auto kept = desk.done<Family>(SaveFamily{one, std::nullopt});
    Family two;
    two.name = "Peters";
    two.safety_remark = "hond";
    two.note = "Komt graag.\nSpreekt Pools.";
    const auto merged = desk.done<Family>(SaveFamily{two, std::nullopt});
    merge(desk, kept, merged);
    CHECK(desk.get(kept).safety_remark == "Geen honden meer\nhond");
    CHECK(desk.get(kept).note == one.note);
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

namespace {

constexpr std::array kParts{&Family::street, &Family::postcode, &Family::municipality};
constexpr std::array kOwnParts{&Person::street, &Person::postcode, &Person::municipality};
constexpr std::array<std::array<const char*, 3>, 3> kTyped{
    {{"", "Kerkstraat 8", "Molenweg 2"}, {"", "2400", "2440"}, {"", "Mol", "Geel"}}};

const char* any_of_part(std::size_t part) {
    return kTyped[part][static_cast<std::size_t>(*rc::gen::inRange(0, 3))];
}

// Two families, each with some members, of whom some live elsewhere.
struct TwoFamilies {
    explicit TwoFamilies(TestDesk& desk) {
        for (const bool is_kept : {true, false}) {
            Family family;
            family.name = is_kept ? "Peeters" : "Peters";
            for (std::size_t part = 0; part < kParts.size(); ++part)
                family.*kParts[part] = any_of_part(part);
            family.phone = *rc::gen::element<std::string>("", "+32470111111", "+32470222222");
            const Id<Family> id = desk.given(family);
            (is_kept ? kept : merged) = id;
            const int members = *rc::gen::inRange(0, 3);
            for (int i = 0; i < members; ++i) {
                Person person;
                person.family_id = id;
                person.given_name = "Amira";
                const bool is_elsewhere = *rc::gen::arbitrary<bool>();
                for (std::size_t part = 0; is_elsewhere && part < kParts.size(); ++part)
                    person.*kOwnParts[part] = any_of_part(part);
                people.push_back(desk.given(person));
            }
        }
    }

    Id<Family> kept;
    Id<Family> merged;
    std::vector<Id<Person>> people;
};

// Where somebody is to be found: their own address, else the family's.
std::array<std::string, 3> home_of(TestDesk& desk, const Id<Person>& id) {
    const Person person = desk.get(id);
    const Family family = desk.get(*person.family_id);
    std::array<std::string, 3> own;
    std::array<std::string, 3> shared;
    for (std::size_t part = 0; part < kParts.size(); ++part) {
        own[part] = person.*kOwnParts[part];
        shared[part] = family.*kParts[part];
    }
    return own == std::array<std::string, 3>{} ? shared : own;
}

// Every part of an address, and every phone, that stands anywhere.
std::string everything_typed(TestDesk& desk, const TwoFamilies& two) {
    const Family family = desk.get(two.kept);
    std::string all = family.note + '|' + format_phone(family.phone);
    for (const auto part : kParts) all += '|' + family.*part;
    for (const Id<Person>& id : two.people)
        for (const auto part : kOwnParts) all += '|' + desk.get(id).*part;
    return all;
}

}  // namespace

TEST_CASE("no address and no phone is lost in a merge, and its undo puts each back where it was",
          "[commands][merge]") {
    TestDesk desk;
    const bool held = rc::check([&] {
        const TwoFamilies two(desk);
        const Family kept = desk.get(two.kept);
        const Family merged = desk.get(two.merged);
        std::vector<Person> people;
        std::vector<std::array<std::string, 3>> homes;
        for (const Id<Person>& id : two.people) {
            people.push_back(desk.get(id));
            homes.push_back(home_of(desk, id));
        }
        const MergedFamilies done = merge(desk, two.kept, two.merged);
        const std::string all = everything_typed(desk, two);
        for (const auto part : kParts) RC_ASSERT(all.find(merged.*part) != std::string::npos);
        RC_ASSERT(all.find(format_phone(merged.phone)) != std::string::npos);
        for (const auto part : kParts)
            RC_ASSERT((kept.*part).empty() || desk.get(two.kept).*part == kept.*part);
        for (std::size_t i = 0; i < people.size(); ++i) {
            const auto now = home_of(desk, two.people[i]);
            for (std::size_t part = 0; part < now.size(); ++part)
                RC_ASSERT(homes[i][part].empty() || homes[i][part] == now[part]);
        }
        desk.done<Family>(UndoMerge{done});
        RC_ASSERT(to_values(desk.get(two.kept)) == to_values(kept));
        RC_ASSERT(to_values(desk.get(two.merged)) == to_values(merged));
        for (std::size_t i = 0; i < people.size(); ++i)
            RC_ASSERT(to_values(desk.get(two.people[i])) == to_values(people[i]));
    });
    CHECK(held);
}

TEST_CASE("who moved on after a merge keeps the address that came along", "[commands][merge]") {
    TestDesk desk;
    Family one;
    one.name = "Peeters";
    one.street = "Kerkstraat 8";
    const Id<Family> kept = desk.given(one);
    one.street = "Molenweg 2";
    const Id<Family> merged = desk.given(one);
    const Id<Family> third = desk.family("Maes");
    const Id<Person> stayed = member(desk, merged, "Amira");
    const Id<Person> moved_on = member(desk, merged, "Lina");
    const MergedFamilies done = merge(desk, kept, merged);
    CHECK(desk.get(stayed).street == "Molenweg 2");
    CHECK(desk.get(kept).street == "Kerkstraat 8");
    CHECK(desk.get(kept).note.empty());
    desk.done<Person>(MovePerson{moved_on, third});
    desk.done<Family>(UndoMerge{done});
    CHECK(desk.get(stayed).street.empty());
    CHECK(desk.get(moved_on).street == "Molenweg 2");
}
