// Gezinnen and one family's page: who is shown, in which order, and the odd families.
#include "engine/domain/consent.h"
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;
using namespace std::chrono_literals;

namespace {

const Day kToday{std::chrono::year{2026} / 11 / 23};

Id<Person> member(TestDesk& desk, const Id<Family>& family, const std::string& name,
                  PersonRelation relation, std::optional<Day> birth) {
    Person person;
    person.family_id = family;
    person.given_name = name;
    person.relation = relation;
    person.birth_day = birth;
    return desk.done<Person>(SavePerson{person, std::nullopt});
}

std::vector<std::string> names(const FamiliesView& view) {
    std::vector<std::string> found;
    for (const FamilyRow& row : view.rows) found.push_back(row.name);
    return found;
}

}  // namespace

TEST_CASE("a fresh tablet has no families and no page fails", "[views]") {
    TestDesk desk;
    CHECK(desk.look<FamiliesView>(LookFamilies{}).rows.empty());
    CHECK(desk.look<FamiliesView>(LookFamilies{"yil"}).total == 0);
    CHECK_FALSE(desk.look<TodayView>(LookToday{}).has_families);
    CHECK(desk.look<PlacesView>(LookPlaces{}).rows.empty());
    CHECK(desk.look<AgendaView>(LookAgenda{kToday, kToday}).items.empty());
    CHECK(desk.look<LogContactPage>(LookLogContact{}).themes.size() == 23);
}

TEST_CASE("the family seen last, or just registered, comes first", "[views]") {
    TestDesk desk;
    const Id<Family> first = desk.family("Eerst");
    desk.fixture.clock.advance(1h);
    const Id<Family> second = desk.family("Tweede");
    desk.fixture.clock.advance(1h);
    desk.contact_with(first);
    desk.fixture.clock.advance(1h);
    desk.family("Nieuw");
    const auto view = desk.look<FamiliesView>(LookFamilies{"  "});
    CHECK(names(view) == std::vector<std::string>{"Nieuw", "Eerst", "Tweede"});
    CHECK(view.total == 3);
    CHECK(view.rows[2].id == second);
    CHECK_FALSE(view.rows[2].last_contact_at);
}

TEST_CASE("at most the newest two hundred families are listed, all are counted", "[views]") {
    TestDesk desk;
    storage::UnitOfWork work = desk.fixture.begin("save");
    for (int at = 0; at < 250; ++at) {
        Family family;
        desk.fixture.clock.advance(1ms);
        family.id = new_id<Family>(desk.fixture.clock, desk.fixture.entropy);
        family.name = "Gezin " + std::to_string(at);
        REQUIRE(work.save(family));
    }
    REQUIRE(work.commit());
    const auto view = desk.look<FamiliesView>(LookFamilies{});
    REQUIRE(view.rows.size() == 200);
    CHECK(view.total == 250);
    CHECK(view.rows.front().name == "Gezin 249");
}

TEST_CASE("a full tablet lists the families met or registered last, too", "[views]") {
    TestDesk desk;
    storage::UnitOfWork work = desk.fixture.begin("save");
    for (int at = 0; at < 2'100; ++at) {
        Family family;
        desk.fixture.clock.advance(1ms);
        family.id = new_id<Family>(desk.fixture.clock, desk.fixture.entropy);
        family.name = "Gezin " + std::to_string(at);
        REQUIRE(work.save(family));
        if (at == 2'099) break;  // Registered, not met yet.
        Contact contact;
        contact.id = {desk.fixture.entropy.id()};
        contact.family_id = family.id;
        contact.at = desk.fixture.clock.now() + (at == 5 ? 1h : 0h);
        REQUIRE(work.save(contact));
    }
    REQUIRE(work.commit());
    const auto view = desk.look<FamiliesView>(LookFamilies{});
    REQUIRE(view.rows.size() == 200);
    CHECK(view.total == 2'100);
    CHECK(view.rows[0].name == "Gezin 5");
    CHECK(view.rows[1].name == "Gezin 2099");
    CHECK(view.rows[2].name == "Gezin 2098");
}

TEST_CASE("a family is found by its name, a member's name and in any script", "[views]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Yılmaz-Peeters");
    member(desk, family, "Deniz", PersonRelation::kChild, std::nullopt);
    desk.family("الأمراني");
    CHECK(names(desk.look<FamiliesView>(LookFamilies{"yilmaz"})) ==
          std::vector<std::string>{"Yılmaz-Peeters"});
    const auto by_member = desk.look<FamiliesView>(LookFamilies{"deniz"});
    REQUIRE(by_member.rows.size() == 1);
    CHECK(by_member.rows.front().matched_person == "Deniz");
    CHECK(by_member.rows.front().child_count == 1);
    CHECK(names(desk.look<FamiliesView>(LookFamilies{"الأمراني"})) ==
          std::vector<std::string>{"الأمراني"});
    CHECK(desk.look<FamiliesView>(LookFamilies{"yilmas"}).rows.front().is_similar);
    CHECK(desk.look<FamiliesView>(LookFamilies{"' OR 1=1 --\"*"}).rows.empty());
}

TEST_CASE("a page shows adults before children and children from old to young", "[views]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Van den Broeck");
    for (int at = 11; at >= 0; --at)  // Twelve children, the youngest first.
        member(desk, family, "Kind " + std::to_string(at), PersonRelation::kChild,
               Day{std::chrono::year{2010 + at} / 3 / 1});
    member(desk, family, "Baby", PersonRelation::kChild, std::nullopt);
    member(desk, family, "Papa", PersonRelation::kFather, std::nullopt);
    member(desk, family, "Mama", PersonRelation::kMother, Day{std::chrono::year{1980} / 5 / 5});
    const auto page = desk.look<FamilyPage>(LookFamily{family});
    REQUIRE(page.members.size() == 15);
    CHECK(page.members[0].person.given_name == "Mama");
    CHECK(page.members[1].person.given_name == "Papa");
    CHECK(page.members[2].person.given_name == "Kind 0");
    CHECK(page.members[13].person.given_name == "Kind 11");
    CHECK(page.members[14].person.given_name == "Baby");
    CHECK_FALSE(page.members[14].age_years);
}

