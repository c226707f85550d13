// The demo generator without a store: same seed, same people; records that the engine would take
// from a person; dates that fit today.
#include "platform/ctl/demo.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "engine/domain/record.h"
#include "engine/domain/theme_codes.h"
#include "engine/domain/validate.h"
#include "platform/ctl/demo_cast.h"
#include "platform/ctl/demo_year.h"
#include "tests/support/source_dir.h"

namespace oppad::platform {

namespace {

using namespace std::chrono_literals;

// A Tuesday in November, 10.40 in Brussels.
constexpr Instant kNow{1'763'458'800'000};

DemoWords shipped_words() {
    auto words = load_demo_words(test::source_dir() + "/assets");
    INFO((words ? std::string{} : words.error().detail));
    REQUIRE(words.has_value());
    return std::move(*words);
}

DemoOrder order_of(int families, std::uint64_t seed) {
    DemoOrder order;
    order.families = families;
    order.contacts_per_family = kDemoContactsPerFamily;
    order.seed = seed;
    order.now = kNow;
    order.utc_offset = 60min;
    order.author.id.raw.bytes[15] = 1;
    order.author.scope.bytes[15] = 2;
    return order;
}

// Problems apart from "this is late", which some promises of a demo are on purpose.
template <class Record>
void expect_valid(Record record) {
    const Present present{kNow, day_of(kNow, 60min), start_of(day_of(kNow, 60min), 60min)};
    normalise(record);
    for (const Problem& problem : validate(record, present)) {
        INFO(problem.field << " code " << static_cast<int>(problem.code));
        CHECK(problem.code == ProblemCode::kInThePast);
    }
}

}  // namespace

TEST_CASE("the same seed makes the same families, another seed others", "[ctl][demo]") {
    const DemoWords words = shipped_words();
    const auto names = [&](std::uint64_t seed) {
        const DemoOrder order = order_of(20, seed);
        DemoScene scene = set_scene(order, words);
        std::string all;
        for (int i = 0; i < 20; ++i) {
            const DemoFamily made = make_family(scene);
            all += made.family.name + to_text(made.family.id.raw) + made.family.street + "\n";
        }
        return all;
    };
    CHECK(names(7) == names(7));
    CHECK(names(7) != names(8));
}

TEST_CASE("a small demo has an outreacher's 22 schools and 3 associations", "[ctl][demo]") {
    const DemoWords words = shipped_words();
    const DemoOrder order = order_of(100, 1);
    const DemoScene scene = set_scene(order, words);
    CHECK(scene.schools.size() == 22);
    const auto associations =
        std::count_if(scene.meeting_places.begin(), scene.meeting_places.end(),
                      [](const Place& p) { return p.kind == PlaceKind::kPovertyAssociation; });
    CHECK(associations == 3);
    CHECK(scene.partners.size() >= 10);
    for (const Place& school : scene.schools) expect_valid(school);
    for (const Place& place : scene.meeting_places) expect_valid(place);
    for (const ContactPerson& person : scene.contact_persons) expect_valid(person);
    for (const Partner& partner : scene.partners) expect_valid(partner);
}

TEST_CASE("school names stay apart when there are many schools", "[ctl][demo]") {
    const DemoWords words = shipped_words();
    const DemoOrder order = order_of(10'000, 1);
    const DemoScene scene = set_scene(order, words);
    std::set<std::string> ids;
    for (const Place& school : scene.schools) ids.insert(school.external_id);
    CHECK(scene.schools.size() > 60);
    CHECK(ids.size() == scene.schools.size());
}

TEST_CASE("demo families are what a person could have typed", "[ctl][demo]") {
    const DemoWords words = shipped_words();
    const DemoOrder order = order_of(300, 5);
    DemoScene scene = set_scene(order, words);
    int persons = 0;
    std::set<std::string> languages;
    for (int i = 0; i < order.families; ++i) {
        const DemoFamily made = make_family(scene);
        expect_valid(made.family);
        CHECK(made.members.size() >= 1);
        CHECK(made.members.size() <= 6);
        for (const Person& person : made.members) {
            expect_valid(person);
            CHECK(person.family_id == made.family.id);
        }
        persons += static_cast<int>(made.members.size());
        languages.insert(made.family.languages.begin(), made.family.languages.end());
    }
    CHECK(persons > 3.7 * order.families);
    CHECK(persons < 4.3 * order.families);
    CHECK(languages.size() >= 6);
}

TEST_CASE("a demo year lies in the past and leaves things to follow up", "[ctl][demo]") {
    const DemoWords words = shipped_words();
    const DemoOrder order = order_of(400, 3);
    DemoScene scene = set_scene(order, words);
    int contacts = 0;
    int overdue = 0;
    int unanswered = 0;
    for (int i = 0; i < order.families; ++i) {
        const DemoFamily made = make_family(scene);
        const DemoYear year = live_year(scene, made, draw_contact_count(scene));
        for (const Contact& contact : year.contacts) {
            expect_valid(contact);
            CHECK(contact.at <= kNow);
            CHECK(contact.note.find('{') == std::string::npos);
            for (const std::string& theme : contact.themes) {
                INFO(theme);
                CHECK(std::ranges::count(kThemeCodes, theme) == 1);
            }
        }
        for (const FollowUp& promise : year.follow_ups) {
            expect_valid(promise);
            const bool is_late = promise.due_day < scene.today;
            overdue += promise.state == FollowUpState::kOpen && is_late ? 1 : 0;
        }
        for (const Question& question : year.questions) expect_valid(question);
        for (const Referral& referral : year.referrals) {
            expect_valid(referral);
            const bool is_waiting = referral.step == ReferralStep::kIntroduced;
            unanswered += is_waiting && kNow - *referral.introduced_at > 7 * 24h ? 1 : 0;
        }
        contacts += static_cast<int>(year.contacts.size());
    }
    CHECK(contacts > 18 * order.families);
    CHECK(contacts < 22 * order.families);
    CHECK(overdue > 5);
    CHECK(unanswered > 3);
}

TEST_CASE("the demo agenda has something today, on a Sunday too", "[ctl][demo]") {
    const DemoWords words = shipped_words();
    for (int day = 0; day < 7; ++day) {
        DemoOrder order = order_of(5, 9);
        order.now = kNow + day * 24h;
        DemoScene scene = set_scene(order, words);
        const std::vector<DemoFamily> families{make_family(scene), make_family(scene)};
        const std::vector<Appointment> agenda = plan_agenda(scene, families);
        const auto today = std::count_if(agenda.begin(), agenda.end(), [&](const Appointment& a) {
            return day_of(a.starts_at, order.utc_offset) == scene.today;
        });
        CHECK(today >= 4);
        CHECK(agenda.size() > 10);
    }
}

TEST_CASE("nobody can be rung up by a demo", "[ctl][demo]") {
    const DemoWords words = shipped_words();
    const DemoOrder order = order_of(50, 2);
    DemoScene scene = set_scene(order, words);
    for (int i = 0; i < order.families; ++i) {
        for (const Person& person : make_family(scene).members) {
            CHECK((person.phone.empty() || person.phone.rfind("+32450", 0) == 0));
        }
    }
    for (const Place& school : scene.schools) CHECK(school.phone.rfind("+32140", 0) == 0);
}

TEST_CASE("broken demo words are told by file and leave nothing half read", "[ctl][demo]") {
    const auto missing = load_demo_words(test::source_dir() + "/tests");
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == ErrorCode::kNotFound);
    CHECK(missing.error().detail.find("names.json") != std::string::npos);
}

}  // namespace oppad::platform
