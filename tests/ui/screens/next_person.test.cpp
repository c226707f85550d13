// A tablet that passes to another person while its window is open: nothing that was open, typed or
// looked at stays, and an empty screen says why it is empty.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

ui::Snapshot of_person(std::uint64_t number) {
    ui::Snapshot snapshot = screens::demo_base();
    snapshot.person = number;
    screens::add_families(snapshot, "");
    screens::add_family(snapshot);
    add_answer(snapshot, engine::LookLogContact{}, engine::LogContactPage{});
    return snapshot;
}

ui::Snapshot empty_of(std::uint64_t number) {
    ui::Snapshot snapshot = screens::demo_base();
    snapshot.person = number;
    snapshot.sync.last_complete_at.reset();
    add_answer(snapshot, engine::LookToday{}, engine::TodayView{});
    add_answer(snapshot, engine::LookFamilies{}, engine::FamiliesView{});
    add_answer(snapshot, engine::LookPlaces{}, engine::PlacesView{});
    return snapshot;
}

// The same, in which whoever worked here before still knows the code.
ui::Snapshot known_to_another(std::uint64_t number) {
    ui::Snapshot snapshot = empty_of(number);
    snapshot.has_former_code = true;
    return snapshot;
}

bool shows(const TestApp& app, const std::string& words) {
    const auto& texts = app.ledger().texts;
    return std::any_of(texts.begin(), texts.end(), [&](const ui::DrawnText& text) {
        return text.text.find(words) != std::string::npos;
    });
}

const std::vector<engine::Look> kOfToday{engine::LookToday{}, engine::LookDrafts{},
                                         engine::LookUnnamed{5}};

}  // namespace

TEST_CASE("what was open goes when another person takes the tablet", "[ui][hazard-28]") {
    TestApp app(of_person(1));
    app.tap("rail_families");
    app.tap("family_row_0");
    CHECK(app.watched() != kOfToday);
    app.show(empty_of(2));
    CHECK(app.watched() == kOfToday);
}

TEST_CASE("words that were not kept yet are kept as nobody's draft", "[ui][draft][hazard-28]") {
    TestApp app(of_person(1));
    app.tap("rail_log_contact");
    app.tap("note");
    app.type("Mama vraagt hulp");
    const bool is_other = GENERATE(true, false);
    app.show(is_other ? empty_of(2) : of_person(1));
    app.pass(5s);
    CHECK(app.take_commands<engine::SaveDraft>().empty() == is_other);
    CHECK(app.has("note") != is_other);
}

TEST_CASE("what is asked for says whose it is", "[ui][hazard-28]") {
    TestApp app(of_person(3));
    app.tap("rail_log_contact");
    app.tap("note");
    app.type("a");
    app.pass(1s);
    const auto asked = app.take();
    const auto run = std::find_if(asked.begin(), asked.end(), [](const ui::Intent& intent) {
        return std::holds_alternative<ui::Run>(intent);
    });
    REQUIRE(run != asked.end());
    CHECK(std::get<ui::Run>(*run).person == 3);
}

TEST_CASE("until the first sync has ended an empty screen says that records are to come",
          "[ui][hazard-28]") {
    TestApp app(known_to_another(2));
    CHECK(shows(app, "eerste synchronisatie"));
    for (const char* screen : {"rail_families", "rail_places"}) {
        app.tap(screen);
        CHECK(shows(app, "eerste synchronisatie"));
    }
    CHECK(shows(app, "kent de code nog"));
    app.show(empty_of(2));
    CHECK_FALSE(shows(app, "kent de code nog"));
    ui::Snapshot level = known_to_another(2);
    level.sync.last_complete_at = screens::demo_now();
    app.show(level);
    CHECK_FALSE(shows(app, "eerste synchronisatie"));
}

TEST_CASE("a tablet that was passed on leads to a code of one's own, from each empty screen",
          "[ui][code][hazard-28]") {
    // Person 0: the program began anew since the tablet was passed on.
    const std::uint64_t person = GENERATE(0, 2);
    TestApp app(known_to_another(person));
    const char* const way = GENERATE("", "rail_families", "rail_places");
    if (*way != '\0') app.tap(way);
    app.tap("change_code_now");
    CHECK(app.has("panel_old_code"));
    for (const auto& [field, typed] : {std::pair{"panel_old_code", "482913"},
                                       {"panel_new_code", "123456"},
                                       {"panel_code_again", "123456"}}) {
        app.scroll_to(field);
        app.tap(field);
        app.type(typed);
    }
    app.take();
    app.tap("panel_save");
    const auto asked = app.take();
    const auto change = std::find_if(asked.begin(), asked.end(), [](const ui::Intent& intent) {
        return std::holds_alternative<ui::ChangeCode>(intent);
    });
    REQUIRE(change != asked.end());
    ui::Snapshot changed = empty_of(person);
    changed.outcomes.push_back({std::get<ui::ChangeCode>(*change).ticket, {}});
    app.show(changed);
    app.tap("rail_today");
    CHECK_FALSE(app.has("change_code_now"));
    CHECK_FALSE(shows(app, "kent de code nog"));
    app.show(known_to_another(person + 1));  // Whoever comes next is told.
    CHECK(app.has("change_code_now"));
}

}  // namespace oppad::test
