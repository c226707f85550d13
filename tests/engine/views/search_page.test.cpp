// One field for everything, and families that look like the one that is typed.
#include <rapidcheck.h>

#include <algorithm>

#include "engine/commands/new_id.h"
#include "engine/domain/appointment.h"
#include "engine/domain/contact_person.h"
#include "engine/storage/search_text.h"
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;

namespace {

Id<Family> family_at(TestDesk& desk, const char* name, const char* street, const char* phone) {
    Family family;
    family.name = name;
    family.street = street;
    family.phone = phone;
    return desk.done<Family>(SaveFamily{family, std::nullopt});
}

std::vector<SimilarFamily> similar(TestDesk& desk, const LookSimilarFamilies& look) {
    return desk.look<SimilarFamilies>(look).rows;
}

}  // namespace

TEST_CASE("one field finds families, places, people there and partners, in spite of a slip",
          "[views][search]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Regenboog-Claes");
    const Id<Place> place = desk.place("De Regenboog");
    ContactPerson person;
    person.place_id = place;
    person.name = "Katrien Regenboog";
    const auto person_id = desk.done<ContactPerson>(SaveContactPerson{person, std::nullopt});
    const Id<Partner> partner = desk.partner("Buurthuis Regenboog");
    desk.partner("CAW");
    const auto query = GENERATE(as<std::string>{}, "regenb", "Regenboog", "regenbog", "REGENBÓÓG");
    INFO(query);
    const auto page = desk.look<SearchPage>(LookSearch{query});
    REQUIRE(page.families.size() == 1);
    CHECK(page.families[0].id == family);
    REQUIRE(page.places.size() == 1);
    CHECK(page.places[0].id == place);
    REQUIRE(page.contact_persons.size() == 1);
    CHECK(page.contact_persons[0].id == person_id);
    CHECK(page.contact_persons[0].place_name == "De Regenboog");
    REQUIRE(page.partners.size() == 1);
    CHECK(page.partners[0].id == partner);
}

TEST_CASE("one field finds what was written, and whose it is", "[views][search]") {
    TestDesk desk;
    const Id<Family> family = desk.family("El Amrani");
    Contact contact;
    contact.id = new_id<Contact>(desk.fixture.clock, desk.fixture.entropy);
    contact.kind = ContactKind::kHomeVisit;
    contact.family_id = family;
    contact.at = desk.fixture.clock.now();
    contact.note =
        "Lang gesproken over werk, opvang en de kinderen. Samen naar de sociale kerkwinkel geweest "
        "met mevr. Peeters, die ook de schoolrekening nakijkt en belooft om terug te bellen zodra "
        "de school antwoordt.";
    desk.given(contact);
    OpenQuestion question;
    question.family_id = family;
    question.text = "Waar is de kerkwinkel?";
    const auto question_id = desk.done<Question>(question);
    ReferToPartner wish;
    wish.family_id = family;
    wish.partner_id = desk.partner("CAW");
    wish.what = "Kerkwinkel en voedselhulp";
    const auto referral_id = desk.done<Referral>(wish);
    PromiseFollowUp promise;
    promise.family_id = family;
    promise.what = "Uren van de kerkwinkel doorgeven";
    const auto promise_id = desk.done<FollowUp>(promise);
    PlanAppointment plan;
    plan.appointment.kind = ContactKind::kHomeVisit;
    plan.appointment.family_id = family;
    plan.appointment.starts_at = desk.fixture.clock.now() + std::chrono::hours(48);
    plan.appointment.note = "Langs de kerkwinkel";
    const auto planned_id = desk.done<Appointment>(plan);
    CHECK(desk.look<SearchPage>(LookSearch{"kerkwinkel"}).texts.empty());  // Not read yet.
    while (desk.desk.step()) {
    }
    const auto page = desk.look<SearchPage>(LookSearch{"kerkw"});
    const auto found = [&](const RecordKey& key) {
        const auto at = std::ranges::find(page.texts, key, &FoundText::key);
        REQUIRE(at != page.texts.end());
        CHECK(at->family_id == family);
        CHECK(at->family_name == "El Amrani");
        return *at;
    };
    CHECK(page.texts.size() == 5);
    CHECK(page.texts.front().key == RecordKey{RecordType::kAppointment, planned_id.raw});
    found({RecordType::kQuestion, question_id.raw});
    CHECK(found({RecordType::kReferral, referral_id.raw}).partner_name == "CAW");
    found({RecordType::kFollowUp, promise_id.raw});
    const FoundText note = found({RecordType::kContact, contact.id.raw});
    CHECK(note.contact_kind == ContactKind::kHomeVisit);
    CHECK(note.piece.starts_with("… "));
    CHECK(note.piece.ends_with(" …"));
    CHECK(note.piece.find("sociale kerkwinkel geweest") != std::string::npos);
    CHECK(note.piece.size() < contact.note.size());
    CHECK(desk.look<SearchPage>(LookSearch{"ke"}).texts.empty());
}

