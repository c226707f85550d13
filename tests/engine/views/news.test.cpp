// What colleagues changed about my families, on the page of today.
#include "engine/domain/appointment.h"
#include "engine/domain/consent.h"
#include "engine/domain/person.h"
#include "engine/domain/question.h"
#include "engine/domain/referral.h"
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;

namespace {

constexpr const char* kDeviceOfHanne = "00000000000000ab";

Id<Staff> colleague(TestDesk& desk, const char* name, const char* device = nullptr) {
    Staff staff;
    staff.name = name;
    if (device != nullptr) staff.devices = {device};
    return desk.given(staff);
}

// A contact that somebody else wrote that long ago and sync brings now.
Id<Contact> arrived_contact(TestDesk& desk, const Id<Family>& family, const Id<Staff>& author,
                            std::chrono::milliseconds ago = {}) {
    Contact contact;
    contact.kind = ContactKind::kPhoneCall;
    contact.family_id = family;
    contact.author_id = author;
    contact.at = desk.fixture.clock.now() + -ago;
    const Id<Contact> id = desk.given(contact);
    desk.arrived({RecordType::kContact, id.raw});
    return id;
}

std::vector<FamilyNews> news_of(TestDesk& desk) { return desk.look<TodayView>(LookToday{}).news; }

}  // namespace

TEST_CASE("today tells what came in about families that are mine since yesterday",
          "[views][today]") {
    TestDesk desk;
    const Id<Staff> hanne = colleague(desk, "Hanne");
    const Id<Family> mine = desk.family("Maes");
    const Id<Family> theirs = desk.family("Claes");
    desk.contact_with(mine);
    arrived_contact(desk, mine, hanne);
    desk.fixture.clock.advance(std::chrono::hours(24 * 3));
    arrived_contact(desk, theirs, hanne);
    // Of long ago, by a tablet that had no network until now.
    const Id<Contact> late = arrived_contact(desk, mine, hanne, std::chrono::hours(24 * 20));
    const Instant came_in = desk.fixture.clock.now();
    desk.fixture.clock.advance(std::chrono::hours(1));
    const auto news = news_of(desk);
    REQUIRE(news.size() == 1);
    CHECK(news[0].family_id == mine);
    CHECK(news[0].family_name == "Maes");
    CHECK(news[0].author_name == "Hanne");
    CHECK(news[0].at == came_in);
    REQUIRE(news[0].items.size() == 1);
    CHECK(news[0].items[0].key == RecordKey{RecordType::kContact, late.raw});
    CHECK(news[0].items[0].contact_kind == ContactKind::kPhoneCall);
    desk.fixture.clock.advance(std::chrono::hours(24 * 2));
    CHECK(news_of(desk).empty());
}

TEST_CASE("an address or a member that a colleague changed is news, told with who holds the tablet",
          "[views][today]") {
    TestDesk desk;
    colleague(desk, "Hanne", kDeviceOfHanne);
    const Id<Family> family = desk.family("Maes");
    desk.contact_with(family);
    Person person;
    person.family_id = family;
    person.given_name = "Adam";
    Consent consent;
    consent.family_id = family;
    Appointment visit;
    visit.family_id = family;
    visit.kind = ContactKind::kHomeVisit;
    visit.owner_id = desk.fixture.staff.id;  // Planned for me.
    desk.arrived({RecordType::kAppointment, desk.given(visit).raw}, kDeviceOfHanne);
    desk.arrived({RecordType::kConsent, desk.given(consent).raw}, kDeviceOfHanne);
    desk.arrived({RecordType::kPerson, desk.given(person).raw}, kDeviceOfHanne);
    desk.arrived({RecordType::kFamily, family.raw}, kDeviceOfHanne);
    desk.arrived({RecordType::kFamily, family.raw}, kDeviceOfHanne);
    const auto news = news_of(desk);
    REQUIRE(news.size() == 1);
    CHECK(news[0].author_name == "Hanne");
    REQUIRE(news[0].items.size() == 4);
    CHECK(news[0].items[0].key.type == RecordType::kFamily);
    CHECK(news[0].items[1].key.type == RecordType::kPerson);
    CHECK(news[0].items[2].key.type == RecordType::kConsent);
    CHECK(news[0].items[3].contact_kind == ContactKind::kHomeVisit);
}

TEST_CASE("a family with a promise of mine is mine; what I wrote myself is no news",
          "[views][today]") {
    TestDesk desk;
    const Id<Family> family = desk.family("Maes");
    PromiseFollowUp promise;
    promise.family_id = family;
    promise.what = "Terugbellen";
    desk.done<FollowUp>(promise);
    SECTION("by the author whom the record names") {
        arrived_contact(desk, family, desk.fixture.staff.id);
        CHECK(news_of(desk).empty());
    }
    SECTION("by another tablet of mine") {
        Staff me = desk.fixture.staff;
        me.devices = {kDeviceOfHanne};
        desk.given(me);
        desk.arrived({RecordType::kFamily, family.raw}, kDeviceOfHanne);
        CHECK(news_of(desk).empty());
    }
    SECTION("by a colleague") {
        arrived_contact(desk, family, colleague(desk, "Hanne"));
        CHECK(news_of(desk).size() == 1);
    }
    SECTION("by a tablet that nobody is known to hold") {
        desk.arrived({RecordType::kFamily, family.raw});
        const auto news = news_of(desk);
        REQUIRE(news.size() == 1);
        CHECK(news[0].author_name.empty());
    }
}

