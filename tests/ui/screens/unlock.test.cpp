// A keyboard before the pad for the PIN: what it types counts as what it means.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"
#include "ui/frame/surface.h"

namespace oppad::test {

namespace {

// What was asked to unlock with since the last call; empty = nothing.
std::string sent(TestApp& app) {
    std::string words;
    for (const ui::Intent& intent : app.take()) {
        const auto* unlock = std::get_if<ui::Unlock>(&intent);
        if (unlock == nullptr) continue;
        const ByteView typed = unlock->passphrase.view();
        words.assign(typed.begin(), typed.end());
    }
    return words;
}

bool shows(const TestApp& app, const std::string& words) {
    const auto& texts = app.ledger().texts;
    return std::any_of(texts.begin(), texts.end(), [&](const ui::DrawnText& drawn) {
        return drawn.text.find(words) != std::string::npos;
    });
}

// As a keyboard does it: the key, and the letter that it makes.
void press_space(TestApp& app) {
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Space, true);
    ImGui::GetIO().AddInputCharacter(' ');
    app.settle();
    ImGui::GetIO().AddKeyEvent(ImGuiKey_Space, false);
    app.settle();
}

}  // namespace

TEST_CASE("the space bar presses the key that has the focus, and types nothing", "[ui][unlock]") {
    TestApp app(screens::demo_locked());
    app.press(ImGuiKey_Tab);  // The key for help,
    app.press(ImGuiKey_Tab);  // and the first of the pad.
    press_space(app);
    CHECK(app.has("pin_1"));
    CHECK_FALSE(app.has("passphrase"));
    app.tap("pin_4");
    app.tap("pin_enter");
    CHECK(sent(app).size() == 2);
}

TEST_CASE("the row of digits of an AZERTY keyboard types a PIN without Shift", "[ui][unlock]") {
    TestApp app(screens::demo_locked());
    app.type(GENERATE("&é\"'(§è!çà", "&é\"'(-è_çà"));
    CHECK(app.has("pin_1"));
    app.press(ImGuiKey_Backspace);
    app.tap("pin_enter");
    CHECK(sent(app) == "123456789");
}

TEST_CASE("a passphrase that begins as a PIN might keeps what was typed", "[ui][unlock]") {
    TestApp app(screens::demo_locked());
    app.type("é");
    CHECK(app.has("pin_1"));
    app.type("cole");
    CHECK_FALSE(app.has("pin_1"));
    app.press(ImGuiKey_Enter);
    CHECK(sent(app) == "école");
}

TEST_CASE("more digits than a PIN has are a passphrase, and none of them is lost", "[ui][unlock]") {
    TestApp app(screens::demo_locked());
    SECTION("one by one") {
        for (const char* digit : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "1", "2"})
            app.type(digit);
        CHECK(app.has("pin_1"));
        app.type("3");
    }
    SECTION("at once") { app.type("1234567890123"); }
    CHECK_FALSE(app.has("pin_1"));
    app.type(" jaar");
    app.press(ImGuiKey_Enter);
    CHECK(sent(app) == "1234567890123 jaar");
}

TEST_CASE("a PIN that opens nothing any more is said with what is safe, and none is asked",
          "[ui][unlock]") {
    ui::Snapshot shut = screens::demo_locked();
    shut.forfeit = ui::Forfeit::kEverything;
    TestApp app(shut);
    CHECK_FALSE(app.has("pin_1"));
    CHECK_FALSE(app.has("use_passphrase"));
    CHECK(shows(app, "opent deze tablet niet meer"));
    CHECK(shows(app, "nog niet verstuurd"));
    CHECK_FALSE(shows(app, "Wacht nog"));
    CHECK_FALSE(app.wants_to_draw());
    app.type("123456");
    app.press(ImGuiKey_Enter);
    CHECK(sent(app).empty());
    CHECK(app.has("unlock_help"));
}