TEST_CASE("a page says where a member lives who doesn't live with the family", "[views]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Maes");
    Person tom;
    tom.family_id = family;
    tom.given_name = "Tom";
    tom.street = " Dok-Noord 3 ";
    tom.postcode = "9000";
    tom.municipality = "Gent";
    tom.id = desk.done<Person>(SavePerson{tom, std::nullopt});
    const auto page = desk.look<FamilyPage>(LookFamily{family});
    REQUIRE(page.members.size() == 1);
    CHECK(page.members[0].person.street == "Dok-Noord 3");
    CHECK(page.members[0].person.postcode == "9000");
    CHECK(page.members[0].person.municipality == "Gent");
}

TEST_CASE("ages are whole years, and months below three", "[views]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Peeters");
    member(desk, family, "Zeven", PersonRelation::kChild, Day{std::chrono::year{2019} / 11 / 23});
    member(desk, family, "Bijna", PersonRelation::kChild, Day{std::chrono::year{2020} / 11 / 24});
    member(desk, family, "Klein", PersonRelation::kChild, Day{std::chrono::year{2024} / 5 / 23});
    member(desk, family, "Schrikkel", PersonRelation::kChild,
           Day{std::chrono::year{2024} / 2 / 29});
    const auto page = desk.look<FamilyPage>(LookFamily{family});
    CHECK(page.members[0].age_years == 7);
    CHECK_FALSE(page.members[0].age_months);
    CHECK(page.members[1].age_years == 5);
    CHECK(page.members[2].age_months == 32);
    CHECK(page.members[3].age_months == 30);
}

TEST_CASE("the timeline is newest first, of all kinds, with who wrote it", "[views]") {
    TestDesk desk;
    Staff colleague = desk.fixture.staff;
    colleague.id = {desk.fixture.entropy.id()};
    colleague.name = "Nele";
    desk.given(colleague);
    const Id<Family> family = desk.family("Nowak");
    Contact early;
    early.kind = ContactKind::kPhoneCall;
    early.family_id = family;
    early.at = desk.fixture.clock.now() + -48h;
    early.author_id = colleague.id;
    early.note = "eerste gesprek";
    desk.given(early);
    desk.contact_with(family);
    desk.fixture.clock.advance(1h);
    OpenQuestion asked;
    asked.family_id = family;
    asked.text = "kinderopvang?";
    desk.done<Question>(asked);
    const auto page = desk.look<FamilyPage>(LookFamily{family});
    REQUIRE(page.timeline.size() == 3);
    CHECK(page.timeline[0].kind == TimelineKind::kQuestion);
    CHECK(page.timeline[1].kind == TimelineKind::kContact);
    CHECK(page.timeline[1].is_mine);
    CHECK(page.timeline[2].author_name == "Nele");
    CHECK_FALSE(page.timeline[2].is_mine);
    const auto newest = desk.look<FamilyPage>(LookFamily{.id = family, .timeline_max = 2});
    REQUIRE(newest.timeline.size() == 2);
    CHECK(newest.timeline[1].kind == TimelineKind::kContact);
    CHECK(newest.timeline_total == 3);
}

TEST_CASE("a promise that was noted outside a contact stands at the moment it was noted",
          "[views]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Nowak");
    desk.contact_with(family);
    desk.fixture.clock.advance(24h);
    const Instant noted = desk.fixture.clock.now();
    PromiseFollowUp promise;
    promise.family_id = family;
    promise.what = "opvang navragen";
    desk.done<FollowUp>(promise);
    desk.fixture.clock.advance(24h);
    desk.contact_with(family);
    const auto page = desk.look<FamilyPage>(LookFamily{family});
    REQUIRE(page.timeline.size() == 3);
    CHECK(page.timeline[1].kind == TimelineKind::kFollowUp);
    CHECK(page.timeline[1].at == noted);
}

