// The form of an appointment: what stands first on it, and chips that stay where they are.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cmath>
#include <map>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_family(snapshot);
    return snapshot;
}

void open_planned(TestApp& app) {
    app.tap("agenda_item_1_more");
    app.tap("agenda_item_1_edit");
}

// Of every target whose name begins so.
std::map<std::string, ui::Rect> places_of(const TestApp& app, std::string_view prefix) {
    std::map<std::string, ui::Rect> places;
    for (const ui::Item& item : app.items().items())
        if (item.id.starts_with(prefix)) places[item.id] = item.rect;
    return places;
}

float top_of(const TestApp& app, std::string_view id) {
    const ui::Item* item = app.items().find(id);
    REQUIRE(item != nullptr);
    return item->rect.y;
}

}  // namespace

TEST_CASE("what is planned is moved first: day, time and length stand over the rest",
          "[ui][agenda]") {
    TestApp app(at_work());
    SECTION("of one that is planned") {
        open_planned(app);
        CHECK(top_of(app, "plan_day_0") < top_of(app, "plan_hour_11"));
        CHECK(top_of(app, "plan_hour_11") < top_of(app, "plan_long_0"));
        CHECK(top_of(app, "plan_long_0") < top_of(app, "plan_with"));
        CHECK(top_of(app, "plan_with") < top_of(app, "plan_home_visit"));
    }
    SECTION("a new one begins with whom") {
        app.tap("rail_families");
        app.tap("family_row_0");
        app.tap("plan_appointment");
        CHECK(top_of(app, "plan_with") < top_of(app, "plan_day_0"));
    }
}

TEST_CASE("no chip of a day or a time moves when another is chosen", "[ui][agenda]") {
    const int percent = GENERATE(100, 200);
    ui::Preferences preferences;
    preferences.text_percent = percent;
    TestApp app(at_work(), preferences, {800, 1280, 1});
    app.scroll_to("agenda_item_1_more");
    open_planned(app);
    const auto stays = [&](const char* prefix, const std::string& other) {
        INFO(prefix);
        app.scroll_to(other);
        const auto before = places_of(app, prefix);
        app.tap(other);
        CHECK(places_of(app, prefix) == before);
        for (const auto& [id, rect] : before) CHECK(rect.w == before.begin()->second.w);
    };
    stays("plan_day_", "plan_day_2");
    stays("plan_hour_", "plan_hour_14");
    stays("plan_minute_", "plan_minute_15");
}

}  // namespace oppad::test
