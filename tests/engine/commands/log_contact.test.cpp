// The first job of the app: logging a contact with everything that comes out of it, in one
// transaction, once.
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::has;
using oppad::test::TestDesk;
using namespace std::chrono_literals;

namespace {

ContactDraft full_draft(TestDesk& desk) {
    ContactDraft draft = desk.draft();
    draft.new_family_name = "El Amrani";
    draft.known_before = false;
    draft.place_id = desk.place("VBS De Regenboog");
    draft.themes = {"school_costs", "food"};
    draft.note = "vraagt hulp";
    draft.question = "Hoe betalen we de rekening?";
    draft.signal = "lege brooddozen";
    draft.follow_up.emplace();
    draft.follow_up->what = "bellen over schooltoelage";
    draft.follow_up->due_day = Day{std::chrono::year{2026} / 11 / 26};
    draft.follow_up->channel = Channel::kPhone;
    draft.referral.emplace();
    draft.referral->partner_id = desk.partner("Sociale dienst OCMW");
    draft.referral->what = "schoolrekening";
    draft.referral->consented = true;
    draft.referral->warm = true;
    draft.referral->introduction = Introduction::kWentAlong;
    return draft;
}

}  // namespace

TEST_CASE("what is known of a new family is saved with it", "[commands]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.new_family_name = "Nowak";
    draft.new_phone = "0470 12 34 56";
    draft.new_street = "Kerkstraat 8";
    draft.new_postcode = "9000";
    draft.new_municipality = "Gent";
    SECTION("when it is sound") {
        desk.done<Contact>(LogContact{draft});
        const auto found = desk.look<FamiliesView>(LookFamilies{"nowak"});
        REQUIRE(found.rows.size() == 1);
        const Family family = desk.get(found.rows[0].id);
        CHECK(family.phone == "+32470123456");
        CHECK(family.street == "Kerkstraat 8");
        CHECK(family.postcode == "9000");
        CHECK(family.municipality == "Gent");
    }
    SECTION("and mended first when it can't be") {
        draft.new_phone = "047";
        draft.new_postcode = "90";
        const Problems problems = desk.problems(LogContact{draft});
        CHECK(has(problems, ProblemCode::kNotAPhone, "phone"));
        CHECK(has(problems, ProblemCode::kNotAPostcode, "postcode"));
    }
    SECTION("or given to one that is here already, where it lacks it") {
        Family known;
        known.name = "Nowak";
        known.street = "Dorp 2";
        const auto id = desk.done<Family>(SaveFamily{known, std::nullopt});
        draft.new_family_name.clear();
        draft.family_id = id;
        desk.done<Contact>(LogContact{draft});
        CHECK(desk.get(id).phone == "+32470123456");
        CHECK(desk.get(id).street == "Dorp 2");
        CHECK(desk.get(id).municipality.empty());
    }
}

TEST_CASE("one tap writes the contact, the new family and every next step", "[commands][log]") {
    TestDesk desk;
    const ContactDraft draft = full_draft(desk);
    const Id<Contact> id = desk.done<Contact>(LogContact{draft});
    CHECK(id.raw == draft.id);
    const Contact contact = desk.get(id);
    CHECK(contact.author_id == desk.fixture.staff.id);
    CHECK(contact.at == draft.begun_at);
    REQUIRE(contact.family_id);

    const Family family = desk.get(*contact.family_id);
    CHECK(family.name == "El Amrani");
    CHECK(family.known_before == false);
    CHECK(family.first_contact_day == Day{std::chrono::year{2026} / 11 / 23});
    CHECK(family.origin_place_id == draft.place_id);

    const auto page = desk.look<FamilyPage>(LookFamily{*contact.family_id});
    CHECK(page.timeline_total == 4);
    CHECK(page.reached_year == 2026);
    REQUIRE(page.open_items.size() == 2);  // The question waits behind its referral.
    CHECK(page.open_items[0].key.type == RecordType::kFollowUp);
    const Referral referral = desk.get(Id<Referral>{page.open_items[1].key.id});
    CHECK(referral.step == ReferralStep::kIntroduced);
    CHECK(referral.warm_step == ReferralStep::kIntroduced);
    CHECK(referral.contact_id == id);
    REQUIRE(referral.question_id);
    const Question question = desk.get(*referral.question_id);
    CHECK(question.text == "Hoe betalen we de rekening?");
    CHECK(question.themes == TextSet{"food", "school_costs"});
    CHECK(desk.rows("SELECT count(*) FROM signals WHERE state = 'noted'") == 1);
}

