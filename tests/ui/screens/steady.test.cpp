// What stays where it is: the list while one types or looks at one of its entries.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <set>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"
#include "ui/screens/app_state.h"

namespace oppad::test {

namespace {

constexpr ui::Surface kUpright{800, 1280, 1.0F};

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_families(snapshot, "");
    screens::add_families(snapshot, "p");
    screens::add_places(snapshot);
    screens::add_place(snapshot);
    return snapshot;
}

// The first and the last of the list have a page.
ui::Snapshot two_families() {
    ui::Snapshot snapshot = at_work();
    screens::add_family(snapshot);
    const auto* rows = ui::find_view<engine::FamiliesView>(snapshot, engine::LookFamilies{});
    const engine::LookFamily first{screens::demo_family()};
    const auto* page = ui::find_view<engine::FamilyPage>(snapshot, first);
    REQUIRE((rows != nullptr && page != nullptr));
    engine::FamilyPage other = *page;
    other.family.id = rows->rows.back().id;
    add_answer(snapshot, engine::LookFamily{other.family.id}, other);
    return snapshot;
}

bool watches_place(const TestApp& app, const Id<Place>& id) {
    const auto& watched = app.watched();
    return std::find(watched.begin(), watched.end(), engine::Look{engine::LookPlace{id}}) !=
           watched.end();
}

float top_of(const TestApp& app, std::string_view id) {
    const ui::Item* item = app.items().find(id);
    REQUIRE(item != nullptr);
    return item->rect.y;
}

}  // namespace

TEST_CASE("the families stay where they are when the first letter is typed", "[ui][search]") {
    const ui::Surface surface = GENERATE(ui::Surface{}, kUpright);
    TestApp app(at_work(), {}, surface);
    app.tap("rail_families");
    const float before = top_of(app, "family_row_0");
    app.tap("family_search");
    app.type("p");
    CHECK(app.has("find_all"));
    CHECK(top_of(app, "family_row_0") == before);
}

TEST_CASE("a count too wide for the row of kinds goes alone: the other kinds keep theirs",
          "[ui][search]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_families(snapshot, "p");
    engine::SearchPage page = *ui::find_view<engine::SearchPage>(snapshot, engine::LookSearch{"p"});
    page.families.resize(engine::kFoundMax, page.families.front());
    page.places.resize(engine::kFoundMax, page.places.front());
    page.contact_persons.resize(engine::kFoundMax, page.contact_persons.front());
    page.partners.resize(engine::kFoundMax, page.partners.front());
    page.members.clear();
    ui::Snapshot full = screens::demo_base();
    add_answer(full, engine::LookSearch{"p"}, page);
    add_answer(full, engine::LookFamilies{""}, engine::FamiliesView{});
    TestApp app(full, {}, kUpright);
    app.tap("rail_families");
    app.tap("family_search");
    app.type("p");
    CHECK(top_of(app, "find_partners") == top_of(app, "find_all"));
    int counted = 0;
    for (const ui::DrawnText& drawn : app.ledger().texts)
        if (drawn.text.find(" · 30+") != std::string::npos) ++counted;
    CHECK(counted >= 2);
    CHECK(counted < 6);
}

TEST_CASE("the kinds of a timeline stand in one row where they nearly fit", "[ui][steady]") {
    TestApp app(two_families(), {}, ui::Surface{.width = 1280, .height = 800});
    app.tap("rail_families");
    app.tap("family_row_0");
    app.scroll_to("timeline_promises");
    CHECK(top_of(app, "timeline_all") == top_of(app, "timeline_promises"));
}