TEST_CASE("one field finds what stands with a family, a person and a place", "[views][search]") {
    TestDesk desk;
    Family family;
    family.name = "Maes";
    family.note = "Aanbellen achteraan, bel is stuk";
    family.safety_remark = "Losse waakhond";
    const auto family_id = desk.done<Family>(SaveFamily{family, std::nullopt});
    Person person;
    person.family_id = family_id;
    person.given_name = "Elif";
    person.note = "Wil gitaarles";
    const auto person_id = desk.done<Person>(SavePerson{person, std::nullopt});
    Place place;
    place.name = "De Regenboog";
    place.kind = PlaceKind::kSchool;
    place.note = "Ingang langs de speelplaats";
    const auto place_id = desk.done<Place>(SavePlace{place, std::nullopt});
    ContactPerson contact;
    contact.place_id = place_id;
    contact.name = "Katrien";
    contact.note = "Werkt halftijds";
    const auto contact_id = desk.done<ContactPerson>(SaveContactPerson{contact, std::nullopt});
    while (desk.desk.step()) {
    }
    const auto only = [&](const char* query) {
        const auto page = desk.look<SearchPage>(LookSearch{query});
        INFO(query);
        REQUIRE(page.texts.size() == 1);
        return page.texts[0];
    };
    CHECK(only("aanbellen").key == RecordKey{RecordType::kFamily, family_id.raw});
    CHECK(only("waakhond").family_name == "Maes");
    const FoundText of_person = only("gitaarles");
    CHECK(of_person.key == RecordKey{RecordType::kPerson, person_id.raw});
    CHECK(of_person.family_id == family_id);
    CHECK(of_person.whose_name == "Elif");
    CHECK(only("speelplaats").place_id == place_id);
    const FoundText of_contact = only("halftijds");
    CHECK(of_contact.key == RecordKey{RecordType::kContactPerson, contact_id.raw});
    CHECK(of_contact.place_id == place_id);
    CHECK(of_contact.whose_name == "Katrien");
    SECTION("as it stands now") {
        const Family before = desk.get(family_id);
        Family after = before;
        after.note = "Bel werkt weer";
        desk.done<Family>(SaveFamily{after, before});
        CHECK(desk.look<SearchPage>(LookSearch{"aanbellen"}).texts.empty());
        CHECK(only("werkt weer").key.type == RecordType::kFamily);
    }
}

TEST_CASE("members of families are found by name and phone", "[views][search]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Maes");
    Person person;
    person.family_id = family;
    person.given_name = "Elif";
    person.family_name = "Demir";
    person.relation = PersonRelation::kMother;
    person.phone = "0470 12 34 56";
    const auto id = desk.done<Person>(SavePerson{person, std::nullopt});
    const auto query = GENERATE(as<std::string>{}, "elif", "Demir", "elif demr", "0470123456");
    INFO(query);
    const auto page = desk.look<SearchPage>(LookSearch{query});
    REQUIRE(page.members.size() == 1);
    CHECK(page.members[0].id == id);
    CHECK(page.members[0].name == "Elif Demir");
    CHECK(page.members[0].relation == PersonRelation::kMother);
    CHECK(page.members[0].family_id == family);
    CHECK(page.members[0].family_name == "Maes");
    CHECK(page.members[0].phone == "+32470123456");
}