TEST_CASE("a deleted contact leaves every view and comes back with undo", "[views]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Claes");
    const Id<Contact> contact = desk.contact_with(family);
    desk.done<Contact>(DeleteContact{contact, false});
    CHECK(desk.look<FamilyPage>(LookFamily{family}).timeline.empty());
    CHECK_FALSE(desk.look<FamiliesView>(LookFamilies{}).rows.front().last_contact_at);
    desk.done<Contact>(DeleteContact{contact, true});
    CHECK(desk.look<FamilyPage>(LookFamily{family}).timeline_total == 1);
}

TEST_CASE("only consents that hold today are shown", "[views]") {
    TestDesk desk;
    const Id<Family> family = desk.family("De Smet");
    const Id<Partner> partner = desk.partner("Huis van het Kind");
    const Id<Person> mother = member(desk, family, "Els", PersonRelation::kMother, std::nullopt);
    const auto give = [&](std::optional<Day> until, std::optional<Day> withdrawn,
                          const std::string& purpose) {
        Consent consent;
        consent.family_id = family;
        consent.partner_id = partner;
        consent.purpose = purpose;
        consent.given_by_id = mother;
        consent.given_day = add_days(kToday, -30);
        consent.until_day = until;
        consent.withdrawn_day = withdrawn;
        desk.given(consent);
    };
    give(kToday, std::nullopt, "tot vandaag");
    give(add_days(kToday, -1), std::nullopt, "verlopen");
    give(std::nullopt, kToday, "ingetrokken");
    const auto page = desk.look<FamilyPage>(LookFamily{family});
    REQUIRE(page.shared_with.size() == 1);
    CHECK(page.shared_with.front().consent.purpose == "tot vandaag");
    CHECK(page.shared_with.front().partner_name == "Huis van het Kind");
    CHECK(page.shared_with.front().given_by == "Els");
}

TEST_CASE("the year of reach counts only families that nobody knew", "[views]") {
    TestDesk desk;
    Family family = desk.get(desk.family("Bekend"));
    family.first_contact_day = Day{std::chrono::year{2025} / 6 / 1};
    family.known_before = true;
    desk.fixture.save(family);
    CHECK_FALSE(desk.look<FamilyPage>(LookFamily{family.id}).reached_year);
    family.known_before = false;
    desk.fixture.save(family);
    CHECK(desk.look<FamilyPage>(LookFamily{family.id}).reached_year == 2025);
}

TEST_CASE("one kind of a timeline is found behind whatever is newer", "[views]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Maes");
    PromiseFollowUp promise;
    promise.family_id = family;
    promise.what = "Terugbellen";
    desk.done<FollowUp>(promise);
    OpenQuestion question;
    question.family_id = family;
    question.text = "Waar kan ik terecht?";
    desk.done<Question>(question);
    for (int newer = 0; newer < 4; ++newer) {
        desk.fixture.clock.advance(1h);
        desk.contact_with(family);
    }
    LookFamily look{.id = family, .timeline_max = 2};
    CHECK(desk.look<FamilyPage>(look).timeline_total == 6);
    for (const auto& [kind, total] :
         {std::pair{TimelineKind::kFollowUp, 1}, std::pair{TimelineKind::kQuestion, 1},
          std::pair{TimelineKind::kReferral, 0}, std::pair{TimelineKind::kContact, 4}}) {
        look.only = kind;
        const auto page = desk.look<FamilyPage>(look);
        CHECK(page.timeline_only == kind);
        CHECK(page.timeline_total == total);
        CHECK(page.timeline.size() == static_cast<std::size_t>(std::min(total, 2)));
        for (const TimelineItem& item : page.timeline) CHECK(item.kind == kind);
    }
}

TEST_CASE("what waits in the outbox or stands in conflict is marked", "[views]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Maes");
    desk.contact_with(family);
    CHECK(desk.look<FamilyPage>(LookFamily{family}).whereabouts == Whereabouts::kSafe);
    REQUIRE(desk.fixture.connection().execute(
        "INSERT INTO outbox (type, id, version, fields) SELECT 1, id, 1, '[]' FROM families"));
    REQUIRE(desk.fixture.connection().execute(
        "INSERT INTO outbox (type, id, version, fields) SELECT 6, id, 2, '[]' FROM contacts"));
    REQUIRE(desk.fixture.connection().execute(
        "INSERT INTO conflicts (type, id, field, noticed_at_ms) SELECT 6, id, 9, 1 FROM contacts"));
    const auto page = desk.look<FamilyPage>(LookFamily{family});
    CHECK(page.whereabouts == Whereabouts::kOnlyHere);
    CHECK(page.timeline.front().whereabouts == Whereabouts::kOnlyHere);
    CHECK(page.timeline.front().has_conflict);
    CHECK(desk.look<FamiliesView>(LookFamilies{}).rows.front().whereabouts ==
          Whereabouts::kOnlyHere);
}
