// Scholen and one place's page: reach counted once per family, silence, themes, and what stays
// hidden.
#include "engine/domain/appointment.h"
#include "engine/domain/contact_person.h"
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;
using namespace std::chrono_literals;

namespace {

ContactDraft at_place(TestDesk& desk, const Id<Place>& place) {
    ContactDraft draft = desk.draft();
    draft.kind = ContactKind::kSitDay;
    draft.place_id = place;
    draft.adults = 1;
    return draft;
}

int reach(TestDesk& desk, const Id<Place>& place) {
    const auto page = desk.look<PlacePage>(LookPlace{place});
    for (const PlaceRow& row : desk.look<PlacesView>(LookPlaces{}).rows) {
        if (row.id == place) CHECK(row.families_reached == page.families_reached);
    }
    return page.families_reached;
}

}  // namespace

TEST_CASE("a family met twice at a school is reached once", "[views][reach]") {
    TestDesk desk;
    const Id<Place> school = desk.place("De Regenboog");
    ContactDraft draft = at_place(desk, school);
    draft.family_id = desk.family("Peeters");
    desk.done<Contact>(LogContact{draft});
    draft.id = desk.fixture.entropy.id();
    desk.done<Contact>(LogContact{draft});
    CHECK(reach(desk, school) == 1);
}

TEST_CASE("a family first met at a school counts there when it is seen at home", "[views][reach]") {
    TestDesk desk;
    const Id<Place> school = desk.place("De Regenboog");
    Family family;
    family.name = "Nowak";
    family.origin_place_id = school;
    family.known_before = false;
    const Id<Family> id = desk.done<Family>(SaveFamily{family, std::nullopt});
    CHECK(reach(desk, school) == 0);  // Not met this year yet.
    desk.contact_with(id);
    CHECK(reach(desk, school) == 1);
    CHECK(desk.look<PlacePage>(LookPlace{school}).not_known_before == 1);
}

TEST_CASE("an anonymous contact counts, and not twice once it has a name", "[views][reach]") {
    TestDesk desk;
    const Id<Place> school = desk.place("Het Kompas");
    const Id<Contact> id = desk.done<Contact>(LogContact{at_place(desk, school)});
    CHECK(reach(desk, school) == 1);
    Contact contact = desk.get(id);
    contact.family_id = desk.family("Later gezegd");
    desk.fixture.save(contact);
    CHECK(reach(desk, school) == 1);
    ContactDraft again = at_place(desk, school);
    again.family_id = contact.family_id;
    desk.done<Contact>(LogContact{again});
    CHECK(reach(desk, school) == 1);
}

TEST_CASE("a talk with the principal reaches no family", "[views][reach]") {
    TestDesk desk;
    const Id<Place> school = desk.place("De Toren");
    ContactPerson principal;
    principal.place_id = school;
    principal.name = "Dirk";
    ContactDraft draft = at_place(desk, school);
    draft.contact_person_id = desk.done<ContactPerson>(SaveContactPerson{principal, std::nullopt});
    desk.done<Contact>(LogContact{draft});
    CHECK(reach(desk, school) == 0);
    CHECK(desk.look<PlacePage>(LookPlace{school}).contacts.size() == 1);
}

TEST_CASE("reach begins again on the first of January, on the wall clock", "[views][reach]") {
    TestDesk desk;
    const Id<Place> school = desk.place("De Linde");
    desk.fixture.clock.wall = Instant{1798757999000};  // 31/12/2026 23:59:59 in Brussels.
    desk.done<Contact>(LogContact{at_place(desk, school)});
    CHECK(reach(desk, school) == 1);
    desk.fixture.clock.advance(1s);
    CHECK(reach(desk, school) == 0);
    desk.done<Contact>(LogContact{at_place(desk, school)});
    CHECK(reach(desk, school) == 1);
}

TEST_CASE("a deleted contact does not count", "[views][reach]") {
    TestDesk desk;
    const Id<Place> school = desk.place("De Linde");
    const Id<Contact> id = desk.done<Contact>(LogContact{at_place(desk, school)});
    desk.done<Contact>(DeleteContact{id, false});
    CHECK(reach(desk, school) == 0);
    CHECK(desk.look<PlacePage>(LookPlace{school}).themes.empty());
}