TEST_CASE("a partner is found by what it does and by its number", "[views][search]") {
    TestDesk desk;
    Partner partner;
    partner.name = "CAW";
    partner.services = "Voedselhulp en schuldhulp";
    partner.phone = "09 265 04 00";
    const auto id = desk.done<Partner>(SavePartner{partner, std::nullopt});
    const auto query = GENERATE(as<std::string>{}, "voedsel", "schuldhulp caw", "092650400");
    INFO(query);
    const auto page = desk.look<SearchPage>(LookSearch{query});
    REQUIRE(page.partners.size() == 1);
    CHECK(page.partners[0].id == id);
}

TEST_CASE("an appointment that no page shows is found with all that its form needs",
          "[views][search]") {
    TestDesk desk;
    PlanAppointment plan;
    plan.appointment.kind = ContactKind::kGroupMoment;
    plan.appointment.starts_at = desk.fixture.clock.now() + std::chrono::hours(24 * 30);
    plan.appointment.duration_minutes = 90;
    plan.appointment.title = "Babyborrel";
    plan.appointment.where = "Bibliotheek";
    const auto id = desk.done<Appointment>(plan);
    while (desk.desk.step()) {
    }
    const auto found = desk.look<SearchPage>(LookSearch{"babyb"});
    REQUIRE(found.texts.size() == 1);
    REQUIRE(found.texts[0].planned.has_value());
    const AgendaItem& planned = *found.texts[0].planned;
    CHECK(planned.id == id);
    CHECK(planned.kind == ContactKind::kGroupMoment);
    CHECK(planned.starts_at == plan.appointment.starts_at);
    CHECK(planned.duration_minutes == 90);
    CHECK(planned.title == "Babyborrel");
    CHECK(planned.typed_where == "Bibliotheek");
    desk.done<Appointment>(SettleAppointment{id, AppointmentState::kCancelled});
    const auto cancelled = desk.look<SearchPage>(LookSearch{"babyb"});
    for (const FoundText& text : cancelled.texts) CHECK_FALSE(text.planned.has_value());
}

TEST_CASE("with nothing typed search shows the families that were seen last", "[views][search]") {
    TestDesk desk;
    desk.contact_with(desk.family("Maes"));
    desk.place("De Regenboog");
    desk.partner("CAW");
    const auto query = GENERATE(as<std::string>{}, "", "  ", "?!");
    const auto page = desk.look<SearchPage>(LookSearch{query});
    CHECK(page.families.size() == (query == "?!" ? 0 : 1));
    CHECK(page.places.empty());
    CHECK(page.partners.empty());
}

TEST_CASE("a removed partner is not found", "[views][search]") {
    TestDesk desk;
    const Id<Partner> partner = desk.partner("Buurthuis");
    CHECK(desk.look<SearchPage>(LookSearch{"buurt"}).partners.size() == 1);
    storage::UnitOfWork work = desk.fixture.begin("remove");
    desk.fixture.keep(work.remove({RecordType::kPartner, partner.raw}));
    desk.fixture.keep(work.commit());
    CHECK(desk.look<SearchPage>(LookSearch{"buurt"}).partners.empty());
}

TEST_CASE("a family that is typed again is recognised by name, phone or street",
          "[views][similar]") {
    TestDesk desk;
    const Id<Family> family = family_at(desk, "Yılmaz-Peeters", "Kerkstraat 8", "0470 12 34 56");
    const auto is_found = [&](const LookSimilarFamilies& look, Likeness likeness) {
        const auto rows = similar(desk, look);
        return rows.size() == 1 && rows[0].family.id == family && rows[0].likeness == likeness;
    };
    CHECK(is_found({.name = "Peeters Yilmaz", .phone = {}, .street = {}, .except = {}},
                   Likeness::kName));
    CHECK(is_found({.name = "Yilmas", .phone = {}, .street = {}, .except = {}}, Likeness::kName));
    CHECK(is_found({.name = "Demir", .phone = "+32 470/12.34.56", .street = {}, .except = {}},
                   Likeness::kPhone));
    CHECK(is_found({.name = "Demir", .phone = {}, .street = "kerkstraat 8", .except = {}},
                   Likeness::kStreet));
    CHECK(is_found({.name = "Peeters", .phone = {}, .street = "Kerkstraat 8", .except = {}},
                   Likeness::kNameAndStreet));
    CHECK(similar(desk, {.name = "Demir", .phone = {}, .street = {}, .except = {}}).empty());
    CHECK(similar(desk, {.name = "Pe", .phone = {}, .street = {}, .except = {}}).empty());
    CHECK(similar(desk, {.name = "Demir", .phone = {}, .street = "Kerkstraat", .except = {}})
              .empty());
    CHECK(similar(desk, {.name = "Demir", .phone = "0470", .street = "Kerkstraat 80", .except = {}})
              .empty());
}

