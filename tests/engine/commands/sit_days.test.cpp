// Sit-days: who walks in is counted once, named now or later; who can't be seen waits on a list.
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::has;
using oppad::test::TestDesk;

namespace {

Id<Contact> walks_in(TestDesk& desk, const Id<Place>& place,
                     const std::optional<Id<Appointment>>& appointment) {
    ContactDraft draft = desk.draft();
    draft.kind = ContactKind::kSitDay;
    draft.place_id = place;
    draft.appointment_id = appointment;
    draft.adults = 1;
    return desk.done<Contact>(LogContact{draft});
}

Appointment waiting_at(const Id<Place>& place, const char* name) {
    Appointment appointment;
    appointment.kind = ContactKind::kSitDay;
    appointment.state = AppointmentState::kWaiting;
    appointment.place_id = place;
    appointment.title = name;
    return appointment;
}

PlacePage page_of(TestDesk& desk, const Id<Place>& place) {
    return desk.look<PlacePage>(LookPlace{place});
}

}  // namespace

TEST_CASE("everybody who walks in counts, and who is named later counts once",
          "[commands][sit_day]") {
    TestDesk desk;
    const Id<Place> place = desk.place("De Toren");
    const Id<Family> family = desk.family("Haddad");
    const Contact first = desk.get(walks_in(desk, place, {}));
    const Contact second = desk.get(walks_in(desk, place, {}));
    CHECK(page_of(desk, place).families_reached == 2);
    CHECK(page_of(desk, place).sit_days == 1);
    REQUIRE(page_of(desk, place).sit_day.walk_ins.size() == 2);
    CHECK(page_of(desk, place).sit_day.walk_ins[0].family_name.empty());
    for (const Contact& contact : {first, second}) {
        EditContact edit;
        edit.contact = contact;
        edit.contact.family_id = family;
        edit.opened = contact;
        desk.done<Contact>(edit);
    }
    CHECK(page_of(desk, place).families_reached == 1);
    CHECK(page_of(desk, place).sit_day.walk_ins[0].family_name == "Haddad");
}

TEST_CASE("a planned sit-day is held from the first who walks in", "[commands][sit_day]") {
    TestDesk desk;
    const Id<Place> place = desk.place("De Toren");
    Appointment planned;
    planned.kind = ContactKind::kSitDay;
    planned.place_id = place;
    planned.starts_at = desk.fixture.clock.now() + std::chrono::hours(1);
    const auto id = desk.done<Appointment>(PlanAppointment{planned, std::nullopt});
    CHECK(page_of(desk, place).sit_day.appointment_id == id);
    walks_in(desk, place, id);
    CHECK(desk.get(id).state == AppointmentState::kHeld);
    CHECK_FALSE(page_of(desk, place).sit_day.appointment_id);
    desk.fixture.clock.advance(std::chrono::hours(24));
    CHECK(page_of(desk, place).sit_day.walk_ins.empty());  // Of today alone.
    CHECK(page_of(desk, place).sit_days == 1);
}

TEST_CASE("a sit-day stays held while somebody who walked in stands there", "[commands][sit_day]") {
    TestDesk desk;
    const Id<Place> place = desk.place("De Toren");
    Appointment planned;
    planned.kind = ContactKind::kSitDay;
    planned.place_id = place;
    planned.starts_at = desk.fixture.clock.now() + std::chrono::hours(1);
    const auto id = desk.done<Appointment>(PlanAppointment{planned, std::nullopt});
    desk.fixture.clock.advance(std::chrono::hours(2));
    const Id<Contact> first = walks_in(desk, place, id);
    CHECK(desk.get(id).state == AppointmentState::kHeld);
    SECTION("alone: it is planned once that was a mistake, and held again") {
        desk.done<Contact>(DeleteContact{first, false});
        CHECK(desk.get(id).state == AppointmentState::kPlanned);
        desk.done<Contact>(DeleteContact{first, true});
        CHECK(desk.get(id).state == AppointmentState::kHeld);
    }
    SECTION("with another who walked in") {
        walks_in(desk, place, {});
        desk.done<Contact>(DeleteContact{first, false});
        CHECK(desk.get(id).state == AppointmentState::kHeld);
        CHECK(page_of(desk, place).sit_days == 1);
        desk.done<Contact>(DeleteContact{first, true});
        CHECK(desk.get(id).state == AppointmentState::kHeld);
    }
    SECTION("with others who are deleted too: planned after the last, held after one is back") {
        const Id<Contact> second = walks_in(desk, place, {});
        const Id<Contact> third = walks_in(desk, place, {});
        desk.done<Contact>(DeleteContact{first, false});
        desk.done<Contact>(DeleteContact{second, false});
        CHECK(desk.get(id).state == AppointmentState::kHeld);
        desk.done<Contact>(DeleteContact{third, false});
        CHECK(desk.get(id).state == AppointmentState::kPlanned);
        desk.done<Contact>(DeleteContact{second, true});
        CHECK(desk.get(id).state == AppointmentState::kHeld);
    }
    SECTION("but one that was settled by hand asks for nobody who walks in") {
        Appointment other = planned;
        const auto settled = desk.done<Appointment>(PlanAppointment{other, std::nullopt});
        desk.done<Appointment>(SettleAppointment{settled, AppointmentState::kHeld});
        const Id<Contact> second = walks_in(desk, place, {});
        desk.done<Contact>(DeleteContact{first, false});
        desk.done<Contact>(DeleteContact{second, false});
        CHECK(desk.get(settled).state == AppointmentState::kHeld);
    }
    SECTION("another day, and another place, are not of it") {
        walks_in(desk, desk.place("Het Kompas"), {});
        desk.fixture.clock.advance(std::chrono::hours(24));
        walks_in(desk, place, {});
        desk.done<Contact>(DeleteContact{first, false});
        CHECK(desk.get(id).state == AppointmentState::kPlanned);
    }
}