TEST_CASE("places are silent when never visited or sixty days ago", "[views]") {
    TestDesk desk;
    const Id<Place> visited = desk.place("Bezocht");
    desk.place("Nooit");
    desk.done<Contact>(LogContact{at_place(desk, visited)});
    CHECK(desk.look<TodayView>(LookToday{}).silent_place_count == 1);
    desk.fixture.clock.advance(24h * 59);
    auto rows = desk.look<PlacesView>(LookPlaces{}).rows;
    CHECK(rows[0].silent_days == 59);
    CHECK_FALSE(rows[0].is_silent);
    CHECK(rows[1].is_silent);
    CHECK_FALSE(rows[1].last_contact_day);
    CHECK(desk.look<TodayView>(LookToday{}).silent_place_count == 1);
    desk.fixture.clock.advance(24h);
    rows = desk.look<PlacesView>(LookPlaces{}).rows;
    CHECK(rows[0].is_silent);
    CHECK(desk.look<TodayView>(LookToday{}).silent_place_count == 2);
}

TEST_CASE("places are listed by reach, then by name, and counted by kind", "[views]") {
    TestDesk desk;
    desk.place("Alfa");
    const Id<Place> busy = desk.place("Zulu");
    Place association;
    association.name = "Open Deur";
    association.kind = PlaceKind::kPovertyAssociation;
    desk.done<Place>(SavePlace{association, std::nullopt});
    Place library;
    library.name = "Bib";
    library.kind = PlaceKind::kLibrary;
    desk.done<Place>(SavePlace{library, std::nullopt});
    desk.done<Contact>(LogContact{at_place(desk, busy)});
    const auto view = desk.look<PlacesView>(LookPlaces{});
    REQUIRE(view.rows.size() == 4);
    CHECK(view.rows[0].name == "Zulu");
    CHECK(view.rows[1].name == "Alfa");
    CHECK(view.school_count == 2);
    CHECK(view.association_count == 1);
    CHECK(view.other_count == 1);
    const auto found = desk.look<PlacesView>(LookPlaces{"open"});
    REQUIRE(found.rows.size() == 1);
    CHECK(found.school_count == 2);  // Of all places, whatever is typed.
}

TEST_CASE("a place is found by one of its contact persons, once", "[views]") {
    TestDesk desk;
    const Id<Place> school = desk.place("Sint-Jan");
    for (const char* name : {"Katrien Maes", "Jan Maes"}) {
        ContactPerson person;
        person.place_id = school;
        person.name = name;
        desk.done<ContactPerson>(SaveContactPerson{person, std::nullopt});
    }
    const auto found = desk.look<PlacesView>(LookPlaces{"maes"});
    REQUIRE(found.rows.size() == 1);
    CHECK(found.rows.front().id == school);
}

TEST_CASE("ten talks on one sit-day are one sit-day", "[views]") {
    TestDesk desk;
    const Id<Place> school = desk.place("De Regenboog");
    for (int at = 0; at < 10; ++at) desk.done<Contact>(LogContact{at_place(desk, school)});
    desk.fixture.clock.advance(24h);
    desk.done<Contact>(LogContact{at_place(desk, school)});
    CHECK(desk.look<PlacePage>(LookPlace{school}).sit_days == 2);
}

TEST_CASE("themes of fewer than five contacts are marked as hidden", "[views]") {
    TestDesk desk;
    const Id<Place> school = desk.place("De Regenboog");
    for (int at = 0; at < 5; ++at) {
        ContactDraft draft = at_place(desk, school);
        draft.themes = {"food"};
        if (at < 4) draft.themes.push_back("housing");
        desk.done<Contact>(LogContact{draft});
    }
    const auto page = desk.look<PlacePage>(LookPlace{school});
    REQUIRE(page.themes.size() == 2);
    CHECK(page.themes[0].theme == "food");
    CHECK_FALSE(page.themes[0].is_hidden);
    CHECK(page.themes[1].is_hidden);
}

TEST_CASE("a school's page says of each record where it is", "[views]") {
    TestDesk desk;
    const Id<Place> school = desk.place("De Regenboog");
    ContactPerson person;
    person.place_id = school;
    person.name = "Els";
    desk.done<ContactPerson>(SaveContactPerson{person, std::nullopt});
    PlanAppointment plan;
    plan.appointment.kind = ContactKind::kSitDay;
    plan.appointment.place_id = school;
    plan.appointment.starts_at = desk.fixture.clock.now() + 48h;
    desk.done<Appointment>(plan);
    const auto safe = desk.look<PlacePage>(LookPlace{school});
    CHECK(safe.whereabouts == Whereabouts::kSafe);
    CHECK(safe.persons_whereabouts == std::vector{Whereabouts::kSafe});
    REQUIRE(safe.planned.size() == 1);
    CHECK(safe.planned[0].whereabouts == Whereabouts::kSafe);
    for (const char* waits :
         {"INSERT INTO outbox (type, id, version, fields) SELECT 3, id, 1, '[]' FROM places",
          "INSERT INTO outbox (type, id, version, fields) SELECT 4, id, 2, '[]' FROM "
          "contact_persons",
          "INSERT INTO outbox (type, id, version, fields) SELECT 11, id, 3, '[]' FROM "
          "appointments"}) {
        REQUIRE(desk.fixture.connection().execute(waits));
    }
    const auto page = desk.look<PlacePage>(LookPlace{school});
    CHECK(page.whereabouts == Whereabouts::kOnlyHere);
    CHECK(page.persons_whereabouts == std::vector{Whereabouts::kOnlyHere});
    CHECK(page.planned[0].whereabouts == Whereabouts::kOnlyHere);
}