TEST_CASE("a family is mine that I have something open with, as long as it is", "[views][today]") {
    TestDesk desk;
    const Id<Staff> hanne = colleague(desk, "Hanne");
    const Id<Family> family = desk.family("Maes");
    const auto owner = [&](bool is_mine) { return is_mine ? desk.fixture.staff.id : hanne; };
    const auto is_told = [&] { return news_of(desk).size() == 1; };
    arrived_contact(desk, family, hanne);
    CHECK_FALSE(is_told());
    SECTION("an appointment") {
        Appointment visit;
        visit.id = {desk.fixture.entropy.id()};
        visit.family_id = family;
        visit.kind = ContactKind::kHomeVisit;
        visit.starts_at = desk.fixture.clock.now() + std::chrono::hours(24);
        visit.owner_id = owner(false);
        visit.state = AppointmentState::kPlanned;
        desk.given(visit);
        CHECK_FALSE(is_told());
        visit.owner_id = owner(true);
        desk.given(visit);
        CHECK(is_told());
        visit.state = GENERATE(AppointmentState::kHeld, AppointmentState::kCancelled);
        desk.given(visit);
        CHECK_FALSE(is_told());
    }
    SECTION("a question") {
        Question question;
        question.id = {desk.fixture.entropy.id()};
        question.family_id = family;
        question.text = "Hulp met schulden";
        question.state = QuestionState::kOpen;
        question.owner_id = owner(false);
        desk.given(question);
        CHECK_FALSE(is_told());
        question.owner_id = owner(true);
        desk.given(question);
        CHECK(is_told());
        question.state = GENERATE(QuestionState::kAnswered, QuestionState::kClosed);
        desk.given(question);
        CHECK_FALSE(is_told());
    }
    SECTION("a referral") {
        Referral referral;
        referral.id = {desk.fixture.entropy.id()};
        referral.family_id = family;
        referral.what = "schuldhulp";
        referral.step = ReferralStep::kIntroduced;
        referral.owner_id = owner(false);
        desk.given(referral);
        CHECK_FALSE(is_told());
        referral.owner_id = owner(true);
        desk.given(referral);
        CHECK(is_told());
        referral.step = ReferralStep::kAnswered;
        referral.answer = ReferralAnswer::kWaitingList;
        desk.given(referral);
        CHECK(is_told());
        referral.answer = ReferralAnswer::kHelped;
        desk.given(referral);
        CHECK_FALSE(is_told());
    }
}

TEST_CASE("news leaves out what has gone, and shows the last family first", "[views][today]") {
    TestDesk desk;
    const Id<Staff> hanne = colleague(desk, "Hanne");
    constexpr int kMore = 3;
    std::vector<Id<Family>> mine;
    for (int i = 0; i < kNewsMax + kMore; ++i) {
        mine.push_back(desk.family("Maes" + std::to_string(i)));
        desk.contact_with(mine.back());
        arrived_contact(desk, mine.back(), hanne);
    }
    const Id<Contact> removed = arrived_contact(desk, mine.front(), hanne);
    CHECK(news_of(desk).front().family_id == mine.front());
    desk.done<Contact>(DeleteContact{removed});
    const auto news = news_of(desk);
    REQUIRE(news.size() == kNewsMax);
    CHECK(news[0].family_id == mine.back());
    CHECK(news[0].items.size() == 1);
}

TEST_CASE("only the latest arrivals are kept", "[views][today]") {
    TestDesk desk;
    const Id<Staff> hanne = colleague(desk, "Hanne");
    const Id<Family> first = desk.family("Maes");
    desk.contact_with(first);
    arrived_contact(desk, first, hanne);
    auto transaction = storage::Transaction::begin(desk.fixture.connection());
    REQUIRE(transaction);
    const Instant now = desk.fixture.clock.now();
    for (std::size_t i = 0; i < storage::kArrivalsKept; ++i) {
        const RecordKey gone{RecordType::kContact, RawId{{9}}};
        REQUIRE(storage::note_arrival(desk.fixture.connection(), {gone, now, kDeviceOfHanne}));
    }
    REQUIRE(storage::trim_arrivals(desk.fixture.connection()));
    REQUIRE(transaction->commit());
    CHECK(news_of(desk).empty());
    CHECK(desk.rows("SELECT count(*) FROM arrivals") ==
          static_cast<std::int64_t>(storage::kArrivalsKept));
}
