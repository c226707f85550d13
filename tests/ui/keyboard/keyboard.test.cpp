// The keyboard on the screen: when it comes up, what its keys type, and that the field stays in
// sight, driven by taps alone.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"
#include "ui/keyboard/layouts.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_family(snapshot);
    add_answer(snapshot, engine::LookLogContact{}, engine::LogContactPage{});
    return snapshot;
}

// What stands in the search field of the families.
std::string searched(const TestApp& app) {
    for (const engine::Look& look : app.watched()) {
        if (const auto* found = std::get_if<engine::LookSearch>(&look)) return found->query;
    }
    return "?";
}

void search(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_search");
}

void tap_all(TestApp& app, std::initializer_list<const char*> keys) {
    for (const char* key : keys) app.tap(key);
}

bool is_up(const TestApp& app) { return app.has("key_hide"); }

}  // namespace

TEST_CASE("a tapped field raises the keyboard, and its letters land in the field",
          "[ui][keyboard]") {
    TestApp app(at_work());
    search(app);
    REQUIRE(is_up(app));
    tap_all(app, {"key_a", "key_z", "key_space", "key_e"});
    CHECK(searched(app) == "az e");
    app.tap("key_backspace");
    CHECK(searched(app) == "az ");
}

TEST_CASE("the keyboard goes down with its own key, and comes back with the field",
          "[ui][keyboard]") {
    TestApp app(at_work());
    search(app);
    app.tap("key_hide");
    CHECK_FALSE(is_up(app));
    app.tap("family_search");
    CHECK(is_up(app));
    app.tap("keyboard_toggle");
    CHECK_FALSE(is_up(app));
    app.tap("keyboard_toggle");
    CHECK(is_up(app));
    app.tap("rail_today");
    CHECK_FALSE(is_up(app));
}

TEST_CASE("a key of a real keyboard sends it away, and the field's key brings it back",
          "[ui][keyboard]") {
    TestApp app(at_work());
    search(app);
    app.type("x");
    CHECK_FALSE(is_up(app));
    CHECK(searched(app) == "x");
    app.tap("rail_today");
    search(app);
    CHECK_FALSE(is_up(app));
    app.tap("keyboard_toggle");
    CHECK(is_up(app));
    app.tap("key_e");
    CHECK(is_up(app));
    CHECK(searched(app) == "xe");
}

TEST_CASE("the setting fixes when the keyboard shows", "[ui][keyboard]") {
    ui::Preferences preferences;
    preferences.keyboard_shown = ui::KeyboardShown::kNever;
    TestApp never(at_work(), preferences);
    search(never);
    CHECK_FALSE(is_up(never));
    CHECK_FALSE(never.has("keyboard_toggle"));
}

TEST_CASE("a keyboard that always shows stays while a real one is typed on", "[ui][keyboard]") {
    ui::Preferences preferences;
    preferences.keyboard_shown = ui::KeyboardShown::kAlways;
    TestApp app(at_work(), preferences);
    search(app);
    app.type("x");
    CHECK(is_up(app));
}

TEST_CASE("shift holds for one letter, a second tap for all", "[ui][keyboard]") {
    TestApp app(at_work());
    search(app);
    tap_all(app, {"key_shift", "key_a", "key_a"});
    CHECK(searched(app) == "Aa");
    tap_all(app, {"key_shift", "key_shift", "key_e", "key_e", "key_shift", "key_e"});
    CHECK(searched(app) == "AaEEe");
}

TEST_CASE("accents come by a long press, by tap or by sliding", "[ui][keyboard]") {
    TestApp app(at_work());
    search(app);
    app.hold("key_e", 500ms);
    REQUIRE(app.has("accent_key_ue8"));
    app.tap("accent_key_ue8");
    CHECK(searched(app) == "è");
    CHECK_FALSE(app.has("accent_key_ue8"));
    tap_all(app, {"key_shift"});
    app.hold_and_slide("key_c", 500ms, "accent_key_ue7");
    CHECK(searched(app) == "èÇ");
    app.hold("key_e", 500ms);
    app.tap("accents_close");
    CHECK_FALSE(app.has("accent_key_ue8"));
    CHECK(searched(app) == "èÇ");
}

TEST_CASE("letters of the families' languages stand under a long press", "[ui][keyboard]") {
    const auto has = [](const char* key, const char* letter) {
        const std::vector<std::string> letters = ui::accents_of(key);
        return std::find(letters.begin(), letters.end(), letter) != letters.end();
    };
    CHECK(has("a", "ă"));
    CHECK(has("s", "ș"));
    CHECK(has("t", "ț"));
    CHECK(has("o", "ő"));
    CHECK(has("u", "ű"));
    CHECK(has("u", "ů"));
    CHECK(has("e", "ě"));
    CHECK(has("r", "ř"));
    CHECK(has("i", "İ"));
}