TEST_CASE("another family begins at its top; a list that is come back to stands where it was",
          "[ui][steady]") {
    TestApp app(two_families(), {}, ui::Surface{.width = 1024, .height = 600});
    app.tap("rail_families");
    app.scroll_to("family_row_6");
    const float row = top_of(app, "family_row_6");
    app.tap("family_row_6");
    const float head = top_of(app, "edit_family");
    app.scroll_to("edit_member_3");
    REQUIRE(top_of(app, "edit_family") < head);
    SECTION("by going back") { app.tap("go_back"); }
    SECTION("by the rail") { app.tap("rail_families"); }
    CHECK(top_of(app, "family_row_6") == row);
    app.scroll_to("family_row_0");
    app.tap("family_row_0");
    CHECK(top_of(app, "edit_family") == head);
}

TEST_CASE("no line begins with the dot that parts two facts", "[ui][letters]") {
    ui::Preferences preferences;
    preferences.language = GENERATE("nl", "fr", "en");
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    const int width = GENERATE(1280, 1216, 1152, 1088, 1024);
    TestApp app(std::move(snapshot), preferences, ui::Surface{.width = width, .height = 800});
    const auto& texts = app.ledger().texts;
    for (const ui::DrawnText& dot : texts) {
        if (dot.text != "·") continue;
        const bool follows = std::any_of(texts.begin(), texts.end(), [&](const auto& other) {
            const float gap = dot.rect.x - other.rect.right();
            return &other != &dot && std::abs(other.rect.y - dot.rect.y) < 6 && gap > -2 &&
                   gap < 12;
        });
        INFO(dot.rect.x << ' ' << dot.rect.y);
        CHECK(follows);
    }
}

TEST_CASE("large letters leave room for a name under the search", "[ui][search]") {
    ui::Preferences preferences;
    preferences.text_percent = 200;
    TestApp app(at_work(), preferences, ui::Surface{.width = 1024, .height = 600});
    app.tap("rail_families");
    app.tap("family_search");
    app.type("p");
    const ui::Item* row = app.items().find("family_row_0");
    REQUIRE(row != nullptr);
    CHECK(row->visible.h > row->rect.h - 1);
    app.scroll_to("find_places");
    app.tap("find_places");
    CHECK_FALSE(app.has("family_row_0"));
}

TEST_CASE("schools: the first one's page stands beside the list, another's after a tap",
          "[ui][places]") {
    TestApp app(at_work());
    app.tap("rail_places");
    CHECK(app.has("log_contact_place"));
    CHECK(watches_place(app, screens::demo_place()));
    app.tap("place_row_2");
    CHECK_FALSE(watches_place(app, screens::demo_place()));
    CHECK_FALSE(app.has("go_back"));
    app.tap("place_row_0");
    CHECK(watches_place(app, screens::demo_place()));
    CHECK(app.has("log_contact_place"));
}

TEST_CASE("schools: upright the list stands alone, and a tap opens the page", "[ui][places]") {
    TestApp app(at_work(), {}, kUpright);
    app.tap("rail_places");
    CHECK_FALSE(app.has("log_contact_place"));
    CHECK_FALSE(watches_place(app, screens::demo_place()));
    app.tap("place_row_0");
    CHECK(app.has("log_contact_place"));
    CHECK(app.has("go_back"));
    app.turn({});  // Turned, the list comes beside it.
    CHECK(app.has("place_row_0"));
}

TEST_CASE("schools: the list beside an opened page stays where it is when another is chosen",
          "[ui][places]") {
    TestApp app(at_work(), {}, kUpright);
    app.tap("rail_places");
    app.tap("place_row_0");
    app.turn({.width = 1280, .height = 400});
    app.scroll_to("place_row_5");
    const float row = top_of(app, "place_row_5");
    const ui::Item* first = app.items().find("place_row_0");
    REQUIRE((first == nullptr || first->visible.h < first->rect.h - 1));
    app.tap("place_row_5");
    CHECK_FALSE(watches_place(app, screens::demo_place()));
    CHECK(top_of(app, "place_row_5") == row);
}

TEST_CASE("the order of schools can be chosen while one searches", "[ui][places]") {
    TestApp app(at_work());
    app.tap("rail_places");
    const float before = top_of(app, "places_by_municipality");
    app.tap("place_search");
    app.type("x");  // No answer yet: the last one stays.
    CHECK(top_of(app, "places_by_municipality") == before);
}

