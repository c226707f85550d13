// Vandaag, the agenda, the Registreer page and the drafts: what is asked of me now.
#include "engine/domain/campaign.h"
#include "engine/domain/campaign_call.h"
#include "engine/domain/theme.h"
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;
using namespace std::chrono_literals;

namespace {

const Day kToday{std::chrono::year{2026} / 11 / 23};

Appointment visit(const Id<Family>& family, Instant at) {
    Appointment appointment;
    appointment.kind = ContactKind::kHomeVisit;
    appointment.family_id = family;
    appointment.starts_at = at;
    return appointment;
}

}  // namespace

TEST_CASE("the agenda of today holds today alone, by start", "[views][today]") {
    TestDesk desk;
    Family record;
    record.name = "Yılmaz-Peeters";
    record.street = "Turnhoutsebaan 14";
    record.needs_interpreter = true;
    record.languages = {"tr"};
    const Id<Family> family = desk.done<Family>(SaveFamily{record, std::nullopt});
    const Instant nine = desk.fixture.clock.now();
    desk.done<Appointment>(PlanAppointment{visit(family, nine + 3h), std::nullopt});
    desk.done<Appointment>(PlanAppointment{visit(family, nine + 1h), std::nullopt});
    desk.done<Appointment>(PlanAppointment{visit(family, nine + 15h), std::nullopt});  // Midnight.
    Appointment gate;
    gate.kind = ContactKind::kSchoolContact;
    gate.place_id = desk.place("Het Kompas");
    gate.where = "schoolpoort";
    gate.starts_at = nine + 2h;
    desk.done<Appointment>(PlanAppointment{gate, std::nullopt});

    const auto today = desk.look<TodayView>(LookToday{});
    CHECK(today.day == kToday);
    REQUIRE(today.agenda.size() == 3);
    CHECK(today.agenda[0].starts_at == nine + 1h);
    CHECK(today.agenda[0].where == "Turnhoutsebaan 14");
    CHECK(today.agenda[0].needs_interpreter);
    CHECK(today.agenda[0].languages == TextSet{"tr"});
    CHECK(today.agenda[1].where == "schoolpoort");
    CHECK(today.agenda[1].place_name == "Het Kompas");
    const auto week = desk.look<AgendaView>(LookAgenda{kToday, add_days(kToday, 6)});
    CHECK(week.items.size() == 4);
    CHECK(desk.look<AgendaView>(LookAgenda{add_days(kToday, 1), kToday}).items.empty());
}

TEST_CASE("of the places that nobody sees today counts the schools", "[views][today]") {
    TestDesk desk;
    desk.place("Het Kompas");
    Place library;
    library.name = "Bib";
    library.kind = PlaceKind::kLibrary;
    desk.done<Place>(SavePlace{library, std::nullopt});
    CHECK(desk.look<TodayView>(LookToday{}).silent_place_count == 1);
}

TEST_CASE("cancelled visits and those of colleagues are not on my agenda", "[views][today]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Peeters");
    const auto mine = desk.done<Appointment>(
        PlanAppointment{visit(family, desk.fixture.clock.now()), std::nullopt});
    Appointment theirs = visit(family, desk.fixture.clock.now());
    theirs.owner_id = Id<Staff>{desk.fixture.entropy.id()};
    desk.done<Appointment>(PlanAppointment{theirs, std::nullopt});
    CHECK(desk.look<TodayView>(LookToday{}).agenda.size() == 1);
    desk.done<Appointment>(SettleAppointment{mine, AppointmentState::kCancelled});
    CHECK(desk.look<TodayView>(LookToday{}).agenda.empty());
}

TEST_CASE("a visit shows as held once a contact was logged for it", "[views][today]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Peeters");
    const auto planned = desk.done<Appointment>(
        PlanAppointment{visit(family, desk.fixture.clock.now()), std::nullopt});
    CHECK_FALSE(desk.look<TodayView>(LookToday{}).agenda.front().is_held);
    ContactDraft draft = desk.draft();
    draft.family_id = family;
    draft.appointment_id = planned;
    desk.done<Contact>(LogContact{draft});
    CHECK(desk.look<TodayView>(LookToday{}).agenda.front().is_held);
}

