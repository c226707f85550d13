// What the views that people wait for cost, counted in steps of SQLite's machine: it must follow
// what is shown, and not how much was written over the year.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/domain/appointment.h"
#include "engine/domain/question.h"
#include "engine/domain/referral.h"
#include "tests/engine/desk/test_desk.h"
#include "tests/support/statement_cost.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::take_statement_steps;
using oppad::test::TestDesk;

namespace {

constexpr int kDay = 24;

// A desk of somebody who met many families over the year, a school, and a colleague who met a few
// of those families since yesterday.
struct BusyDesk : TestDesk {
    BusyDesk(int family_count, int contacts_of_each) : contacts_each(contacts_of_each) {
        storage::UnitOfWork work = fixture.begin("busy_year");
        school.id = {fixture.entropy.id()};
        school.scope = fixture.staff.scope;
        school.name = "Het Kompas";
        school.kind = PlaceKind::kSchool;
        REQUIRE(work.save(school));
        Staff hanne;
        hanne.id = {fixture.entropy.id()};
        hanne.scope = fixture.staff.scope;
        hanne.name = "Hanne";
        REQUIRE(work.save(hanne));
        for (int f = 0; f < family_count; ++f) {
            Family family;
            family.id = {fixture.entropy.id()};
            family.scope = fixture.staff.scope;
            family.name = "Maes" + std::to_string(f);
            REQUIRE(work.save(family));
            families.push_back(family.id);
            for (int c = 0; c < contacts_each; ++c)
                write_contact(work, family.id, fixture.staff.id,
                              kDay * (3 + (f * 7 + c * 11) % 300));
            if (f < kNews) bring_contact(work, family.id, hanne.id, 1 + f);
            if (f % 2 == 0) write_promise(work, family.id, f < kNews);
        }
        REQUIRE(work.commit());
    }

    void bring_contact(storage::UnitOfWork& work, Id<Family> family, Id<Staff> author, int hours) {
        const Id<Contact> contact = write_contact(work, family, author, hours);
        const RecordKey key{RecordType::kContact, contact.raw};
        REQUIRE(storage::note_arrival(fixture.connection(),
                                      {key, fixture.clock.now(), "c011ea90e0000000"}));
    }
    Id<Contact> write_contact(storage::UnitOfWork& work, Id<Family> family, Id<Staff> author,
                              int hours) {
        Contact contact;
        contact.at = fixture.clock.now() + -std::chrono::hours(hours);
        contact.id = {id_at(contact.at)};
        contact.scope = fixture.staff.scope;
        contact.kind = ContactKind::kHomeVisit;
        contact.family_id = family;
        contact.author_id = author;
        contact.themes = {"school"};
        REQUIRE(work.save(contact));
        return contact.id;
    }
    void write_promise(storage::UnitOfWork& work, Id<Family> family, bool is_open) {
        FollowUp promise;
        promise.id = {id_at(fixture.clock.now() + -std::chrono::hours(kDay * 30))};
        promise.scope = fixture.staff.scope;
        promise.family_id = family;
        promise.owner_id = fixture.staff.id;
        promise.what = "Terugbellen";
        promise.state = is_open ? FollowUpState::kOpen : FollowUpState::kDone;
        REQUIRE(work.save(promise));
    }
    // Of mine and over, with every family: a visit, a question and a referral.
    void settle_much() {
        storage::UnitOfWork work = fixture.begin("settled");
        const Instant long_ago = fixture.clock.now() + -std::chrono::hours(kDay * 60);
        for (const Id<Family>& family : families) {
            Appointment visit;
            visit.kind = ContactKind::kHomeVisit;
            visit.starts_at = long_ago;
            visit.state = AppointmentState::kHeld;
            write_mine(work, family, visit);
            Question question;
            question.text = "Hulp met schulden";
            question.opened_at = long_ago;
            question.state = QuestionState::kAnswered;
            write_mine(work, family, question);
            Referral referral;
            referral.what = "schuldhulp";
            referral.discussed_at = long_ago;
            referral.step = ReferralStep::kClosed;
            write_mine(work, family, referral);
        }
        REQUIRE(work.commit());
    }
    void bring_news_of_referred() {
        storage::UnitOfWork work = fixture.begin("referred");
        Family family;
        family.id = {fixture.entropy.id()};
        family.scope = fixture.staff.scope;
        family.name = "Claes";
        REQUIRE(work.save(family));
        Referral referral;
        referral.what = "schuldhulp";
        referral.discussed_at = fixture.clock.now();
        referral.step = ReferralStep::kDiscussed;
        write_mine(work, family.id, referral);
        bring_contact(work, family.id, Id<Staff>{fixture.entropy.id()}, 1);
        REQUIRE(work.commit());
    }
    template <class Record>
    void write_mine(storage::UnitOfWork& work, Id<Family> family, Record record) {
        record.id = {fixture.entropy.id()};
        record.scope = fixture.staff.scope;
        record.family_id = family;
        record.owner_id = fixture.staff.id;
        REQUIRE(work.save(record));
    }
    // An id as one made at that moment would be.
    RawId id_at(Instant moment) {
        RawId id = fixture.entropy.id();
        constexpr int kTimeBytes = 6;
        for (int at = 0; at < kTimeBytes; ++at)
            id.bytes[static_cast<std::size_t>(at)] =
                static_cast<std::uint8_t>(moment.ms >> (8 * (kTimeBytes - 1 - at)));
        return id;
    }

