// A view that could not be made: its screen says why and lets one try again, and what does not need
// the view goes on without it.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

using engine::Look;

bool shows(const TestApp& app, const std::string& words) {
    const auto& texts = app.ledger().texts;
    return std::any_of(texts.begin(), texts.end(), [&](const ui::DrawnText& drawn) {
        return drawn.text.find(words) != std::string::npos;
    });
}

ui::Snapshot failing(const Look& look, ErrorCode code) {
    ui::Snapshot snapshot = screens::demo_base();
    snapshot.failed.push_back({look, code});
    return snapshot;
}

int times_asked_again(TestApp& app) {
    const auto asked = app.take();
    return static_cast<int>(std::count_if(asked.begin(), asked.end(), [](const ui::Intent& intent) {
        return std::holds_alternative<ui::LookAgain>(intent);
    }));
}

}  // namespace

TEST_CASE("a screen whose view failed says why, and is tried again by a tap", "[ui][look]") {
    TestApp app(failing(engine::LookToday{}, ErrorCode::kCorrupt));
    CHECK(shows(app, "Dit kan nu niet getoond worden"));
    CHECK(shows(app, "beschadigd"));
    CHECK_FALSE(shows(app, "Even kijken"));
    app.take();
    app.tap("look_again");
    CHECK(times_asked_again(app) == 1);
    ui::Snapshot well = screens::demo_base();
    screens::add_today(well);
    app.show(well);
    CHECK_FALSE(app.has("look_again"));
}

TEST_CASE("a look that is only on its way, or another that failed, asks for patience",
          "[ui][look]") {
    TestApp app(failing(engine::LookDrafts{}, ErrorCode::kInternal));
    CHECK(shows(app, "Even kijken"));
    CHECK_FALSE(app.has("look_again"));
}

TEST_CASE("every list says why it could not be made", "[ui][look]") {
    SECTION("families") {
        TestApp app(failing(engine::LookFamilies{}, ErrorCode::kInternal));
        app.tap("rail_families");
        CHECK(app.has("look_again"));
    }
    SECTION("what is searched for, instead of what an earlier search found") {
        ui::Snapshot found = screens::demo_base();
        screens::add_families(found, "");
        TestApp app(found);
        app.tap("rail_families");
        REQUIRE(app.has("family_row_0"));
        app.tap("family_search");
        app.type("yil");
        found.failed.push_back({engine::LookSearch{"yil"}, ErrorCode::kBusy});
        app.show(found);
        CHECK(app.has("look_again"));
        CHECK_FALSE(app.has("family_row_0"));
    }
    SECTION("places") {
        TestApp app(failing(engine::LookPlaces{}, ErrorCode::kInternal));
        app.tap("rail_places");
        CHECK(app.has("look_again"));
    }
    SECTION("sync") {
        TestApp app(failing(engine::LookSync{}, ErrorCode::kInternal));
        app.tap("sync_pill");
        app.scroll_to("look_again");
        CHECK(app.has("look_again"));
    }
}

TEST_CASE("a part of Vandaag says why it could not be made, beside what could be", "[ui][look]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    const auto find = [&](auto view) {
        const TestApp app(snapshot);
        const auto& looks = app.watched();
        const auto found = std::find_if(looks.begin(), looks.end(), [](const Look& look) {
            return std::holds_alternative<decltype(view)>(look);
        });
        REQUIRE(found != looks.end());
        return *found;
    };
    const auto checked = [&](const Look& look, const char* way) {
        const std::string again = "look_again_" + std::to_string(look.index());
        snapshot.failed.push_back({look, ErrorCode::kCorrupt});
        TestApp app(snapshot);
        if (way != nullptr) app.tap(way);
        app.scroll_to(again);
        CHECK(app.has("agenda_start_1"));
        app.take();
        app.tap(again);
        CHECK(times_asked_again(app) == 1);
    };
    SECTION("drafts") { checked(engine::LookDrafts{}, nullptr); }
    SECTION("contacts without a name") { checked(find(engine::LookUnnamed{}), nullptr); }
    SECTION("the week") {
        TestApp app(snapshot);
        app.tap("agenda_week");
        const auto& looks = app.watched();
        const auto week = std::find_if(looks.begin(), looks.end(), [](const Look& look) {
            return std::holds_alternative<engine::LookAgenda>(look);
        });
        REQUIRE(week != looks.end());
        ui::Snapshot failed = snapshot;
        failed.failed.push_back({*week, ErrorCode::kCorrupt});
        app.show(failed);
        CHECK_FALSE(shows(app, "Even kijken"));
        app.take();
        app.tap("look_again_" + std::to_string(week->index()));
        CHECK(times_asked_again(app) == 1);
    }
}

TEST_CASE("a contact is logged on an empty page where the last draft could not be looked for",
          "[ui][look][log_contact]") {
    TestApp app(screens::demo_base());
    app.tap("rail_log_contact");
    CHECK(shows(app, "Even kijken"));
    const auto asked = std::find_if(
        app.watched().begin(), app.watched().end(),
        [](const Look& look) { return std::holds_alternative<engine::LookLogContact>(look); });
    REQUIRE(asked != app.watched().end());
    app.show(failing(*asked, ErrorCode::kInternal));
    REQUIRE(app.has("note"));
    app.tap("note");
    app.type("Toch genoteerd");
    app.pass(std::chrono::seconds{5});
    const auto kept = app.take_commands<engine::SaveDraft>();
    REQUIRE_FALSE(kept.empty());
    CHECK(kept.back().draft.note == "Toch genoteerd");
}

}  // namespace oppad::test