TEST_CASE("an address is the same however it is written, and in another box", "[views][similar]") {
    TestDesk desk;
    const auto* stored = GENERATE(
        "Turnhoutsebaan 14", "Turnhoutse Baan 14", "Turnhoutsebaan 14 bus 2", "TURNHOUTSEBAAN 14/2",
        "turnhoutse-baan 14B2", "Turnhoutsebaan 14, bte 3", "14 Turnhoutsebaan");
    const auto* typed =
        GENERATE("Turnhoutsebaan 14", "Turnhoutse baan 14 b 7", "Turnhoutsebaan 14bus1");
    INFO(stored << " | " << typed);
    const Id<Family> family = family_at(desk, "Maes", stored, "");
    const auto rows = similar(desk, {.name = "Demir", .phone = {}, .street = typed});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].family.id == family);
    CHECK(rows[0].likeness == Likeness::kStreet);
    for (const char* other : {"Turnhoutsebaan 1", "Turnhoutsebaan 141", "Turnhoutsebaan 2",
                              "Turnhoutse 14", "Baan 14", "Turnhoutsebaan"})
        CHECK(similar(desk, {.name = "Demir", .phone = {}, .street = other}).empty());
}

TEST_CASE("a house is the same in another box and however its street is parted",
          "[views][similar]") {
    const bool held = rc::check("parted, cased and boxed otherwise", [] {
        const auto letters = *rc::gen::nonEmpty(
            rc::gen::container<std::string>(rc::gen::inRange('a', static_cast<char>('z' + 1))));
        const std::string number = std::to_string(*rc::gen::inRange(1, 400));
        const auto house = storage::house_of(letters + ' ' + number);
        RC_ASSERT(house);
        std::string street;
        for (const char letter : letters) {
            const int how = *rc::gen::inRange(0, 5);
            if (how == 0 && !street.empty()) street += *rc::gen::element(' ', '-', '\'', '.');
            street += how == 1 ? static_cast<char>(letter - 'a' + 'A') : letter;
        }
        const std::string box = *rc::gen::element<std::string>("", "/", " bus ", "bus", " b", "B");
        const std::string at = *rc::gen::element<std::string>(" ", ", ");
        const auto written =
            storage::house_of(street + at + number + (box.empty() ? box : box + "2"));
        RC_ASSERT(written == house);
        RC_ASSERT(storage::house_of(street + at + number + '0') != house);
        RC_ASSERT(storage::house_of('x' + street + at + number) != house);
    });
    CHECK(held);
}