TEST_CASE("a visit stays held while another contact is its log", "[commands]") {
    TestDesk desk;
    Appointment planned;
    planned.kind = ContactKind::kHomeVisit;
    planned.family_id = desk.family("Haddad");
    planned.starts_at = desk.fixture.clock.now();
    const auto id = desk.done<Appointment>(PlanAppointment{planned, std::nullopt});
    const auto log = [&] {
        ContactDraft draft = desk.draft();
        draft.family_id = planned.family_id;
        draft.appointment_id = id;
        return desk.done<Contact>(LogContact{draft});
    };
    const Id<Contact> first = log();
    const Id<Contact> second = log();
    desk.done<Contact>(DeleteContact{first, false});
    CHECK(desk.get(id).state == AppointmentState::kHeld);
    desk.done<Contact>(DeleteContact{second, false});
    CHECK(desk.get(id).state == AppointmentState::kPlanned);
}

TEST_CASE("who waits leaves the list when they are seen, and is back when that was a mistake",
          "[commands][sit_day]") {
    TestDesk desk;
    const Id<Place> place = desk.place("De Toren");
    const auto first =
        desk.done<Appointment>(PlanAppointment{waiting_at(place, "Mama van Deniz"), std::nullopt});
    desk.fixture.clock.advance(std::chrono::minutes(5));
    desk.done<Appointment>(PlanAppointment{waiting_at(place, "Papa van Noor"), std::nullopt});
    REQUIRE(page_of(desk, place).sit_day.waiting.size() == 2);
    CHECK(page_of(desk, place).sit_day.waiting[0].title == "Mama van Deniz");
    CHECK(page_of(desk, place).planned.empty());
    CHECK(desk.look<TodayView>(LookToday{}).agenda.empty());  // A list is no hour of its own.
    const Id<Contact> seen = walks_in(desk, place, first);
    REQUIRE(page_of(desk, place).sit_day.waiting.size() == 1);
    CHECK(page_of(desk, place).sit_day.waiting[0].title == "Papa van Noor");
    desk.done<Contact>(DeleteContact{seen, false});
    CHECK(page_of(desk, place).sit_day.waiting.size() == 2);
}

TEST_CASE("who waits no longer is taken off the list, and put back", "[commands][sit_day]") {
    TestDesk desk;
    const Id<Place> place = desk.place("De Toren");
    const auto id =
        desk.done<Appointment>(PlanAppointment{waiting_at(place, "Mama van Deniz"), std::nullopt});
    desk.done<Appointment>(SettleAppointment{id, AppointmentState::kCancelled});
    CHECK(page_of(desk, place).sit_day.waiting.empty());
    desk.done<Appointment>(SettleAppointment{id, AppointmentState::kWaiting});
    CHECK(page_of(desk, place).sit_day.waiting.size() == 1);
}

TEST_CASE("a waiting list is of a place, and says who waits", "[commands][sit_day]") {
    TestDesk desk;
    Appointment nobody = waiting_at(desk.place("De Toren"), "  ");
    CHECK(
        has(desk.problems(PlanAppointment{nobody, std::nullopt}), ProblemCode::kMissing, "title"));
    Appointment nowhere = waiting_at({}, "Mama van Deniz");
    nowhere.place_id.reset();
    CHECK(has(desk.problems(PlanAppointment{nowhere, std::nullopt}), ProblemCode::kMissing,
              "place_id"));
    nobody.family_id = desk.family("Haddad");
    desk.done<Appointment>(PlanAppointment{nobody, std::nullopt});
    const auto page = page_of(desk, *nobody.place_id);
    REQUIRE(page.sit_day.waiting.size() == 1);
    CHECK(page.sit_day.waiting[0].family_name == "Haddad");
}
