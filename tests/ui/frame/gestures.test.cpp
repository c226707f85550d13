// What a finger does beside tapping (swipe back, long press), and how a real keyboard gets around
// without one.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_family(snapshot);
    screens::add_log_contact(snapshot);
    return snapshot;
}

void open_family(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_row_0");
}

bool is_on_family(const TestApp& app) { return app.has("log_contact_family"); }

void swipe(TestApp& app, ui::Point from, ui::Point to) {
    app.move_finger(from);
    app.put_finger_down();
    app.move_finger({(from.x + to.x) / 2, (from.y + to.y) / 2});
    app.move_finger(to);
    app.lift_finger();
}

}  // namespace

TEST_CASE("a swipe from the left edge goes back, a short or slanting one doesn't", "[ui][touch]") {
    TestApp app(at_work());
    open_family(app);
    swipe(app, {5, 400}, {60, 400});
    CHECK(is_on_family(app));
    swipe(app, {5, 200}, {150, 500});
    CHECK(is_on_family(app));
    swipe(app, {300, 400}, {600, 400});
    CHECK(is_on_family(app));
    swipe(app, {5, 400}, {200, 410});
    CHECK_FALSE(is_on_family(app));
    CHECK(app.has("family_row_0"));
}

TEST_CASE("a flick that a slow frame sees only the end of drags and taps nothing", "[ui][touch]") {
    TestApp app(at_work(), {}, {1024, 600, 1});
    app.tap("rail_families");
    app.press_finger("family_row_3");
    const ui::Item* row = app.items().find("family_row_3");
    REQUIRE(row != nullptr);
    const float before = row->rect.y;
    const ui::Point from = row->rect.centre();
    ImGui::GetIO().AddMousePosEvent(from.x, from.y - 300);
    app.lift_finger();
    CHECK_FALSE(is_on_family(app));
    REQUIRE(app.has("family_row_3"));
    CHECK(app.items().find("family_row_3")->rect.y < before);
}

TEST_CASE("a list that was thrown goes on by itself, a finger on it stops it and opens nothing",
          "[ui][touch]") {
    TestApp app(at_work(), {}, {1024, 420, 1});
    app.tap("rail_families");
    const auto top = [&] {
        const ui::Item* row = app.items().find("family_row_3");
        REQUIRE(row != nullptr);
        return row->rect.y;
    };
    SECTION("thrown") {
        app.drag("family_row_1", -60);
        const float thrown = top();
        SECTION("left alone") {
            app.settle();
            CHECK(top() < thrown - 20);
        }
        SECTION("stopped") {
            app.put_finger_down();
            const float stopped = top();
            app.lift_finger();
            CHECK(top() == stopped);
            CHECK_FALSE(is_on_family(app));
        }
    }
    SECTION("a finger that rested before it left throws nothing") {
        app.press_finger("family_row_1");
        const ui::Point from = app.items().find("family_row_1")->rect.centre();
        app.move_finger({from.x, from.y - 30});
        app.move_finger({from.x, from.y - 60});
        const float dragged = top();
        app.pass(200ms);
        app.lift_finger();
        CHECK(top() == dragged);
    }
}

TEST_CASE("for the left hand the rail and the great buttons change sides", "[ui][touch]") {
    ui::Preferences preferences;
    preferences.left_handed = GENERATE(false, true);
    TestApp app(at_work(), preferences);
    const auto is_on_the_right = [&](std::string_view id) {
        const ui::Item* item = app.items().find(id);
        REQUIRE(item != nullptr);
        return item->rect.centre().x > 640;
    };
    CHECK(is_on_the_right("rail_today") == preferences.left_handed);
    open_family(app);
    app.tap("edit_family");
    CHECK(is_on_the_right("panel_save") != preferences.left_handed);
    app.tap("rail_log_contact");
    CHECK(is_on_the_right("save_contact") != preferences.left_handed);
}

TEST_CASE("for the left hand the swipe begins at the right edge", "[ui][touch]") {
    ui::Preferences preferences;
    preferences.left_handed = true;
    TestApp app(at_work(), preferences);
    open_family(app);
    swipe(app, {5, 400}, {200, 400});
    CHECK(is_on_family(app));
    swipe(app, {1275, 400}, {1100, 400});
    CHECK_FALSE(is_on_family(app));
}

TEST_CASE("a swipe closes what is open before it leaves the screen", "[ui][touch]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("edit_family");
    swipe(app, {5, 400}, {200, 400});
    CHECK_FALSE(app.has("panel_save"));
    CHECK(is_on_family(app));
}

TEST_CASE("a long press on a contact opens the choices of its button", "[ui][touch]") {
    TestApp app(at_work());
    open_family(app);
    CHECK_FALSE(app.has("timeline_delete_0"));
    app.hold("timeline_hold_0", 300ms);
    CHECK_FALSE(app.has("timeline_delete_0"));
    app.hold("timeline_hold_0", 600ms);
    CHECK(app.has("timeline_delete_0"));
}

TEST_CASE("arrows go through a list, Enter opens what they stand on", "[ui][keys]") {
    TestApp app(at_work());
    app.press_with_ctrl(ImGuiKey_F);
    app.press(ImGuiKey_DownArrow);  // What was opened last.
    app.press(ImGuiKey_DownArrow);
    app.press(ImGuiKey_DownArrow);
    app.press(ImGuiKey_UpArrow);
    app.press(ImGuiKey_Enter);
    CHECK(is_on_family(app));
}

TEST_CASE("Page Down turns a page of the list, Shift with Tab goes back", "[ui][keys]") {
    TestApp app(at_work(), {}, {1024, 600, 1});
    app.tap("rail_families");
    const float before = app.items().find("family_row_3")->rect.y;
    app.press(ImGuiKey_PageDown);
    CHECK(app.items().find("family_row_3")->rect.y < before);
    app.press(ImGuiKey_PageUp);
    CHECK(app.items().find("family_row_3")->rect.y == before);
    app.press_with_ctrl(ImGuiKey_F);
    app.press(ImGuiKey_Tab);
    app.press_with_shift(ImGuiKey_Tab);
    app.type("p");
    CHECK(app.has("family_search_clear"));
}

TEST_CASE("Ctrl+S saves the panel that is open", "[ui][keys]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("edit_family");
    app.press_with_ctrl(ImGuiKey_S);
    CHECK(app.take_commands<engine::SaveFamily>().size() == 1);
}

}  // namespace oppad::test