TEST_CASE("a visit of a day that is over stays until it is logged or does not take place",
          "[views][today]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Peeters");
    const Instant now = desk.fixture.clock.now();
    const auto plan = [&](const Appointment& appointment) {
        return desk.done<Appointment>(PlanAppointment{appointment, std::nullopt});
    };
    const auto first = plan(visit(family, now));
    const auto second = plan(visit(family, now + 1h));
    Appointment theirs = visit(family, now);
    theirs.owner_id = Id<Staff>{desk.fixture.entropy.id()};
    plan(theirs);
    const auto unlogged = [&] { return desk.look<TodayView>(LookToday{}).unlogged; };
    CHECK(unlogged().empty());  // Today they stand in the agenda.

    desk.fixture.clock.advance(24h);
    REQUIRE(unlogged().size() == 2);
    CHECK(unlogged()[0].id == first);
    CHECK(unlogged()[0].family_name == "Peeters");
    ContactDraft draft = desk.draft();
    draft.family_id = family;
    draft.appointment_id = first;
    desk.done<Contact>(LogContact{draft});
    REQUIRE(unlogged().size() == 1);
    CHECK(unlogged()[0].id == second);
    desk.done<Appointment>(SettleAppointment{second, AppointmentState::kCancelled});
    CHECK(unlogged().empty());
    desk.done<Appointment>(SettleAppointment{second, AppointmentState::kPlanned});
    desk.fixture.clock.advance(24h * (kUnloggedDays - 1));
    CHECK(unlogged().size() == 1);
    desk.fixture.clock.advance(24h);
    CHECK(unlogged().empty());
}

TEST_CASE("what is late comes first, what has no day last", "[views][today]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Peeters");
    const auto promise = [&](const std::string& what, std::optional<int> in_days) {
        PromiseFollowUp one;
        one.family_id = family;
        one.what = what;
        if (in_days) one.due_day = add_days(kToday, *in_days);
        desk.done<FollowUp>(one);
    };
    promise("ooit", std::nullopt);
    promise("overmorgen", 2);
    promise("vandaag", 0);
    promise("morgen", 1);
    desk.fixture.clock.advance(24h);
    const auto today = desk.look<TodayView>(LookToday{});
    REQUIRE(today.open_items.size() == 4);
    CHECK(today.open_items[0].what == "vandaag");
    CHECK(today.open_items[0].days_overdue == 1);
    CHECK(today.open_items[1].what == "morgen");
    CHECK(today.open_items[1].days_overdue == 0);
    CHECK(today.open_items[2].what == "overmorgen");
    CHECK(today.open_items[3].what == "ooit");
    CHECK(today.overdue_count == 1);
}

TEST_CASE("more promises than fit are counted in full", "[views][today]") {
    TestDesk desk;
    storage::UnitOfWork work = desk.fixture.begin("save");
    for (int at = 0; at < 130; ++at) {
        FollowUp follow_up;
        follow_up.id = {desk.fixture.entropy.id()};
        follow_up.what = "belofte " + std::to_string(at);
        follow_up.state = FollowUpState::kOpen;
        follow_up.due_day = add_days(kToday, at - 20);
        follow_up.owner_id = desk.fixture.staff.id;
        REQUIRE(work.save(follow_up));
    }
    REQUIRE(work.commit());
    const auto today = desk.look<TodayView>(LookToday{});
    CHECK(today.open_items.size() == 100);
    CHECK(today.open_item_count == 130);
    CHECK(today.overdue_count == 20);
    CHECK(today.open_items.front().days_overdue == 20);
    CHECK(desk.look<TodayView>(LookToday{200}).open_items.size() == 130);
}