TEST_CASE("accents and signs have a page of their own", "[ui][keyboard]") {
    TestApp app(at_work());
    search(app);
    tap_all(app, {"key_accents", "key_uf1", "key_letters", "key_symbols", "key_u20ac", "key_4"});
    CHECK(searched(app) == "ñ€4");
    tap_all(app, {"key_letters", "key_q"});
    CHECK(searched(app) == "ñ€4q");
}

TEST_CASE("a held backspace erases on and stops with the finger", "[ui][keyboard]") {
    TestApp app(at_work());
    search(app);
    for (int i = 0; i < 9; ++i) app.tap("key_a");
    app.hold("key_backspace", 750ms);
    const std::string left = searched(app);
    CHECK(left.size() <= 5);
    CHECK_FALSE(left.empty());
    app.pass(1s);
    CHECK(searched(app) == left);
}

TEST_CASE("the layout key changes the layout and keeps it", "[ui][keyboard]") {
    TestApp app(at_work());
    search(app);
    const float azerty = app.items().find("key_a")->rect.y;
    app.tap("key_layout");
    CHECK(app.items().find("key_a")->rect.y > azerty);
    bool is_kept = false;
    for (const ui::Intent& intent : app.take()) {
        const auto* saved = std::get_if<ui::SavePreferences>(&intent);
        is_kept = is_kept || (saved != nullptr &&
                              saved->preferences.keyboard_layout == ui::KeyboardLayout::kQwerty);
    }
    CHECK(is_kept);
}

TEST_CASE("a phone and a date get digits, Enter goes on to the next field", "[ui][keyboard]") {
    TestApp app(at_work());
    app.tap("rail_families");
    app.tap("family_row_0");
    app.scroll_to("edit_member_2");
    app.tap("edit_member_2");
    app.tap("panel_birth_day");
    CHECK(app.has("key_7"));
    CHECK_FALSE(app.has("key_a"));
    app.tap("key_enter");
    CHECK(app.has("key_u2b"));  // "+", of a phone.
}

TEST_CASE("a passphrase is typed on the screen without lighting up a key", "[ui][keyboard]") {
    TestApp app(screens::demo_locked());
    app.tap("use_passphrase");
    app.tap("passphrase");
    REQUIRE(is_up(app));
    app.press_finger("key_a");
    const auto held = app.shapes_at("key_a");
    app.lift_finger();
    const auto free = app.shapes_at("key_a");
    CHECK(held == free);
    tap_all(app, {"key_b", "key_enter"});
    const auto asked = app.take();
    REQUIRE(asked.size() == 1);
    const auto* unlock = std::get_if<ui::Unlock>(&asked[0]);
    REQUIRE(unlock != nullptr);
    const ByteView typed = unlock->passphrase.view();
    CHECK(std::string(typed.begin(), typed.end()) == "ab");
}

TEST_CASE("the field that is typed in stays in sight above the keyboard", "[ui][keyboard]") {
    const int percent = GENERATE(100, 150, 200);
    const ui::Surface surface = GENERATE(ui::Surface{1280, 800, 1}, ui::Surface{800, 1280, 1},
                                         ui::Surface{1024, 600, 1}, ui::Surface{1920, 1200, 1.5F});
    INFO(percent << " %, " << surface.width << "x" << surface.height);
    ui::Preferences preferences;
    preferences.text_percent = percent;
    TestApp app(at_work(), preferences, surface);
    const auto is_whole = [&](const char* id) {
        INFO(id);
        const ui::Item* item = app.items().find(id);
        REQUIRE(item != nullptr);
        CHECK(item->visible.h >= std::min(item->rect.h, 40.0F * surface.pixel_ratio) - 1);
        CHECK(item->visible.w >= item->rect.w - 1);
        REQUIRE(is_up(app));
        CHECK(item->visible.bottom() <= app.items().find("keyboard")->rect.y);
        for (const ui::Item& key : app.items().items()) {
            if (key.role != ui::Role::kKey) continue;
            CHECK(key.rect.w >= 48 * surface.pixel_ratio - 0.5F);
            CHECK(key.rect.h >= 48 * surface.pixel_ratio - 0.5F);
        }
    };
    search(app);
    is_whole("family_search");
    app.tap("key_hide");
    app.tap("rail_log_contact");
    app.scroll_to("note");
    app.tap("note");
    is_whole("note");
    app.tap("key_hide");
    app.tap("rail_families");
    app.scroll_to("family_row_0");
    app.tap("family_row_0");
    app.scroll_to("edit_family");
    app.tap("edit_family");
    for (const char* field : {"panel_name", "panel_street", "panel_phone", "panel_safety_remark"}) {
        app.scroll_to(field);
        app.tap(field);
        is_whole(field);
        app.tap("key_hide");
    }
}

TEST_CASE("nothing is drawn while the keyboard waits", "[ui][keyboard]") {
    TestApp app(at_work());
    search(app);
    CHECK_FALSE(app.wants_to_draw());
    app.press_finger("key_backspace");
    CHECK(app.wants_to_draw());  // It repeats.
    app.lift_finger();
    CHECK_FALSE(app.wants_to_draw());
}

}  // namespace oppad::test
