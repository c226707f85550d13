// Who goes from field to field with Tab sees each whole: on pages and in panels, on every size, in
// both directions.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "platform/screens/demo_parts.h"
#include "tests/ui/support/forms.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_guarded_family(snapshot);
    screens::add_partners(snapshot);
    screens::add_places(snapshot);
    screens::add_place(snapshot);
    screens::add_log_contact(snapshot);
    return snapshot;
}

enum class Way { kOn, kBack };

void press_tab(TestApp& app, Way way) {
    if (way == Way::kOn) return app.press(ImGuiKey_Tab);
    app.press_with_shift(ImGuiKey_Tab);
}

// The frame and the label of a note stand between the head and the foot of its panel.
void check_frame(const TestApp& app, const ui::Item& here) {
    const ui::Item* head = app.items().find("panel_close");
    const ui::Item* foot = app.items().find("panel_save");
    if (here.around.empty() || head == nullptr || !foot->scroll.empty()) return;
    const float room = foot->rect.y - head->rect.bottom();
    constexpr float kRings = 24;
    if (here.around.h > room - kRings) return;
    INFO(here.id << " from " << here.around.y << " to " << here.around.bottom() << " between "
                 << head->rect.bottom() << " and " << foot->rect.y);
    CHECK(here.around.y > head->rect.bottom());
    CHECK(here.around.bottom() < foot->rect.y);
}

// Once around: nothing that has the focus is cut by what it scrolls in.
void check_once_around(TestApp& app, Way way) {
    constexpr int kItemsMax = 90;
    std::string first;
    for (int i = 0; i < kItemsMax; ++i) {
        press_tab(app, way);
        const ui::Item* here = app.items().find(app.focus_id());
        REQUIRE(here != nullptr);
        if (here->id == first) return;
        if (first.empty()) first = here->id;
        INFO(here->id << " of " << here->rect.h << " pixels at " << here->rect.y << ", in sight "
                      << here->visible.h);
        CHECK((here->scroll.empty() || here->visible.h > here->rect.h - 1));
        check_frame(app, *here);
    }
}

}  // namespace

TEST_CASE("each field of a form that Tab reaches is whole in sight", "[ui][keys][panel]") {
    const ui::Surface surface = GENERATE(ui::Surface{}, ui::Surface{.width = 1024, .height = 600},
                                         ui::Surface{.width = 1024, .height = 570},
                                         ui::Surface{.width = 800, .height = 1280});
    const Way way = GENERATE(Way::kOn, Way::kBack);
    ui::Preferences preferences;
    preferences.text_percent = way == Way::kOn ? 100 : 125;
    for (const Form& form : all_forms()) {
        INFO(form.name << " on " << surface.width << " in " << preferences.text_percent << " % "
                       << (way == Way::kOn ? "on" : "back"));
        TestApp app(at_work(), preferences, surface);
        open(app, form);
        check_once_around(app, way);
    }
}

TEST_CASE("each field of a page that Tab reaches is whole in sight", "[ui][keys]") {
    const ui::Surface surface = GENERATE(ui::Surface{}, ui::Surface{.width = 1024, .height = 600},
                                         ui::Surface{.width = 800, .height = 1280});
    const Way way = GENERATE(Way::kOn, Way::kBack);
    const char* page = GENERATE("rail_log_contact", "rail_families", "rail_places", "rail_today");
    ui::Preferences preferences;
    preferences.text_percent = GENERATE(100, 150);
    INFO(page << " on " << surface.width << " in " << preferences.text_percent);
    TestApp app(at_work(), preferences, surface);
    app.tap(page);
    check_once_around(app, way);
}

TEST_CASE("who types on in a note that was scrolled away sees the line again", "[ui][keys]") {
    TestApp app(at_work(), {}, {.width = 1024, .height = 600});
    app.tap("rail_log_contact");
    app.scroll_to("note");
    app.tap("note");
    app.type("Mama belt");
    app.scroll_to("kind_home_visit");
    REQUIRE(app.focus_id() == "note");
    REQUIRE(app.items().find("note")->visible.empty());
    app.type(" terug");
    CHECK(app.items().find("note")->visible.h > 20);
    app.scroll_to("kind_home_visit");
    press_tab(app, Way::kOn);
    press_tab(app, Way::kBack);
    const ui::Item& note = *app.items().find("note");
    CHECK(note.visible.h > note.rect.h - 1);
}

}  // namespace oppad::test