TEST_CASE("a promise leads to whom it is about, and a call to their number", "[views][today]") {
    TestDesk desk;
    Family family;
    family.name = "Peeters";
    family.phone = "0470 12 34 56";
    Place place;
    place.name = "Het Kompas";
    place.phone = "014 31 20 20";
    PromiseFollowUp one;
    one.what = "terugbellen";
    one.channel = GENERATE(Channel::kPhone, Channel::kInPerson);
    SECTION("a family, also where a place is known") {
        one.family_id = desk.given(family);
        one.place_id = desk.given(place);
    }
    SECTION("a place") { one.place_id = desk.given(place); }
    desk.done<FollowUp>(one);
    const auto today = desk.look<TodayView>(LookToday{});
    REQUIRE(today.open_items.size() == 1);
    const engine::OpenItem& item = today.open_items.front();
    CHECK(item.family_id == one.family_id);
    CHECK(item.place_id == one.place_id);
    const std::string& number = one.family_id ? family.phone : place.phone;
    CHECK(item.phone == (one.channel == Channel::kPhone ? number : std::string{}));
}

TEST_CASE("a question with a referral under way is not asked twice of me", "[views][today]") {
    TestDesk desk;
    OpenQuestion asked;
    asked.text = "hulp met huur";
    asked.family_id = desk.family("Nowak");
    ReferToPartner wish;
    wish.question_id = desk.done<Question>(asked);
    wish.family_id = asked.family_id;
    wish.partner_id = desk.partner("CAW");
    desk.done<Referral>(wish);
    const auto today = desk.look<TodayView>(LookToday{});
    REQUIRE(today.open_items.size() == 1);
    CHECK(today.open_items.front().key.type == RecordType::kReferral);
}

TEST_CASE("themes are offered by use, with the organisation's own and without retired ones",
          "[views]") {
    TestDesk desk;
    ContactDraft draft = desk.draft();
    draft.themes = {"debt", "housing"};
    desk.done<Contact>(LogContact{draft});
    draft.id = desk.fixture.entropy.id();
    draft.themes = {"debt"};
    desk.done<Contact>(LogContact{draft});
    Theme own;
    own.code = "school_garden";
    desk.given(own);
    Theme retired;
    retired.code = "transport";
    retired.retired = true;
    desk.given(retired);
    const auto page = desk.look<LogContactPage>(LookLogContact{});
    REQUIRE(page.themes.size() == 23);
    CHECK(page.themes[0] == "debt");
    CHECK(page.themes[1] == "housing");
    CHECK(page.themes[2] == "school_costs");
    CHECK(page.themes.back() == "school_garden");
    CHECK(std::find(page.themes.begin(), page.themes.end(), "transport") == page.themes.end());
}

TEST_CASE("partners are offered most referred to first", "[views]") {
    TestDesk desk;
    desk.partner("Alfa");
    ReferToPartner wish;
    wish.partner_id = desk.partner("Zulu");
    desk.done<Referral>(wish);
    const auto page = desk.look<LogContactPage>(LookLogContact{});
    REQUIRE(page.partners.size() == 2);
    CHECK(page.partners[0].name == "Zulu");
}

TEST_CASE("family and place decide what is offered beside the draft", "[views]") {
    TestDesk desk;
    Family record;
    record.name = "Peeters";
    record.safety_remark = "hond";
    const Id<Family> family = desk.done<Family>(SaveFamily{record, std::nullopt});
    Person child;
    child.family_id = family;
    child.given_name = "Lina";
    desk.done<Person>(SavePerson{child, std::nullopt});
    const Id<Place> school = desk.place("De Toren");
    ContactPerson person;
    person.place_id = school;
    person.name = "Dirk";
    desk.done<ContactPerson>(SaveContactPerson{person, std::nullopt});
    ContactDraft draft = desk.draft();
    draft.family_id = family;
    REQUIRE(desk.desk.run(SaveDraft{draft}).saved());

    const auto page = desk.look<LogContactPage>(LookLogContact{{}, {}, school});
    REQUIRE(page.draft);
    CHECK(page.draft->id == draft.id);
    REQUIRE(page.family);
    CHECK(page.family->name == "Peeters");
    CHECK(page.safety_remark == "hond");
    CHECK(page.members.size() == 1);
    REQUIRE(page.place);
    CHECK(page.place->name == "De Toren");
    CHECK(page.contact_persons.size() == 1);
    // Somebody deleted the family meanwhile: the page still opens.
    const Id<Family> gone{desk.fixture.entropy.id()};
    CHECK_FALSE(desk.look<LogContactPage>(LookLogContact{{}, gone, {}}).family);
}