TEST_CASE("repeating the same draft changes nothing", "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = full_draft(desk);
    desk.done<Contact>(LogContact{draft});
    const std::int64_t entries = desk.rows("SELECT count(*) FROM audit");
    draft.note = "een andere tekst";
    desk.done<Contact>(LogContact{draft});
    CHECK(desk.rows("SELECT count(*) FROM audit") == entries);
    CHECK(desk.rows("SELECT count(*) FROM families") == 1);
    CHECK(desk.rows("SELECT count(*) FROM follow_ups") == 1);
    CHECK(desk.get(Id<Contact>{draft.id}).note == "vraagt hulp");
}

TEST_CASE("repeating a draft whose contact was deleted does not bring it back", "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.note = "per vergissing";
    const Id<Contact> id = desk.done<Contact>(LogContact{draft});
    desk.done<Contact>(DeleteContact{id, false});
    desk.done<Contact>(LogContact{draft});
    CHECK_FALSE(desk.find(id));
}

TEST_CASE("the draft is gone once it is a contact, and stays when it is refused",
          "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());
    CHECK(has(desk.problems(LogContact{draft}), ProblemCode::kMissing, "family_id"));
    CHECK(desk.rows("SELECT count(*) FROM drafts") == 1);
    draft.note = "nu wel";
    desk.done<Contact>(LogContact{draft});
    CHECK(desk.rows("SELECT count(*) FROM drafts") == 0);
}

TEST_CASE("a keystroke that comes after the tap does not bring the draft back", "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.note = "klaar";
    desk.done<Contact>(LogContact{draft});
    CHECK(has(desk.problems(SaveDraft{draft}), ProblemCode::kAlreadySettled, "id"));
    CHECK(desk.rows("SELECT count(*) FROM drafts") == 0);
}

TEST_CASE("a draft without an id is refused", "[commands][log]") {
    TestDesk desk;
    ContactDraft draft;
    draft.note = "tekst";
    CHECK(has(desk.problems(LogContact{draft}), ProblemCode::kMissing, "id"));
    CHECK(has(desk.problems(SaveDraft{draft}), ProblemCode::kMissing, "id"));
}

TEST_CASE("every reference that is gone is told", "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.family_id = Id<Family>{desk.fixture.entropy.id()};
    draft.place_id = Id<Place>{desk.fixture.entropy.id()};
    draft.contact_person_id = Id<ContactPerson>{desk.fixture.entropy.id()};
    draft.participants = {"geen nummer"};
    draft.referral.emplace();
    draft.referral->partner_id = Id<Partner>{desk.fixture.entropy.id()};
    const Problems problems = desk.problems(LogContact{draft});
    for (const char* field :
         {"family_id", "place_id", "contact_person_id", "participants", "partner_id"}) {
        INFO(field);
        CHECK(has(problems, ProblemCode::kGone, field));
    }
}

TEST_CASE("what is wrong with a question or a signal is told by the name the draft gives it",
          "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.note = "bezoek";
    draft.question = std::string(kNoteCharsMax + 1, 'a');
    draft.signal = draft.question;
    const Problems problems = desk.problems(LogContact{draft});
    CHECK(has(problems, ProblemCode::kTooLong, "question"));
    CHECK(has(problems, ProblemCode::kTooLong, "signal"));
}