    // The second look: the first prepares its statements.
    template <class ViewType, class Look>
    std::int64_t steps_of(const Look& what) {
        look<ViewType>(what);
        take_statement_steps(fixture.connection());
        look<ViewType>(what);
        return take_statement_steps(fixture.connection());
    }

    static constexpr int kNews = 5;
    static constexpr int kMostContacts = 4;
    int contacts_each;
    Place school;
    std::vector<Id<Family>> families;
};

template <class StepsAt>
void in_both(StepsAt steps_at) {
    // Themes are counted over 500 contacts of mine, which little work has too.
    BusyDesk little(300, 2);
    BusyDesk much(1500, BusyDesk::kMostContacts);
    // Trees are deeper and skips longer; ten times the rows may cost this much and no more.
    const auto may_cost = [](std::int64_t steps) { return steps * 3 / 2; };
    const std::int64_t few = steps_at(little);
    const std::int64_t many = steps_at(much);
    INFO(few << " steps with little, " << many << " with much");
    CHECK(few > 0);
    CHECK(many <= may_cost(few));
}

}  // namespace

TEST_CASE("a year of work makes no daily view dearer", "[views][cost]") {
    SECTION("Vandaag") {
        in_both([](BusyDesk& desk) {
            REQUIRE(desk.look<TodayView>(LookToday{}).news.size() == BusyDesk::kNews);
            return desk.steps_of<TodayView>(LookToday{});
        });
    }
    SECTION("the agenda of a week") {
        in_both([](BusyDesk& desk) {
            const Day day = desk.look<TodayView>(LookToday{}).day;
            return desk.steps_of<AgendaView>(LookAgenda{day, add_days(day, 6)});
        });
    }
    SECTION("what has no name yet") {
        in_both([](BusyDesk& desk) {
            constexpr int kShown = 5;
            for (int unnamed = 0; unnamed <= kShown; ++unnamed) {
                ContactDraft draft = desk.draft();
                draft.adults = 1;
                desk.done<Contact>(LogContact{draft});
            }
            REQUIRE(desk.look<UnnamedView>(LookUnnamed{kShown}).rows.size() == kShown);
            return desk.steps_of<UnnamedView>(LookUnnamed{kShown});
        });
    }
    SECTION("a family") {
        in_both([](BusyDesk& desk) {
            for (int extra = desk.contacts_each; extra < BusyDesk::kMostContacts; ++extra)
                desk.contact_with(desk.families.front());
            return desk.steps_of<FamilyPage>(LookFamily{desk.families.front()});
        });
    }
    SECTION("a school's page, for the first time") {
        in_both([](BusyDesk& desk) {
            const Id<Place> other = desk.place("De Regenboog");
            for (int f = 0; f < 10; ++f) {
                Family family;
                family.name = "Claes";
                family.known_before = f % 2 == 0;
                family.origin_place_id = other;
                desk.contact_with(desk.given(family));
            }
            desk.look<PlacePage>(LookPlace{desk.school.id});  // Prepares the statements.
            take_statement_steps(desk.fixture.connection());
            CHECK(desk.look<PlacePage>(LookPlace{other}).not_known_before == 5);
            return take_statement_steps(desk.fixture.connection());
        });
    }
    SECTION("Registreer") {
        in_both([](BusyDesk& desk) {
            return desk.steps_of<LogContactPage>(LookLogContact{
                .draft_id = {}, .family_id = desk.families.front(), .place_id = desk.school.id});
        });
    }
}

TEST_CASE("a year of work makes news of a family that is mine by a referral alone no dearer",
          "[views][cost]") {
    in_both([](BusyDesk& desk) {
        desk.settle_much();
        desk.bring_news_of_referred();
        REQUIRE(desk.look<TodayView>(LookToday{}).news.size() == BusyDesk::kNews + 1);
        return desk.steps_of<TodayView>(LookToday{});
    });
}
