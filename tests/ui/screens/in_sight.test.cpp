// What must be in sight without a finger on the screen, however low it is for its letters: what to
// know before the bell is rung, the beginning of a family's timeline, what parents come for; and
// the way to the settings.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

constexpr ui::Surface kLow{1024, 600, 1};
constexpr ui::Surface kUpright{800, 1280, 1};

struct Look {
    ui::Surface surface;
    int percent;
};

ui::Preferences preferences_of(const Look& look) {
    ui::Preferences preferences;
    preferences.text_percent = look.percent;
    return preferences;
}

ui::Snapshot with_remark(const std::string& remark) {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    const engine::LookFamily look{.id = screens::demo_family()};
    ui::Snapshot whole = screens::demo_base();
    screens::add_family(whole);
    engine::FamilyPage page = *ui::find_view<engine::FamilyPage>(whole, look);
    page.family.safety_remark = remark;
    add_answer(snapshot, look, page);
    return snapshot;
}

std::string long_remark() {
    std::string remark;
    for (int i = 0; i < 30; ++i) remark += "Grote hond: bel eerst, dan komt mama naar buiten. ";
    return remark;
}

// Whether some line with these words stands whole in its place and on the screen.
bool is_seen(const TestApp& app, const ui::Surface& surface, std::string_view words) {
    const auto& texts = app.ledger().texts;
    return std::any_of(texts.begin(), texts.end(), [&](const ui::DrawnText& text) {
        const bool is_whole = text.rect.y >= text.clip.y - 1 &&
                              text.rect.bottom() <= text.clip.bottom() + 1 &&
                              text.rect.bottom() <= static_cast<float>(surface.height);
        return is_whole && text.text.find(words) != std::string::npos;
    });
}

void open_family(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_row_0");
}

}  // namespace

TEST_CASE("what to know at the door stays in sight while the family's page scrolls",
          "[ui][family][safety]") {
    const Look look =
        GENERATE(Look{kLow, 150}, Look{kLow, 200}, Look{{1280, 800, 1}, 200}, Look{kUpright, 200});
    INFO(look.surface.width << " in " << look.percent << " %");
    TestApp app(with_remark("Grote hond: bel eerst aan."), preferences_of(look), look.surface);
    open_family(app);
    CHECK(is_seen(app, look.surface, "Grote hond"));
    app.scroll_to("timeline_more_4");
    CHECK(is_seen(app, look.surface, "Grote hond"));
}

TEST_CASE("of a long remark the first lines are never under the fold, and a tap shows the rest",
          "[ui][family][safety]") {
    const Look look = GENERATE(Look{kLow, 100}, Look{kLow, 150}, Look{kUpright, 200});
    INFO(look.surface.width << " in " << look.percent << " %");
    TestApp app(with_remark(long_remark()), preferences_of(look), look.surface);
    open_family(app);
    CHECK(is_seen(app, look.surface, "Grote hond"));
    REQUIRE(app.has("safety_more"));
    const float folded = app.items().find("safety_more")->rect.h;
    CHECK(folded >= 48);
    CHECK(folded < static_cast<float>(look.surface.height) / 3);
    app.tap("safety_more");
    app.scroll_to("add_person");
    app.scroll_to("safety_more");
    CHECK(app.items().find("safety_more")->rect.h > 2 * folded);
    app.tap("safety_more");
    CHECK(app.items().find("safety_more")->rect.h == folded);
}

TEST_CASE("a family's timeline begins in sight where letters are large", "[ui][family]") {
    const Look look = GENERATE(Look{{1280, 800, 1}, 125}, Look{kLow, 100}, Look{kUpright, 150});
    INFO(look.surface.width << " in " << look.percent << " %");
    TestApp app(with_remark("Grote hond: bel eerst aan."), preferences_of(look), look.surface);
    open_family(app);
    CHECK(is_seen(app, look.surface, "Hulp gevraagd met schoolrekening"));
    SECTION("what is to be followed up unfolds over it, and folds again") {
        CHECK_FALSE(app.has("edit_question_1"));
        app.tap("ahead_more");
        CHECK(app.has("edit_question_1"));
        app.scroll_to("ahead_more");
        app.tap("ahead_more");
        CHECK_FALSE(app.has("edit_question_1"));
    }
    SECTION("what it shows is chosen from a line that unfolds") {
        app.scroll_to("timeline_filter");
        app.tap("timeline_filter");
        app.scroll_to("timeline_referrals");
        app.tap("timeline_referrals");
        const auto& looks = app.watched();
        CHECK(std::any_of(looks.begin(), looks.end(), [](const engine::Look& each) {
            const auto* family = std::get_if<engine::LookFamily>(&each);
            return family != nullptr && family->only == engine::TimelineKind::kReferral;
        }));
        CHECK_FALSE(app.has("timeline_contacts"));
    }
}