TEST_CASE("where only the passphrase opens, it is asked for and no PIN", "[ui][unlock]") {
    ui::Snapshot shut = screens::demo_locked();
    shut.forfeit = ui::Forfeit::kPinOnly;
    TestApp app(shut);
    CHECK_FALSE(app.has("pin_1"));
    CHECK_FALSE(app.has("use_passphrase"));
    CHECK(shows(app, "Je wachtzin wel"));
    app.tap("passphrase");
    app.type("een zin die lang genoeg is");
    app.press(ImGuiKey_Enter);
    CHECK(sent(app) == "een zin die lang genoeg is");
}

TEST_CASE("what opens the tablet, and why it did not, are in sight on any screen", "[ui][unlock]") {
    const ui::Surface surface =
        GENERATE(ui::Surface{}, ui::Surface{.width = 1024, .height = 600},
                 ui::Surface{.width = 800, .height = 1280}, ui::fit_surface(1920, 1200, 1));
    const int percent = GENERATE(100, 150, 200);
    INFO(surface.width << 'x' << surface.height << ' ' << percent << " %");
    ui::Preferences preferences;
    preferences.text_percent = percent;
    ui::Snapshot locked = screens::demo_locked();
    const auto in_sight = [](const TestApp& app, std::string_view id) {
        INFO(id);
        const ui::Item* item = app.items().find(id);
        REQUIRE(item != nullptr);
        CHECK(item->visible.h >= item->rect.h - 1);
    };
    SECTION("the pad") {
        locked.unlock_error = Error{ErrorCode::kDiskFull, {}};
        TestApp app(locked, preferences, surface);
        for (const char* id : {"pin_1", "pin_erase", "pin_0", "pin_enter", "use_passphrase"})
            in_sight(app, id);
        CHECK(shows(app, "plaats"));
    }
    SECTION("the field") {
        locked.forfeit = ui::Forfeit::kPinOnly;
        TestApp app(locked, preferences, surface);
        in_sight(app, "passphrase");
        in_sight(app, "unlock");
        CHECK(shows(app, "wachtzin"));
    }
    SECTION("over the keyboard") {
        TestApp app(locked, preferences, surface);
        app.tap("use_passphrase");
        app.tap("passphrase");
        REQUIRE(app.has("key_e"));
        in_sight(app, "passphrase");
        in_sight(app, "unlock");
    }
}

TEST_CASE("a full disk at the lock is told, and the PIN can be typed again", "[ui][unlock]") {
    ui::Snapshot full = screens::demo_locked();
    full.unlock_error = Error{ErrorCode::kDiskFull, {}};
    TestApp app(full);
    CHECK(shows(app, "geen plaats meer"));
    app.type("482913");
    app.tap("pin_enter");
    CHECK(sent(app) == "482913");
}

TEST_CASE("a second window leads to the first, and calls nobody", "[ui][unlock]") {
    ui::Snapshot snapshot = screens::demo_locked();
    snapshot.lock = ui::LockState::kUnusable;
    snapshot.store_error = Error{ErrorCode::kBusy, ""};
    TestApp app(std::move(snapshot));
    CHECK(shows(app, "Op Pad is al open"));
    CHECK(shows(app, "andere venster"));
    CHECK_FALSE(shows(app, "beheerder"));
    CHECK_FALSE(shows(app, "bezig"));
}

TEST_CASE("the pad stands in the middle of the window", "[ui][unlock]") {
    TestApp app(screens::demo_locked());
    const ui::Item* first = app.items().find("pin_1");
    const ui::Item* last = app.items().find("pin_0");
    REQUIRE((first != nullptr && last != nullptr));
    CHECK(std::abs((first->rect.y + last->rect.bottom()) / 2 - 400) < 5);
}

TEST_CASE("whoever sets a tablet up can choose another language first", "[ui][set_up]") {
    ui::Snapshot fresh;
    fresh.lock = ui::LockState::kNoStore;
    TestApp app(std::move(fresh));
    CHECK(shows(app, "Welkom bij Op Pad"));
    app.tap("language_fr");
    CHECK(app.preferences().language == "fr");
    CHECK_FALSE(shows(app, "Welkom bij Op Pad"));
}

}  // namespace oppad::test
