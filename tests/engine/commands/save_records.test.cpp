// Registering and editing families, persons, places, contact persons and partners: what is refused,
// where the record goes, and what survives a form that was open while sync went on.
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::has;
using oppad::test::TestDesk;

TEST_CASE("a new family is registered in guidance, in the author's scope", "[commands]") {
    TestDesk desk;
    Family record;
    record.name = " Yılmaz-Peeters ";
    record.phone = "0470/12.34.56";
    record.languages = {"tr", "nl"};
    const Id<Family> id = desk.done<Family>(SaveFamily{record, std::nullopt});
    const Family family = desk.get(id);
    CHECK(family.name == "Yılmaz-Peeters");
    CHECK(family.phone == "+32470123456");
    CHECK(family.languages == TextSet{"nl", "tr"});
    CHECK(family.state == FamilyState::kInGuidance);
    CHECK(family.scope == desk.fixture.staff.scope);
}

TEST_CASE("new records get ids that sort by the moment they were made", "[commands]") {
    TestDesk desk;
    const Id<Family> first = desk.family("Eerst");
    desk.fixture.clock.advance(std::chrono::milliseconds{1});
    const Id<Family> second = desk.family("Daarna");
    CHECK(first < second);
    CHECK((first.raw.bytes[6] >> 4) == 7);
    CHECK((first.raw.bytes[8] & 0xC0) == 0x80);
}

TEST_CASE("each problem of a family is told at once", "[commands]") {
    TestDesk desk;
    Family record;
    record.phone = "bel mama";
    record.postcode = "24";
    record.origin_place_id = Id<Place>{desk.fixture.entropy.id()};
    const Problems problems = desk.problems(SaveFamily{record, std::nullopt});
    CHECK(has(problems, ProblemCode::kMissing, "name"));
    CHECK(has(problems, ProblemCode::kNotAPhone, "phone"));
    CHECK(has(problems, ProblemCode::kNotAPostcode, "postcode"));
    CHECK(has(problems, ProblemCode::kGone, "origin_place_id"));
}

TEST_CASE("an edit of a record that is not here is refused", "[commands]") {
    TestDesk desk;
    Family record;
    record.id = {desk.fixture.entropy.id()};
    record.name = "Weg";
    CHECK(has(desk.problems(SaveFamily{record, std::nullopt}), ProblemCode::kGone, "id"));
    CHECK(desk.rows("SELECT count(*) FROM families") == 0);
}

TEST_CASE("an edit keeps what sync brought while the form was open", "[commands]") {
    TestDesk desk;
    Family opened = desk.get(desk.family("De Smet"));
    opened.languages = {"nl", "pl"};
    opened.street = "Dorp 1";
    desk.fixture.save(opened);

    Family meanwhile = opened;  // A colleague moved them and heard one more language.
    meanwhile.street = "Markt 2";
    meanwhile.languages = {"nl", "pl", "uk"};
    desk.fixture.save(meanwhile);

    Family edited = opened;
    edited.note = "belt liever niet";
    edited.languages = {"nl"};
    desk.done<Family>(SaveFamily{edited, opened});
    const Family family = desk.get(opened.id);
    CHECK(family.note == "belt liever niet");
    CHECK(family.street == "Markt 2");
    CHECK(family.languages == TextSet{"nl", "uk"});
}

TEST_CASE("the undo of an edit keeps what sync brought meanwhile", "[commands]") {
    TestDesk desk;
    Family family;
    family.name = "Peeters";
    family.phone = "0470 12 34 56";
    const Id<Family> id = desk.done<Family>(SaveFamily{family, std::nullopt});
    const Family before = desk.get(id);
    Family typed = before;
    typed.phone = "0470 12 34 56";  // As the form shows it.
    typed.street = "Markt 3";
    desk.done<Family>(SaveFamily{typed, before});
    Family theirs = desk.get(id);
    theirs.phone = "+32470998877";
    desk.fixture.save(theirs);
    desk.done<Family>(SaveFamily{before, typed});
    CHECK(desk.get(id).street.empty());
    CHECK(desk.get(id).phone == "+32470998877");
}

