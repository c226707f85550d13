// A field of one line on a tablet without a keyboard: a resting finger selects, and what Ctrl does
// elsewhere stands over the keys while it is wanted.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

void search(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_search");
    for (const char* key : {"key_a", "key_z", "key_space", "key_e", "key_r"}) app.tap(key);
}

// What is searched for.
std::string query(const TestApp& app) {
    for (const engine::Look& look : app.watched())
        if (const auto* asked = std::get_if<engine::LookSearch>(&look)) return asked->query;
    return "";
}

std::string clipboard() {
    const char* text = ImGui::GetClipboardText();
    return text == nullptr ? "" : text;
}

ui::Snapshot families() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    return snapshot;
}

}  // namespace

TEST_CASE("words of a field are cut, copied, pasted and taken back by finger", "[ui][field]") {
    TestApp app(families());
    search(app);
    CHECK_FALSE(app.has("text_paste"));
    const float keys_before = app.items().find("keyboard")->rect.h;
    app.hold("family_search", 600ms);
    app.tap("text_copy");
    CHECK(clipboard() == "er");
    app.tap("text_cut");
    CHECK(clipboard() == "er");
    CHECK(query(app) == "az ");
    app.tap("text_paste");
    app.tap("text_paste");
    CHECK(query(app) == "az erer");
    app.tap("text_undo");
    CHECK(query(app) == "az er");
    CHECK(app.items().find("keyboard")->rect.h > keys_before);
    app.tap("key_t");
    CHECK(query(app) == "az ert");
    CHECK_FALSE(app.has("text_paste"));
    CHECK(app.items().find("keyboard")->rect.h == keys_before);
}

TEST_CASE("a finger that rests on a word of a field takes the selection along", "[ui][field]") {
    TestApp app(families());
    search(app);
    app.press_finger("family_search");
    app.pass(600ms);
    app.move_finger({0, app.items().find("family_search")->rect.centre().y});
    app.lift_finger();
    app.tap("text_copy");
    CHECK(clipboard() == "az ");
}

TEST_CASE("the whole of a field is selected by one tap", "[ui][field]") {
    TestApp app(families());
    search(app);
    app.hold("family_search", 600ms);
    app.tap("text_all");
    app.tap("text_cut");
    CHECK(clipboard() == "az er");
    CHECK(query(app).empty());
    CHECK_FALSE(app.has("text_all"));
    CHECK_FALSE(app.has("text_copy"));
    app.tap("text_paste");
    CHECK(query(app) == "az er");
}

TEST_CASE("the tools of a field stand over its keys, on the side of the hand", "[ui][field]") {
    const bool left_handed = GENERATE(false, true);
    const ui::Surface surface =
        GENERATE(ui::Surface{}, ui::Surface{.width = 1024, .height = 600, .pixel_ratio = 1},
                 ui::Surface{.width = 800, .height = 1280, .pixel_ratio = 1});
    ui::Preferences preferences;
    preferences.left_handed = left_handed;
    ui::Snapshot snapshot = families();
    screens::add_family(snapshot);
    TestApp app(snapshot, preferences, surface);
    for (const char* tap : {"rail_families", "family_row_0", "edit_family"}) app.tap(tap);
    const char* field = GENERATE("panel_name", "panel_phone");
    app.scroll_to(field);
    app.hold(field, 600ms);
    const ui::Rect keyboard = app.items().find("keyboard")->rect;
    const ui::Rect paste = app.items().find("text_paste")->rect;
    const ui::Rect first_key = app.items().find("key_hide")->rect;
    CHECK(paste.w >= 48);
    CHECK(paste.h >= 48);
    CHECK(intersect(paste, first_key).empty());
    CHECK((paste.centre().x < keyboard.centre().x) == left_handed);
    const ui::Rect shown = app.items().find(field)->visible;
    CHECK(shown.h == app.items().find(field)->rect.h);
    CHECK(intersect(shown, keyboard).empty());
}

TEST_CASE("what is copied from a field leaves the clipboard after half a minute", "[ui][field]") {
    SECTION("of a tablet at work") {
        TestApp app(families());
        search(app);
        app.hold("family_search", 600ms);
        app.tap("text_copy");
        REQUIRE(clipboard() == "er");
        app.pass(31s);
        CHECK(clipboard().empty());
    }
    SECTION("of a tablet that is being set up") {
        ui::Snapshot fresh;
        fresh.lock = ui::LockState::kNoStore;
        TestApp app(fresh);
        for (const char* tap : {"set_up_begin", "set_up_name", "key_l", "key_i"}) app.tap(tap);
        app.hold("set_up_name", 600ms);
        app.tap("text_copy");
        REQUIRE(clipboard() == "li");
        app.pass(31s);
        CHECK(clipboard().empty());
    }
}

TEST_CASE("what is secret is neither selected nor copied by finger", "[ui][field]") {
    TestApp app(screens::demo_locked());
    app.tap("use_passphrase");
    app.tap("passphrase");
    app.tap("key_a");
    app.hold("passphrase", 600ms);
    CHECK_FALSE(app.has("text_copy"));
    CHECK_FALSE(app.has("text_paste"));
}

}  // namespace oppad::test