TEST_CASE("drafts are listed newest first with what they are about", "[views]") {
    TestDesk desk;
    ContactDraft first = desk.draft();
    first.place_id = desk.place("De Toren");
    REQUIRE(desk.desk.run(SaveDraft{first}).saved());
    desk.fixture.clock.advance(1min);
    ContactDraft second = desk.draft();
    second.new_family_name = "Nog zonder dossier";
    second.appointment_id = Id<Appointment>{desk.fixture.entropy.id()};
    REQUIRE(desk.desk.run(SaveDraft{second}).saved());
    desk.fixture.clock.advance(1min);
    ContactDraft third = desk.draft();
    third.family_id = desk.family("Peeters");
    REQUIRE(desk.desk.run(SaveDraft{third}).saved());
    const auto view = desk.look<DraftsView>(LookDrafts{});
    REQUIRE(view.rows.size() == 3);
    CHECK(view.rows[0].family_name == "Peeters");
    CHECK(view.rows[1].family_name == "Nog zonder dossier");
    CHECK(view.rows[2].place_name == "De Toren");
    CHECK(view.rows[1].appointment_id == second.appointment_id);
    CHECK_FALSE(view.rows[0].appointment_id);
    CHECK(view.rows[0].saved_at == desk.fixture.clock.now());
}

TEST_CASE("a campaign runs from its start until and with its deadline",
          "[views][today][campaign]") {
    TestDesk desk;
    const Day now{std::chrono::year{2026} / 11 / 23};  // A Monday.
    const auto given = [&](const char* name, std::optional<Day> starts,
                           std::optional<Day> deadline) {
        Campaign campaign;
        campaign.name = name;
        campaign.starts_day = starts;
        campaign.deadline_day = deadline;
        return desk.given(campaign);
    };
    given("morgen", add_days(now, 1), {});
    given("gisteren", {}, add_days(now, -1));
    given("zonder einde", {}, {});
    const Id<Campaign> calls = given("belactie", now, add_days(now, 8));
    given("vandaag", add_days(now, -3), now);
    Campaign erased;
    erased.name = "gewist";
    erased.erase_day = now;
    desk.given(erased);
    const auto call = [&](CallResult result, const char* reason, std::optional<Instant> back) {
        CampaignCall record;
        record.campaign_id = calls;
        record.result = result;
        record.reason = reason;
        record.call_back_at = back;
        desk.given(record);
    };
    using namespace std::chrono_literals;
    call(CallResult::kUnknown, "", {});
    call(CallResult::kNoAnswer, "", {});
    call(CallResult::kSpoken, "needs_help", {});
    call(CallResult::kSpoken, "forgotten", {});
    call(CallResult::kRefused, "", {});
    call(CallResult::kWrongNumber, "", {});
    call(CallResult::kCallBack, "", desk.fixture.clock.now() + 2h);
    call(CallResult::kCallBack, "", desk.fixture.clock.now() + 24h);

    const auto running = desk.look<TodayView>(LookToday{}).campaigns;
    REQUIRE(running.size() == 3);
    CHECK(running[0].name == "vandaag");
    CHECK(running[0].working_days_left == 1);
    CHECK(running[0].calls == 0);
    CHECK(running[1].name == "belactie");
    CHECK(running[1].working_days_left == 7);  // Without Saturday and Sunday.
    CHECK(running[1].calls == 8);
    CHECK(running[1].done == 4);
    CHECK(running[1].asked_help == 1);
    CHECK(running[1].to_call_back_today == 1);
    CHECK(running[2].name == "zonder einde");
    CHECK_FALSE(running[2].working_days_left);
}