TEST_CASE("what a family told does not show on the school's page", "[views]") {
    TestDesk desk;
    const Id<Place> school = desk.place("De Regenboog");
    ContactDraft secret = at_place(desk, school);
    secret.family_id = desk.family("Peeters");
    secret.note = "vertrouwelijk";
    desk.done<Contact>(LogContact{secret});
    ContactDraft open = at_place(desk, school);
    open.note = "zaal is vrij op dinsdag";
    desk.fixture.clock.advance(1h);
    open.begun_at = desk.fixture.clock.now();
    desk.done<Contact>(LogContact{open});
    const auto page = desk.look<PlacePage>(LookPlace{school});
    REQUIRE(page.contacts.size() == 2);
    CHECK(page.contacts[0].text == "zaal is vrij op dinsdag");
    CHECK(page.contacts[1].text.empty());
}

TEST_CASE("what is planned at a school says whose it is, and nothing to know at a family's door",
          "[views][places]") {
    TestDesk desk;
    const Id<Place> school = desk.place("De Regenboog");
    Family family;
    family.name = "Nowak";
    family.safety_remark = "Grote hond";
    Staff colleague;
    colleague.name = "Hanne";
    Appointment visit;
    visit.kind = ContactKind::kHomeVisit;
    visit.family_id = desk.done<Family>(SaveFamily{family, std::nullopt});
    visit.place_id = school;
    visit.note = "Vader komt ook";
    visit.starts_at = desk.fixture.clock.now() + 1h;
    desk.done<Appointment>(PlanAppointment{visit, std::nullopt});
    visit.starts_at = visit.starts_at + 1h;
    visit.owner_id = desk.given(colleague);
    desk.done<Appointment>(PlanAppointment{visit, std::nullopt});

    const auto at_school = desk.look<PlacePage>(LookPlace{school}).planned;
    const auto of_family = desk.look<FamilyPage>(LookFamily{*visit.family_id}).planned;
    REQUIRE(at_school.size() == 2);
    REQUIRE(of_family.size() == 2);
    for (const auto& planned : {at_school, of_family}) {
        CHECK(planned[0].is_mine);
        CHECK(planned[0].owner_name.empty());
        CHECK_FALSE(planned[1].is_mine);
        CHECK(planned[1].owner_name == "Hanne");
    }
    CHECK(at_school[0].safety_remark.empty());
    CHECK(at_school[0].note.empty());
    CHECK(at_school[0].withheld_note == "Vader komt ook");  // Else its form would write over it.
    CHECK(of_family[0].safety_remark == "Grote hond");
    CHECK(of_family[0].note == "Vader komt ook");
    CHECK(of_family[0].withheld_note.empty());
}

TEST_CASE("a school says how many contacts there are, also those it does not list",
          "[views][places]") {
    TestDesk desk;
    const Id<Place> school = desk.place("De Regenboog");
    constexpr std::size_t kLogged = 4;
    for (std::size_t i = 0; i < kLogged; ++i) {
        desk.done<Contact>(LogContact{at_place(desk, school)});
        desk.fixture.clock.advance(1min);
    }
    const auto page = desk.look<PlacePage>(LookPlace{.id = school, .contacts_max = 2});
    CHECK(page.contacts.size() == 2);
    CHECK(page.contact_total == kLogged);
    const auto more = desk.look<PlacePage>(LookPlace{.id = school, .contacts_max = 5});
    REQUIRE(more.contacts.size() == kLogged);
    CHECK(more.contacts[0].at == page.contacts[0].at);
    CHECK(more.contacts.back().at < page.contacts.back().at);
    CHECK(desk.look<PlacePage>(LookPlace{school}).contacts.size() == kLogged);
}
