// What was noted by mistake is taken away and brought back; what points to it stays legible.
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::has;
using oppad::test::TestDesk;

namespace {

RemoveRecord away(RecordType type, const RawId& id) { return {{type, id}, false}; }
RemoveRecord back(RecordType type, const RawId& id) { return {{type, id}, true}; }

}  // namespace

TEST_CASE("a member who was removed leaves the page, and the consent still says who gave it",
          "[commands][remove]") {
    TestDesk desk;
    Person mother;
    mother.family_id = desk.family("El Amrani");
    mother.given_name = "Samira";
    mother.relation = PersonRelation::kMother;
    const auto id = desk.done<Person>(SavePerson{mother, std::nullopt});
    Consent consent;
    consent.family_id = mother.family_id;
    consent.partner_id = desk.partner("CLB");
    consent.purpose = "Schoolrekening";
    consent.given_by_id = id;
    consent.id = desk.done<Consent>(SaveConsent{consent, std::nullopt});
    const auto page = [&] { return desk.look<FamilyPage>(LookFamily{*mother.family_id}); };
    REQUIRE(page().members.size() == 1);

    desk.done<Person>(away(RecordType::kPerson, id.raw));
    desk.done<Person>(away(RecordType::kPerson, id.raw));  // A second tap.
    CHECK(page().members.empty());
    REQUIRE(page().shared_with.size() == 1);
    CHECK(page().shared_with[0].given_by == "Samira");
    Consent other = desk.get(consent.id);
    other.purpose = "Schooltoelage";
    desk.done<Consent>(SaveConsent{other, desk.get(consent.id)});
    CHECK(desk.get(consent.id).given_by_id == id);

    desk.done<Person>(back(RecordType::kPerson, id.raw));
    CHECK(page().members.size() == 1);
}

TEST_CASE("a contact person who was removed is offered no more, and still stands in what was said",
          "[commands][remove]") {
    TestDesk desk;
    const Id<Place> school = desk.place("De Toren");
    ContactPerson principal;
    principal.place_id = school;
    principal.name = "Dirk";
    const auto id = desk.done<ContactPerson>(SaveContactPerson{principal, std::nullopt});
    ContactDraft draft = desk.draft();
    draft.kind = ContactKind::kSchoolContact;
    draft.place_id = school;
    draft.family_id = desk.family("Peeters");
    draft.contact_person_id = id;
    desk.done<Contact>(LogContact{draft});

    desk.done<ContactPerson>(away(RecordType::kContactPerson, id.raw));
    const auto page = desk.look<PlacePage>(LookPlace{school});
    CHECK(page.contact_persons.empty());
    REQUIRE(page.contacts.size() == 1);
    CHECK(page.contacts[0].contact_person == "Dirk");
    const auto family = desk.look<FamilyPage>(LookFamily{*draft.family_id});
    REQUIRE(family.timeline.size() == 1);
    CHECK(family.timeline[0].contact_person == "Dirk");
    desk.done<ContactPerson>(back(RecordType::kContactPerson, id.raw));
    CHECK(desk.look<PlacePage>(LookPlace{school}).contact_persons.size() == 1);
}

TEST_CASE("a promise or question that was just noted is taken back", "[commands][remove]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Nowak");
    PromiseFollowUp promise;
    promise.family_id = family;
    promise.what = "terugbellen";
    OpenQuestion question;
    question.family_id = family;
    question.text = "hulp met huur";
    for (const Command& command : {Command{promise}, Command{question}}) {
        const Outcome noted = desk.desk.run(command);
        REQUIRE(noted.undo);
        CHECK(desk.look<FamilyPage>(LookFamily{family}).open_items.size() == 1);
        CHECK(desk.desk.run(*noted.undo).saved());
        CHECK(desk.look<FamilyPage>(LookFamily{family}).open_items.empty());
    }
}

TEST_CASE("what others hang on can't be removed, nor what is not here", "[commands][remove]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Nowak");
    CHECK(has(desk.problems(away(RecordType::kFamily, family.raw)), ProblemCode::kGone, "id"));
    CHECK(desk.find(family).has_value());
    const RawId nobody = desk.fixture.entropy.id();
    CHECK(has(desk.problems(away(RecordType::kPerson, nobody)), ProblemCode::kGone, "id"));
}
