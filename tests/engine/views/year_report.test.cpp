// The yearly report counts each family once, agrees with the pages of the places, and leaves out
// what lies outside of the year.
#include "engine/views/year_report.h"

#include "engine/commands/calendar.h"
#include "engine/domain/signal.h"
#include "engine/storage/tables/place_rows.h"
#include "engine/views/make_views.h"
#include "tests/engine/desk/test_desk.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;

namespace {

constexpr std::chrono::year kYear{2026};

Day day_in(unsigned month, unsigned day, std::chrono::year year = kYear) {
    return {{year, std::chrono::month{month}, std::chrono::day{day}}};
}

Instant noon(unsigned month, unsigned day, std::chrono::year year = kYear) {
    return start_of(day_in(month, day, year), std::chrono::minutes{0}) + std::chrono::hours{12};
}

struct Office {
    TestDesk desk;

    YearReport report(std::chrono::year year = kYear) {
        Result<YearReport> report =
            make_year_report({desk.fixture.connection(), desk.fixture.clock, desk.fixture.staff},
                             static_cast<int>(year));
        REQUIRE(report);
        return std::move(*report);
    }
    Id<Family> family(std::optional<bool> known_before, std::optional<Day> first = {},
                      std::optional<Id<Place>> origin = {}) {
        Family record;
        record.name = "Peeters";
        record.known_before = known_before;
        record.first_contact_day = first;
        record.origin_place_id = origin;
        return desk.given(record);
    }
    void met(Instant at, std::optional<Id<Family>> family, std::optional<Id<Place>> place = {},
             TextSet themes = {}) {
        Contact contact;
        contact.kind = ContactKind::kSitDay;
        contact.at = at;
        contact.family_id = family;
        contact.place_id = place;
        contact.themes = std::move(themes);
        desk.given(contact);
    }
};

}  // namespace

TEST_CASE("a year's report counts each family once, by month, place and theme", "[views][report]") {
    Office office;
    const Id<Place> school = office.desk.place("De Regenboog");
    office.desk.place("De Parel");
    const Id<Family> known = office.family(true);
    const Id<Family> unknown = office.family(false, day_in(3, 2));
    office.met(noon(1, 1), known, school, {"food"});
    office.met(noon(1, 31), known, school, {"food", "housing"});
    office.met(noon(3, 2), unknown, std::nullopt, {"food"});
    office.met(noon(12, 31), known, school);
    office.met(noon(3, 9), std::nullopt, school, {"papers"});

    const YearReport report = office.report();
    CHECK(report.year == 2026);
    CHECK(report.contacts == 5);
    CHECK(report.reach.families == 3);  // The one without a name is somebody.
    CHECK(report.reach.not_known_before == 1);
    CHECK(report.months[0].contacts == 2);
    CHECK(report.months[0].reach.families == 1);
    CHECK(report.months[2].contacts == 2);
    CHECK(report.months[2].reach.families == 2);
    CHECK(report.months[2].reach.not_known_before == 1);
    CHECK(report.months[11].reach.families == 1);
    CHECK(report.schools == 2);
    CHECK(report.schools_reached == 1);
    REQUIRE(report.places.size() == 1);
    CHECK(report.places[0].name == "De Regenboog");
    CHECK(report.places[0].families == 2);
    REQUIRE(report.themes.size() == 3);
    CHECK(report.themes[0].theme == "food");
    CHECK(report.themes[0].families == 2);
    CHECK(report.themes[1].families == 1);
}

TEST_CASE("what lies outside of the year, or was removed, is not reported", "[views][report]") {
    Office office;
    const Id<Family> family = office.family(false, day_in(12, 31, std::chrono::year{2025}));
    office.met(noon(12, 31, std::chrono::year{2025}), family);
    office.met(noon(1, 1, std::chrono::year{2027}), family);
    CHECK(office.report().contacts == 0);
    CHECK(office.report().reach.families == 0);
    CHECK(office.report().reach.not_known_before == 0);
    CHECK(office.report(std::chrono::year{2025}).months[11].reach.not_known_before == 1);
    CHECK(office.report(std::chrono::year{2027}).reach.not_known_before == 1);

    ContactDraft draft = office.desk.draft();
    draft.family_id = family;
    const auto logged = office.desk.done<Contact>(LogContact{draft});
    const auto year = local_day(office.desk.fixture.clock, draft.begun_at).date.year();
    CHECK(office.report(year).contacts == 1);
    office.desk.done<Contact>(DeleteContact{.id = logged, .undo = false});
    CHECK(office.report(year).contacts == 0);
}

TEST_CASE("a report counts at each place what the page of the place counts", "[views][report]") {
    Office office;
    std::vector<Id<Place>> places;
    for (const char* name : {"Een", "Twee", "Drie"}) places.push_back(office.desk.place(name));
    std::vector<Id<Family>> families;
    for (std::size_t at = 0; at < 12; ++at) {
        std::optional<Id<Place>> origin;
        if (at % 4 != 3) origin = places[at % 3];
        families.push_back(office.family(at % 2 == 0, std::nullopt, origin));
    }
    for (unsigned at = 0; at < 60; ++at) {
        const unsigned mixed = at * 7919U % 1009U;
        std::optional<Id<Place>> place;
        if (mixed % 5 != 0) place = places[mixed % 3];
        std::optional<Id<Family>> family;
        if (mixed % 7 != 0) family = families[mixed % 11];
        office.met(noon(mixed % 12 + 1, mixed % 28 + 1), family, place);
    }
    const auto& clock = office.desk.fixture.clock;
    const auto counted =
        storage::count_reach(office.desk.fixture.connection(), midnight(clock, day_in(1, 1)),
                             midnight(clock, day_in(1, 1, std::chrono::year{2027})));
    REQUIRE(counted);
    const YearReport report = office.report();
    REQUIRE(report.places.size() == counted->size());
    for (const storage::PlaceReach& one : *counted) {
        const std::string name = office.desk.get(one.id).name;
        const auto found = std::find_if(report.places.begin(), report.places.end(),
                                        [&](const auto& place) { return place.name == name; });
        REQUIRE(found != report.places.end());
        CHECK(found->families == one.families);
    }
}

TEST_CASE("referrals are reported with their answers, signals with their words",
          "[views][report]") {
    Office office;
    Referral referral;
    referral.step = ReferralStep::kDiscussed;
    referral.discussed_at = noon(2, 1);
    office.desk.given(referral);
    referral.warm_step = ReferralStep::kIntroduced;
    referral.answered_at = noon(2, 20);
    office.desk.given(referral);
    referral.discussed_at = noon(2, 1, std::chrono::year{2025});
    office.desk.given(referral);
    Signal signal;
    signal.text = "Lege brooddozen";
    signal.noted_at = noon(5, 4);
    signal.state = SignalState::kNoted;
    office.desk.given(signal);

    const YearReport report = office.report();
    CHECK(report.referrals == 2);
    CHECK(report.warm_referrals == 1);
    CHECK(report.answered_referrals == 1);
    REQUIRE(report.signals.size() == 1);
    CHECK(report.signals[0].text == "Lege brooddozen");
    CHECK(report.signals[0].noted_on == day_in(5, 4));
}

TEST_CASE("a count by which people could be recognised is shown as less than five",
          "[views][report]") {
    CHECK(shown_count(0) == "0");
    CHECK(shown_count(1) == "<5");
    CHECK(shown_count(4) == "<5");
    CHECK(shown_count(5) == "5");
}