TEST_CASE("the same street of another town is another address", "[views][similar]") {
    TestDesk desk;
    const auto live = [&](const char* name, const char* postcode, const char* municipality) {
        Family family;
        family.name = name;
        family.street = "Kerkstraat 8";
        family.postcode = postcode;
        family.municipality = municipality;
        return desk.done<Family>(SaveFamily{family, std::nullopt});
    };
    const auto found = [&](const char* postcode, const char* municipality) {
        std::vector<std::string> names;
        for (const SimilarFamily& row : similar(desk, {.name = "Demir",
                                                      .phone = {},
                                                      .street = "Kerkstraat 8",
                                                      .postcode = postcode,
                                                      .municipality = municipality}))
            names.push_back(row.family.name);
        std::sort(names.begin(), names.end());
        return names;
    };
    // Others with that street and number, more than are looked at one by one elsewhere.
    for (int i = 0; i < 20; ++i) live("Elders", "9000", "Gent");
    live("Claes", "2060", "Antwerpen");
    live("Maes", "", "");
    using Names = std::vector<std::string>;
    CHECK(found("2060", "Borgerhout") == Names{"Claes", "Maes"});
    CHECK(found("2060", "") == Names{"Claes", "Maes"});
    CHECK(found("", "antwerpen") == Names{"Claes", "Maes"});
    CHECK(found("2300", "Turnhout") == Names{"Maes"});
    CHECK(found("", "").size() == kSimilarFamiliesMax);
    Person person;
    person.given_name = "Tom";
    person.family_id = live("Peeters", "1000", "Brussel");
    person.street = "Kerkstraat 8";
    person.postcode = "2300";
    desk.done<Person>(SavePerson{person, std::nullopt});
    CHECK(found("2300", "Turnhout") == Names{"Maes", "Peeters"});
    CHECK(found("2060", "Borgerhout") == Names{"Claes", "Maes"});
}

TEST_CASE("a family is not like itself, and a member's name makes no duplicate",
          "[views][similar]") {
    TestDesk desk;
    const Id<Family> family = family_at(desk, "Maes", "Kerkstraat 8", "");
    Person person;
    person.family_id = family;
    person.given_name = "Elif";
    desk.done<Person>(SavePerson{person, std::nullopt});
    CHECK(similar(desk, {.name = "Elif", .phone = {}, .street = {}, .except = {}}).empty());
    CHECK(similar(desk, {.name = "Maes", .phone = {}, .street = "Kerkstraat 8", .except = family})
              .empty());
}

TEST_CASE("a street where only a member lives makes the family alike, and names the member",
          "[views][similar]") {
    TestDesk desk;
    const Id<Family> family = family_at(desk, "Maes", "Kerkstraat 8", "");
    Person person;
    person.family_id = family;
    person.given_name = "Tom";
    person.street = "Dok-Noord 3";
    desk.done<Person>(SavePerson{person, std::nullopt});
    const auto rows =
        similar(desk, {.name = "Demir", .phone = {}, .street = "dok noord 3", .except = {}});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].family.id == family);
    CHECK(rows[0].likeness == Likeness::kStreet);
    CHECK(rows[0].family.matched_person == "Tom");
    CHECK(similar(desk, {.name = "Demir", .phone = {}, .street = "Dok-Noord 31", .except = {}})
              .empty());
    const auto own =
        similar(desk, {.name = "Demir", .phone = {}, .street = "Kerkstraat 8", .except = {}});
    REQUIRE(own.size() == 1);
    CHECK(own[0].family.matched_person.empty());
}

TEST_CASE("the surest likeness comes first, and only a few are shown", "[views][similar]") {
    TestDesk desk;
    for (int i = 0; i < 5; ++i) desk.family("Maes");
    const Id<Family> by_phone = family_at(desk, "Claes", "", "0470 12 34 56");
    const auto rows =
        similar(desk, {.name = "Maes", .phone = "0470123456", .street = {}, .except = {}});
    REQUIRE(rows.size() == kSimilarFamiliesMax);
    CHECK(rows[0].family.id == by_phone);
}

TEST_CASE("places stand together by municipality, those without one last", "[views][places]") {
    TestDesk desk;
    const auto given = [&](const char* name, const char* municipality) {
        Place place;
        place.name = name;
        place.kind = PlaceKind::kSchool;
        place.municipality = municipality;
        desk.done<Place>(SavePlace{place, std::nullopt});
    };
    given("Zonnebloem", "Mol");
    given("Regenboog", "Balen");
    given("Kompas", "Mol");
    given("Toren", "");
    const auto view = desk.look<PlacesView>(LookPlaces{});
    REQUIRE(view.groups.size() == 3);
    CHECK(view.groups[0].municipality == "Balen");
    CHECK(view.groups[1].municipality == "Mol");
    REQUIRE(view.groups[1].rows.size() == 2);
    CHECK(view.rows[view.groups[1].rows[0]].name == "Kompas");
    CHECK(view.groups[2].municipality.empty());
}