TEST_CASE("a contact of tomorrow is refused, one of last week is not", "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.note = "zitdag";
    draft.at = desk.fixture.clock.now() + 24h;
    CHECK(has(desk.problems(LogContact{draft}), ProblemCode::kInTheFuture, "at"));
    draft.at = desk.fixture.clock.now() + -168h;
    CHECK(desk.get(desk.done<Contact>(LogContact{draft})).at == draft.at);
}

TEST_CASE("a clock that was set back after the draft was begun does not block it",
          "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.note = "tekst";
    desk.fixture.clock.wall = desk.fixture.clock.wall + -3h;
    const Id<Contact> id = desk.done<Contact>(LogContact{draft});
    CHECK(desk.get(id).at == desk.fixture.clock.now());
}

TEST_CASE("a contact completes what nobody had filled in of the family", "[commands][log]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Nowak");
    ContactDraft draft = desk.draft();
    draft.family_id = family;
    draft.known_before = true;
    desk.done<Contact>(LogContact{draft});
    CHECK(desk.get(family).known_before == true);
    CHECK(desk.get(family).first_contact_day == Day{std::chrono::year{2026} / 11 / 23});

    desk.fixture.clock.advance(48h);
    ContactDraft later = desk.draft();
    later.family_id = family;
    later.known_before = false;
    desk.done<Contact>(LogContact{later});
    CHECK(desk.get(family).known_before == true);
    CHECK(desk.get(family).first_contact_day == Day{std::chrono::year{2026} / 11 / 23});
}

TEST_CASE("the planned visit that it is the log of is marked as held", "[commands][log]") {
    TestDesk desk;
    Appointment planned;
    planned.kind = ContactKind::kHomeVisit;
    planned.family_id = desk.family("Peeters");
    planned.starts_at = desk.fixture.clock.now();
    const auto appointment = desk.done<Appointment>(PlanAppointment{planned, std::nullopt});
    ContactDraft draft = desk.draft();
    draft.family_id = planned.family_id;
    draft.appointment_id = appointment;
    const Id<Contact> contact = desk.done<Contact>(LogContact{draft});
    CHECK(desk.get(appointment).state == AppointmentState::kHeld);
    desk.done<Contact>(DeleteContact{contact, false});
    CHECK(desk.get(appointment).state == AppointmentState::kPlanned);
    desk.done<Contact>(DeleteContact{contact, true});
    CHECK(desk.get(appointment).state == AppointmentState::kHeld);
    CHECK(desk.find(contact));
}

TEST_CASE("a contact is saved although the planned visit that it was begun from has gone",
          "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.family_id = desk.family("Peeters");
    draft.appointment_id = Id<Appointment>{desk.fixture.entropy.id()};
    const Id<Contact> contact = desk.done<Contact>(LogContact{draft});
    CHECK_FALSE(desk.get(contact).appointment_id);
}

TEST_CASE("what hangs on a family of another team goes to that team", "[commands][log]") {
    TestDesk desk;
    Family elsewhere;
    elsewhere.name = "Andere ploeg";
    elsewhere.scope = desk.fixture.entropy.id();
    ContactDraft draft = full_draft(desk);
    draft.family_id = desk.given(elsewhere);
    draft.new_family_name.clear();
    const Id<Contact> contact = desk.done<Contact>(LogContact{draft});
    CHECK(desk.get(contact).scope == elsewhere.scope);
    CHECK(desk.rows("SELECT count(DISTINCT scope) FROM (SELECT scope FROM contacts UNION ALL "
                    "SELECT scope FROM follow_ups UNION ALL SELECT scope FROM questions UNION ALL "
                    "SELECT scope FROM referrals)") == 1);
}

TEST_CASE("a next step that was never begun writes nothing", "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.note = "kort gesprek";
    draft.follow_up.emplace();
    draft.referral.emplace();
    draft.referral->warm = true;
    draft.question = "  ";
    desk.done<Contact>(LogContact{draft});
    CHECK(desk.rows("SELECT (SELECT count(*) FROM follow_ups) + (SELECT count(*) FROM referrals) + "
                    "(SELECT count(*) FROM questions)") == 0);
}

