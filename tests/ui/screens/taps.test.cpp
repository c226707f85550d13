// How many taps the usual work takes, and how long that takes a person: the promise of "under 30
// seconds, with one hand".
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>
#include <string_view>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

constexpr int kTapsMax = 8;

// A tablet with nothing begun, so that no draft is taken up.
ui::Snapshot blank() {
    ui::Snapshot with_draft = screens::demo_base();
    screens::add_today(with_draft);
    screens::add_families(with_draft, "");
    screens::add_family(with_draft);
    screens::add_log_contact(with_draft);
    screens::add_places(with_draft);
    screens::add_quiet_place(with_draft);
    ui::Snapshot snapshot = screens::demo_base();
    for (auto& [look, view] : with_draft.views) {
        const auto* page = std::get_if<engine::LogContactPage>(view.get());
        if (page == nullptr) {
            snapshot.views.emplace_back(look, view);
            continue;
        }
        engine::LogContactPage without = *page;
        without.draft.reset();
        add_answer(snapshot, look, without);
    }
    return snapshot;
}

// Sixty letters, each a key.
constexpr std::string_view kNote = "mama vraagt hulp met de schoolrekening van haar oudste zoon.";
static_assert(kNote.size() == 60);

// The keystroke-level model of Card, Moran and Newell (Communications of the ACM 23, 1980,
// 396-410), with their figures: pointing at something, one key of who types forty words a minute,
// and getting ready for what comes next, once a screen. A swipe is pointed as well.
constexpr double kPointing = 1.1;
constexpr double kKey = 0.28;
constexpr double kGettingReady = 1.35;
constexpr double kSecondsMax = 30;

// Counts what a finger does; keys are typed with it on the field that was tapped.
struct Finger {
    TestApp& app;
    int taps = 0;
    int swipes = 0;
    int keys = 0;
    int screens = 1;

    // A swipe that brings it into sight is no tap. Nothing lies over what is tapped.
    void tap(const std::string& id) {
        ++taps;
        if (!is_in_sight(id)) ++swipes;
        app.scroll_to(id);
        INFO(id << " lies under " << over(id));
        REQUIRE(is_on_top(id));
        app.tap(id);
    }
    // Leads to another screen.
    void open(const std::string& id) {
        ++screens;
        tap(id);
    }
    void type(std::string_view words) {
        keys += static_cast<int>(words.size());
        app.type(words);
    }
    // By the keys on the screen, none of which asks for another try.
    void type_on_screen(std::string_view words) {
        for (const char letter : words) {
            ++keys;
            const std::string id = letter == ' '   ? "key_space"
                                   : letter == '.' ? "key_u2e"
                                                   : std::string("key_") + letter;
            INFO(id);
            REQUIRE(is_on_top(id));
            app.tap(id);
        }
    }
    [[nodiscard]] double seconds() const {
        return (taps + swipes) * kPointing + keys * kKey + screens * kGettingReady;
    }

private:
    [[nodiscard]] std::string over(const std::string& id) const {
        const ui::Item* item = app.items().find(id);
        if (item == nullptr) return "nothing: it isn't there";
        const ui::Item* top = app.items().at(item->visible.centre());
        return top == nullptr ? "nothing: it is out of sight" : top->id;
    }
    [[nodiscard]] bool is_in_sight(const std::string& id) const {
        const ui::Item* item = app.items().find(id);
        return item != nullptr && item->visible.h > item->rect.h - 1;
    }
    [[nodiscard]] bool is_on_top(const std::string& id) const {
        const ui::Item* item = app.items().find(id);
        return item != nullptr && !item->visible.empty() &&
               app.items().at(item->visible.centre()) == item;
    }
};

// Of the home visit that is planned, the first that can be started: on a low screen what is ahead
// stands before what was done.
std::string of_planned(const TestApp& app, const std::string& what) {
    constexpr std::string_view kStart = "agenda_start_";
    for (const ui::Item& item : app.items().items()) {
        if (item.id.rfind(kStart, 0) == 0) return what + item.id.substr(kStart.size());
    }
    FAIL("nothing that is planned can be started");
    return {};
}

// Who was there, two themes, a line of text.
void tell(Finger& finger) {
    finger.tap("member_0");
    finger.tap("theme_school_costs");
    finger.tap("theme_food");
    finger.tap("note");
    finger.type(kNote);
}