TEST_CASE("what a timeline may be narrowed to takes no line of its own", "[ui][family]") {
    const ui::Surface surface = GENERATE(ui::Surface{}, kUpright, kLow, ui::Surface{1920, 1200, 1});
    INFO(surface.width);
    TestApp app(with_remark({}), {}, surface);
    open_family(app);
    const auto& texts = app.ledger().texts;
    const auto title = std::find_if(texts.begin(), texts.end(), [](const ui::DrawnText& text) {
        return text.text == "Tijdlijn";
    });
    REQUIRE(title != texts.end());
    const bool has_room = app.has("timeline_all");
    CHECK(has_room == (surface.width == 1920));
    const ui::Item* way = app.items().find(has_room ? "timeline_all" : "timeline_filter");
    REQUIRE(way != nullptr);
    CHECK(way->rect.y < title->rect.y);
    CHECK(way->rect.bottom() > title->rect.bottom());
}

TEST_CASE("who they are and what may be shared unfold on a low screen", "[ui][family]") {
    TestApp app(with_remark({}), preferences_of({kLow, 150}), kLow);
    open_family(app);
    CHECK_FALSE(app.has("edit_member_2"));
    app.scroll_to("who_more");
    app.tap("who_more");
    for (const char* id : {"edit_member_2", "consent_0", "add_person", "add_consent"}) {
        INFO(id);
        CHECK(app.has(id));
    }
}

TEST_CASE("what parents come for stands in sight on a school's page", "[ui][place]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_places(snapshot);
    screens::add_quiet_place(snapshot);
    TestApp app(std::move(snapshot));
    app.tap("rail_places");
    CHECK(is_seen(app, {1280, 800, 1}, "Schoolkosten"));
    CHECK(is_seen(app, {1280, 800, 1}, "<5"));
    CHECK(is_seen(app, {1280, 800, 1}, "Andere"));
}

TEST_CASE("the settings are one tap away from each page of the rail", "[ui][settings]") {
    const char* const page =
        GENERATE("rail_today", "rail_families", "rail_places", "rail_follow_ups", "rail_sync");
    const ui::Surface surface = GENERATE(ui::Surface{}, kLow, kUpright);
    INFO(page << " on " << surface.width);
    ui::Snapshot snapshot = with_remark({});
    screens::add_places(snapshot);
    screens::add_sync(snapshot);
    TestApp app(std::move(snapshot), {}, surface);
    app.tap(page);
    app.tap("settings");
    CHECK(app.has("theme_dark"));
    CHECK_FALSE(app.has("settings"));
    app.tap("go_back");
    CHECK_FALSE(app.has("theme_dark"));
    CHECK(app.has("settings"));
}

TEST_CASE("what one must know at the door stands on a line of its own, before the address",
          "[ui][today][safety]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    TestApp app(std::move(snapshot));
    const auto line_of = [&](std::string_view word) {
        const auto& texts = app.ledger().texts;
        const auto found = std::find_if(texts.begin(), texts.end(), [&](const ui::DrawnText& text) {
            return text.text == word;
        });
        REQUIRE(found != texts.end());
        return found->rect.y;
    };
    CHECK(line_of("Grote") < line_of("Turnhoutsebaan"));
    CHECK(line_of("Grote") == line_of("aan."));
    CHECK(line_of("Turks") == line_of("tolk"));
}

TEST_CASE("what is to be followed up stands under the days by which it is due", "[ui][today]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    TestApp app(std::move(snapshot));
    app.tap("rail_follow_ups");
    const auto heads = [&] {
        std::vector<std::string> seen;
        for (const ui::DrawnText& text : app.ledger().texts)
            for (const char* head : {"Te laat", "Vandaag", "Komende zeven dagen", "Later"})
                if (text.text == head && text.scroll == "follow_ups") seen.push_back(head);
        // What is due today says so itself too.
        seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
        return seen;
    };
    CHECK(heads() == std::vector<std::string>{"Te laat", "Vandaag", "Komende zeven dagen"});
}

}  // namespace oppad::test