TEST_CASE("a new name is ignored when a family was chosen", "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.family_id = desk.family("De Smet");
    draft.new_family_name = "Nog iets getypt";
    desk.done<Contact>(LogContact{draft});
    CHECK(desk.rows("SELECT count(*) FROM families") == 1);
}

TEST_CASE("what is agreed for next time stands on the agenda, with the family it was agreed with",
          "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = full_draft(desk);
    draft.next_meeting = {ContactKind::kHomeVisit, desk.fixture.clock.now() + 24h, 45};
    const Contact contact = desk.get(desk.done<Contact>(LogContact{draft}));
    const auto page = desk.look<FamilyPage>(LookFamily{*contact.family_id});
    REQUIRE(page.planned.size() == 1);
    CHECK(page.planned[0].kind == ContactKind::kHomeVisit);
    CHECK(page.planned[0].starts_at == draft.next_meeting->starts_at);
    CHECK(page.planned[0].duration_minutes == 45);
    const Day tomorrow{std::chrono::year{2026} / 11 / 24};
    CHECK(desk.look<AgendaView>(LookAgenda{tomorrow, tomorrow}).items.size() == 1);
}

TEST_CASE("a meeting is at the place where it was agreed when one meets at places",
          "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = full_draft(desk);
    draft.next_meeting = {ContactKind::kSchoolContact, desk.fixture.clock.now() + 24h, 45};
    const auto place_of_next = [&] {
        desk.done<Contact>(LogContact{draft});
        const Day tomorrow{std::chrono::year{2026} / 11 / 24};
        return desk.look<AgendaView>(LookAgenda{tomorrow, tomorrow}).items.at(0).place_id;
    };
    SECTION("at school") { CHECK(place_of_next() == draft.place_id); }
    SECTION("not at home, nor by phone") {
        draft.next_meeting->kind = GENERATE(ContactKind::kHomeVisit, ContactKind::kPhoneCall);
        CHECK_FALSE(place_of_next());
    }
    SECTION("unless nothing else is known of whom one meets") {
        draft.next_meeting->kind = ContactKind::kPhoneCall;
        draft.new_family_name.clear();
        CHECK(place_of_next() == draft.place_id);
    }
}

TEST_CASE("nothing can be agreed for yesterday", "[commands][log]") {
    TestDesk desk;
    ContactDraft draft = full_draft(desk);
    draft.next_meeting = {ContactKind::kHomeVisit, desk.fixture.clock.now() + -24h, 45};
    CHECK(has(desk.problems(LogContact{draft}), ProblemCode::kInThePast, "starts_at"));
}

TEST_CASE("what was logged is taken back with all that came with it, and goes on as a draft",
          "[commands][log][undo]") {
    TestDesk desk;
    ContactDraft draft = full_draft(desk);
    draft.next_meeting = {ContactKind::kHomeVisit, desk.fixture.clock.now() + 24h, 45};
    draft.referral->partner_id.reset();
    draft.referral->new_partner_name = "Buurtwerk";
    const Outcome outcome = desk.desk.run(LogContact{draft});
    REQUIRE(outcome.undo);
    REQUIRE(desk.desk.run(*outcome.undo).saved());
    CHECK(desk.rows("SELECT (SELECT count(*) FROM contacts WHERE deleted = 0) + "
                    "(SELECT count(*) FROM families WHERE deleted = 0) + "
                    "(SELECT count(*) FROM questions WHERE deleted = 0) + "
                    "(SELECT count(*) FROM referrals WHERE deleted = 0) + "
                    "(SELECT count(*) FROM follow_ups WHERE deleted = 0) + "
                    "(SELECT count(*) FROM appointments WHERE deleted = 0) + "
                    "(SELECT count(*) FROM signals WHERE deleted = 0)") == 0);
    const auto page = desk.look<LogContactPage>(LookLogContact{});
    REQUIRE(page.draft);
    CHECK(page.draft->id != draft.id);
    CHECK(page.draft->note == draft.note);
    CHECK(page.draft->new_family_name == "El Amrani");
    CHECK(page.draft->at == draft.begun_at);

    // It is saved after all: nothing stands twice.
    desk.done<Contact>(LogContact{*page.draft});
    CHECK(desk.rows("SELECT count(*) FROM contacts WHERE deleted = 0") == 1);
    CHECK(desk.rows("SELECT count(*) FROM families WHERE deleted = 0") == 1);
    CHECK(desk.rows("SELECT count(*) FROM partners WHERE name = 'Buurtwerk'") == 1);
    CHECK(desk.rows("SELECT count(*) FROM drafts") == 0);
}