void check_logged(Finger& finger) {
    const auto logged = finger.app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.kind == ContactKind::kHomeVisit);
    CHECK(logged[0].draft.family_id == screens::demo_family());
    CHECK(logged[0].draft.participants.size() == 1);
    CHECK(logged[0].draft.themes.size() == 2);
    CHECK_FALSE(logged[0].draft.note.empty());
    CHECK(finger.taps <= kTapsMax);
}

}  // namespace

TEST_CASE("a usual home visit is logged in at most eight taps", "[ui][taps]") {
    const auto size = GENERATE(ui::Surface{1280, 800, 1}, ui::Surface{1024, 600, 1},
                               ui::Surface{1920, 1200, 1.5F}, ui::Surface{800, 1280, 1});
    const int percent = GENERATE(100, 200);
    INFO(size.width << 'x' << size.height << ' ' << percent << " %");
    ui::Preferences preferences;
    preferences.text_percent = percent;
    TestApp app(blank(), preferences, size);
    Finger finger{app};
    SECTION("that was planned") {
        finger.tap(of_planned(app, "agenda_start_"));
        tell(finger);
        finger.tap("save_contact");
        check_logged(finger);
    }
    SECTION("from the big button") {
        finger.tap("rail_log_contact");
        finger.tap("choose_family");
        finger.tap("picker_family_0");
        tell(finger);
        finger.tap("save_contact");
        check_logged(finger);
    }
    SECTION("from the family, found among those seen last") {
        finger.tap("rail_families");
        finger.tap("family_row_0");
        finger.tap("log_contact_family");
        tell(finger);
        finger.tap("save_contact");
        check_logged(finger);
    }
}

TEST_CASE("a usual visit with sixty letters of note is told in under thirty seconds",
          "[ui][taps]") {
    const auto size = GENERATE(ui::Surface{1280, 800, 1}, ui::Surface{1920, 1200, 1.5F});
    INFO(size.width << 'x' << size.height);
    TestApp app(blank(), {}, size);
    Finger finger{app};
    SECTION("from the agenda") {
        finger.open(of_planned(app, "agenda_start_"));
        tell(finger);
    }
    SECTION("from the family that the agenda names") {
        finger.open(of_planned(app, "agenda_item_"));
        finger.open("log_contact_family");
        tell(finger);
    }
    SECTION("from the school") {
        finger.open("rail_places");
        finger.tap("place_row_0");  // Beside the list.
        finger.open("log_contact_place");
        finger.tap("theme_school_costs");
        finger.tap("theme_food");
        finger.tap("note");
        finger.type(kNote);
    }
    SECTION("from the big button") {
        finger.open("rail_log_contact");
        finger.open("choose_family");
        finger.tap("picker_family_0");
        tell(finger);
    }
    finger.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.note == kNote);
    CHECK(logged[0].draft.themes.size() == 2);
    INFO(finger.taps << " taps, " << finger.swipes << " swipes, " << finger.keys << " keys, "
                     << finger.screens << " screens");
    CHECK(finger.seconds() < kSecondsMax);
}

TEST_CASE("a visit is told by the keys on the screen, which never hide what is tapped next",
          "[ui][taps][keyboard]") {
    const auto size = GENERATE(ui::Surface{1280, 800, 1}, ui::Surface{1024, 600, 1},
                               ui::Surface{1920, 1200, 1.5F}, ui::Surface{800, 1280, 1});
    const int percent = GENERATE(100, 150, 200);
    INFO(size.width << 'x' << size.height << ' ' << percent << " %");
    ui::Preferences preferences;
    preferences.text_percent = percent;
    TestApp app(blank(), preferences, size);
    Finger finger{app};
    finger.open(of_planned(app, "agenda_start_"));
    finger.tap("member_0");
    finger.tap("note");
    finger.type_on_screen(kNote);
    finger.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.note == kNote);
}

TEST_CASE("who wrote first puts the keys away with one tap and chooses the rest",
          "[ui][taps][keyboard]") {
    const auto size = GENERATE(ui::Surface{1280, 800, 1}, ui::Surface{1024, 600, 1},
                               ui::Surface{1920, 1200, 1.5F}, ui::Surface{800, 1280, 1});
    INFO(size.width << 'x' << size.height);
    TestApp app(blank(), {}, size);
    Finger finger{app};
    finger.open(of_planned(app, "agenda_start_"));
    finger.tap("note");
    finger.type_on_screen("mama belt");
    finger.tap("key_hide");
    for (const char* next : {"theme_school_costs", "theme_food", "member_0", "save_contact"})
        finger.tap(next);
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.note == "mama belt");
    CHECK(logged[0].draft.participants.size() == 1);
    CHECK(logged[0].draft.themes.size() == 2);
}

}  // namespace oppad::test
