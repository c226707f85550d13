// Another code for this tablet, asked for in the settings: what is mended before it is asked, and
// that nothing of what was typed stays.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

constexpr const char* kOld = "482913";
constexpr const char* kNew = "719204";

void open_panel(TestApp& app) {
    app.tap("rail_sync");
    app.tap("settings");
    app.scroll_to("change_code");
    app.tap("change_code");
}

void fill_in(TestApp& app, const char* old_code, const char* new_code, const char* again) {
    const std::pair<const char*, const char*> typed[] = {
        {"panel_old_code", old_code}, {"panel_new_code", new_code}, {"panel_code_again", again}};
    for (const auto& [field, code] : typed) {
        app.tap(field);
        app.type(code);
    }
    app.tap("panel_save");
}

std::vector<ui::ChangeCode> asked(TestApp& app) {
    std::vector<ui::ChangeCode> found;
    for (ui::Intent& intent : app.take()) {
        if (auto* wish = std::get_if<ui::ChangeCode>(&intent)) found.push_back(std::move(*wish));
    }
    return found;
}

bool shows(const TestApp& app, const std::string& words) {
    const auto& texts = app.ledger().texts;
    return std::any_of(texts.begin(), texts.end(), [&](const ui::DrawnText& text) {
        return text.text.find(words) != std::string::npos;
    });
}

ui::Snapshot answered(std::uint64_t ticket, engine::Outcome outcome) {
    ui::Snapshot snapshot = screens::demo_base();
    snapshot.person = 4;
    snapshot.outcomes.push_back({ticket, std::move(outcome)});
    return snapshot;
}

ui::Snapshot base() {
    ui::Snapshot snapshot = screens::demo_base();
    snapshot.person = 4;
    return snapshot;
}

}  // namespace

TEST_CASE("the first thing that is asked stands in full sight, however large the letters",
          "[ui][code]") {
    ui::Preferences preferences;
    preferences.language = GENERATE("nl", "fr", "en");
    preferences.text_percent = 200;
    TestApp app(base(), preferences, ui::Surface{.width = 1024, .height = 600});
    open_panel(app);
    const ui::Item* old_code = app.items().find("panel_old_code");
    REQUIRE(old_code != nullptr);
    CHECK(old_code->visible.h == old_code->rect.h);
}

TEST_CASE("a new code is asked for once, and it is said when it holds", "[ui][code]") {
    TestApp app(base());
    open_panel(app);
    fill_in(app, kOld, kNew, kNew);
    app.tap("panel_save");  // While it is being changed.
    CHECK(shows(app, "wordt gewijzigd"));
    const auto wishes = asked(app);
    REQUIRE(wishes.size() == 1);
    CHECK(as_text(wishes[0].old_code.view()) == kOld);
    CHECK(as_text(wishes[0].new_code.view()) == kNew);
    CHECK(wishes[0].person == 4);
    app.show(answered(wishes[0].ticket, {}));
    CHECK_FALSE(app.has("panel_save"));
    CHECK(shows(app, "Je code is gewijzigd"));
}

TEST_CASE("what can't be a code is said at its field and not asked", "[ui][code]") {
    TestApp app(base());
    open_panel(app);
    SECTION("nothing") {
        app.tap("panel_save");
        CHECK(shows(app, "Vul dit nog in"));
        CHECK(shows(app, "Te kort"));
    }
    SECTION("without the present one") {
        fill_in(app, "", kNew, kNew);
        CHECK(shows(app, "Vul dit nog in"));
    }
    SECTION("five digits") {
        fill_in(app, kOld, "71920", "71920");
        CHECK(shows(app, "Te kort"));
    }
    SECTION("five letters of two bytes each") {
        fill_in(app, kOld, "ééééé", "ééééé");
        CHECK(shows(app, "Te kort"));
    }
    SECTION("two that differ") {
        fill_in(app, kOld, kNew, "719205");
        CHECK(shows(app, "niet gelijk"));
    }
    CHECK(asked(app).empty());
    CHECK(app.has("panel_save"));
}

TEST_CASE("a wrong present code is said at its field, and all is typed anew", "[ui][code]") {
    TestApp app(base());
    open_panel(app);
    fill_in(app, "000000", kNew, kNew);
    const auto wishes = asked(app);
    REQUIRE(wishes.size() == 1);
    engine::Outcome refused;
    refused.problems.push_back({ProblemCode::kWrongPassphrase, "old_code"});
    app.show(answered(wishes[0].ticket, refused));
    CHECK(shows(app, "Dat klopt niet"));
    app.tap("panel_save");
    CHECK(asked(app).empty());  // Nothing of it stayed.
    fill_in(app, kOld, kNew, kNew);
    CHECK(asked(app).size() == 1);
}

TEST_CASE("codes are never drawn, kept in a draft, or there after a lock", "[ui][code]") {
    TestApp app(base());
    open_panel(app);
    app.tap("panel_new_code");
    app.type(kNew);
    CHECK_FALSE(shows(app, kNew));
    app.pass(std::chrono::seconds{5});
    CHECK(app.take_commands<engine::SaveDraft>().empty());
    ui::Snapshot locked = base();
    locked.lock = ui::LockState::kLocked;
    app.show(locked);
    app.show(base());
    CHECK_FALSE(app.has("panel_new_code"));
    open_panel(app);
    app.tap("panel_save");
    CHECK(asked(app).empty());
}

}  // namespace oppad::test