TEST_CASE("taking a contact back leaves a family on which something else hangs",
          "[commands][log][undo]") {
    TestDesk desk;
    const ContactDraft draft = full_draft(desk);
    const Outcome outcome = desk.desk.run(LogContact{draft});
    const Contact contact = desk.get(Id<Contact>{draft.id});
    Person child;
    child.family_id = contact.family_id;
    child.given_name = "Deniz";
    child.relation = PersonRelation::kChild;
    desk.done<Person>(SavePerson{child, std::nullopt});
    REQUIRE(outcome.undo);
    REQUIRE(desk.desk.run(*outcome.undo).saved());
    CHECK_FALSE(desk.find(contact.id));
    CHECK(desk.find(*contact.family_id));
}

TEST_CASE("taking a contact back takes back what it completed of a family",
          "[commands][log][undo]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Nowak");
    SECTION("of which it was the first") {}
    SECTION("that was met before") { desk.contact_with(family); }
    const Family before = desk.get(family);
    ContactDraft mistake = desk.draft();
    mistake.family_id = family;
    mistake.known_before = true;
    mistake.at = desk.fixture.clock.now() + -std::chrono::hours(24 * 365 * 7);
    const Outcome outcome = desk.desk.run(LogContact{mistake});
    CHECK(desk.get(family).first_contact_day->date.year() == std::chrono::year{2019});
    REQUIRE(outcome.undo);
    REQUIRE(desk.desk.run(*outcome.undo).saved());
    CHECK(to_values(desk.get(family)) == to_values(before));
}

TEST_CASE("taking a contact back leaves what a colleague wrote of its family",
          "[commands][log][undo]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Nowak");
    ContactDraft draft = desk.draft();
    draft.family_id = family;
    const Outcome outcome = desk.desk.run(LogContact{draft});
    Family colleagues = desk.get(family);
    colleagues.phone = "+32470000000";
    colleagues.first_contact_day = Day{std::chrono::year{2024} / 5 / 4};
    desk.given(colleagues);
    REQUIRE(desk.desk.run(*outcome.undo).saved());
    CHECK(to_values(desk.get(family)) == to_values(colleagues));
}

TEST_CASE("a deleted contact is not a family's first, until it is brought back",
          "[commands][log]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Nowak");
    ContactDraft mistake = desk.draft();
    mistake.family_id = family;
    mistake.at = desk.fixture.clock.now() + -std::chrono::hours(24 * 365 * 7);
    const Id<Contact> id = desk.done<Contact>(LogContact{mistake});
    const Day first = engine::local_day(desk.fixture.clock, *mistake.at);
    std::optional<Day> others;
    SECTION("the only one") {}
    SECTION("one of two") {
        desk.contact_with(family);
        others = engine::today(desk.fixture.clock);
    }
    desk.done<Contact>(DeleteContact{id, false});
    CHECK(desk.get(family).first_contact_day == others);
    desk.done<Contact>(DeleteContact{id, true});
    CHECK(desk.get(family).first_contact_day == first);
}