TEST_CASE("an edit does not move a family to the scope of whoever edits", "[commands]") {
    TestDesk desk;
    Family record;
    record.name = "Elders";
    record.scope = desk.fixture.entropy.id();
    record.id = desk.given(record);
    Family edited = record;
    edited.scope = desk.fixture.staff.scope;
    edited.note = "gelezen";
    desk.done<Family>(SaveFamily{edited, std::nullopt});
    CHECK(desk.get(record.id).scope == record.scope);
}

TEST_CASE("a field that was wrong already does not stop an edit of another one", "[commands]") {
    TestDesk desk;
    Family record;
    record.name = "Van het oude systeem";
    record.phone = "zie dossier";
    record.id = desk.given(record);
    record.note = "nieuwe notitie";
    desk.done<Family>(SaveFamily{record, std::nullopt});
    CHECK(desk.get(record.id).note == "nieuwe notitie");
    record.phone = "nog erger";
    CHECK(has(desk.problems(SaveFamily{record, std::nullopt}), ProblemCode::kNotAPhone, "phone"));
}

TEST_CASE("saving what is stored writes nothing", "[commands]") {
    TestDesk desk;
    const Family family = desk.get(desk.family("Claes"));
    const std::int64_t entries = desk.rows("SELECT count(*) FROM audit");
    desk.done<Family>(SaveFamily{family, std::nullopt});
    CHECK(desk.rows("SELECT count(*) FROM audit") == entries);
}

TEST_CASE("a member goes where the family is", "[commands]") {
    TestDesk desk;
    Family elsewhere;
    elsewhere.name = "Andere ploeg";
    elsewhere.scope = desk.fixture.entropy.id();
    const Id<Family> family = desk.given(elsewhere);
    Person child;
    child.family_id = family;
    child.given_name = "Deniz";
    child.relation = PersonRelation::kChild;
    child.school_id = desk.place("De Regenboog");
    const Id<Person> id = desk.done<Person>(SavePerson{child, std::nullopt});
    CHECK(desk.get(id).scope == elsewhere.scope);
}

TEST_CASE("a member needs a name, a family and a school that exists", "[commands]") {
    TestDesk desk;
    Person person;
    person.school_id = Id<Place>{desk.fixture.entropy.id()};
    person.birth_day = add_days(Day{std::chrono::year{2026} / 11 / 23}, 1);
    person.email = "geen adres";
    const Problems problems = desk.problems(SavePerson{person, std::nullopt});
    CHECK(has(problems, ProblemCode::kMissing, "family_id"));
    CHECK(has(problems, ProblemCode::kMissing, "given_name"));
    CHECK(has(problems, ProblemCode::kGone, "school_id"));
    CHECK(has(problems, ProblemCode::kInTheFuture, "birth_day"));
    CHECK(has(problems, ProblemCode::kNotAnEmail, "email"));
}

TEST_CASE("a place without a kind is another kind of place", "[commands]") {
    TestDesk desk;
    Place record;
    record.name = "Buurthuis";
    const Id<Place> id = desk.done<Place>(SavePlace{record, std::nullopt});
    CHECK(desk.get(id).kind == PlaceKind::kOther);
    CHECK(has(desk.problems(SavePlace{}), ProblemCode::kMissing, "name"));
}

TEST_CASE("a contact person stands at a place and needs a name or a function", "[commands]") {
    TestDesk desk;
    ContactPerson record;
    const Problems problems = desk.problems(SaveContactPerson{record, std::nullopt});
    CHECK(has(problems, ProblemCode::kMissing, "place_id"));
    CHECK(has(problems, ProblemCode::kMissing, "name"));
    record.place_id = desk.place("Het Kompas");
    record.function = ContactFunction::kCareCoordinator;
    const auto id = desk.done<ContactPerson>(SaveContactPerson{record, std::nullopt});
    CHECK(desk.get(id).function == ContactFunction::kCareCoordinator);
}

TEST_CASE("a partner's opening hours may take several lines", "[commands]") {
    TestDesk desk;
    Partner record;
    record.name = "Sociale dienst OCMW";
    record.opening_hours = "ma 9-12\r\ndi 13-16";
    const Id<Partner> id = desk.done<Partner>(SavePartner{record, std::nullopt});
    CHECK(desk.get(id).opening_hours == "ma 9-12\ndi 13-16");
    CHECK(has(desk.problems(SavePartner{}), ProblemCode::kMissing, "name"));
}