TEST_CASE("the lock screen explains itself and names nobody", "[ui][unlock]") {
    TestApp app(screens::demo_locked());
    app.tap("unlock_help");
    CHECK(app.has("unlock_help_close"));
    CHECK_FALSE(app.has("pin_1"));
    for (const ui::DrawnText& text : app.ledger().texts)
        CHECK(text.text.find("Lies") == std::string::npos);
    app.press(ImGuiKey_Escape);
    CHECK(app.has("pin_1"));
}

TEST_CASE("where nothing was opened yet the families stand right under the search",
          "[ui][search]") {
    ui::Snapshot snapshot = at_work();
    std::erase_if(snapshot.views, [](const auto& answer) {
        return std::holds_alternative<engine::LookOpened>(answer.first);
    });
    TestApp waiting(snapshot);
    waiting.tap("rail_families");
    add_answer(snapshot, engine::LookOpened{}, engine::OpenedView{});
    TestApp app(std::move(snapshot));
    app.tap("rail_families");
    CHECK(top_of(app, "family_row_0") < top_of(waiting, "family_row_0") - 50);
}

TEST_CASE("a tablet that is empty leads to Sync", "[ui][today]") {
    ui::Snapshot snapshot = screens::demo_base();
    engine::TodayView today;
    today.has_families = GENERATE(false, true);
    const bool is_fresh = !today.has_families;
    add_answer(snapshot, engine::LookToday{}, today);
    TestApp app(std::move(snapshot));
    REQUIRE(app.has("go_to_sync") == is_fresh);
    if (!is_fresh) return;
    app.tap("go_to_sync");
    CHECK(std::holds_alternative<engine::LookSync>(app.watched().at(0)));
}

// The colours that were drawn at a corner of it.
std::vector<ui::Color> corner_colors(float x, float y) {
    std::vector<ui::Color> colors;
    const ImDrawData* data = ImGui::GetDrawData();
    for (int i = 0; i < data->CmdListsCount; ++i) {
        for (const ImDrawVert& corner : data->CmdLists[i]->VtxBuffer) {
            if (std::abs(corner.pos.x - x) < 0.1F && std::abs(corner.pos.y - y) < 0.1F)
                colors.push_back(corner.col);
        }
    }
    return colors;
}

TEST_CASE("a list goes on to the border of its card and fades into it", "[ui][steady]") {
    using enum ui::ThemeChoice;
    ui::Preferences preferences;
    preferences.theme = GENERATE(kLight, kDark, kSun);
    const ui::Color ground = ui::theme_of(preferences.theme).card;
    TestApp app(at_work(), preferences, {1024, 600, 1});
    app.tap("rail_families");
    const auto& fills = app.ledger().fills;
    const auto card = std::find_if(fills.begin(), fills.end(), [&](const ui::DrawnFill& fill) {
        return fill.color == ground && fill.rect.h > 200 && fill.rect.w > 300 && fill.rect.w < 1000;
    });
    REQUIRE(card != fills.end());
    const float bottom = card->rect.bottom();
    REQUIRE(app.ledger().fades.size() == 1);
    const ui::Rect fade = app.ledger().fades.front();
    CHECK(std::abs(fade.bottom() - bottom) < 2);
    const auto colors = corner_colors(fade.x, fade.bottom());
    CHECK(std::count(colors.begin(), colors.end(), ground) > 0);
    // The end of it keeps the card's padding.
    app.drag("family_row_1", -5000);
    app.settle();
    const auto is_under = [](const ui::Rect& each) { return each.h > 0; };
    CHECK(std::none_of(app.ledger().fades.begin(), app.ledger().fades.end(), is_under));
    float lowest = 0;
    for (const ui::DrawnText& text : app.ledger().texts)
        if (text.scroll == "family_rows") lowest = std::max(lowest, text.rect.bottom());
    CHECK(lowest < bottom - 10);
}

}  // namespace oppad::test
