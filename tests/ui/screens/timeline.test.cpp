// A long history on a family's page: laid out in pieces, and only where it is seen.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"
#include "ui/screens/app_state.h"

namespace oppad::test {

namespace {

constexpr std::size_t kItems = 600;

// The demo's family with many contacts of one line up to a dozen.
ui::Snapshot long_history(std::size_t items) {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_families(snapshot, "");
    screens::add_family(snapshot);
    for (auto& [look, view] : snapshot.views) {
        const auto* page = std::get_if<engine::FamilyPage>(view.get());
        if (page == nullptr) continue;
        engine::FamilyPage longer = *page;
        const std::size_t own = longer.timeline.size();
        REQUIRE(own > 0);
        while (longer.timeline.size() < items) {
            engine::TimelineItem item = longer.timeline[longer.timeline.size() % own];
            for (std::size_t i = 0; i < longer.timeline.size() * 7 % 12; ++i)
                item.text += " Samen de brief van de school gelezen en beantwoord.";
            longer.timeline.push_back(std::move(item));
        }
        view = std::make_shared<const engine::View>(std::move(longer));
    }
    return snapshot;
}

ui::Snapshot long_history() { return long_history(kItems); }

// The demo's family with one question, in that state.
ui::Snapshot one_question(QuestionState state) {
    ui::Snapshot snapshot = long_history();
    for (auto& [look, view] : snapshot.views) {
        const auto* page = std::get_if<engine::FamilyPage>(view.get());
        if (page == nullptr) continue;
        engine::FamilyPage changed = *page;
        std::erase_if(changed.timeline, [](const engine::TimelineItem& item) {
            return item.kind != engine::TimelineKind::kQuestion;
        });
        changed.timeline.resize(1);
        changed.timeline[0].question_state = state;
        changed.open_items.clear();
        view = std::make_shared<const engine::View>(std::move(changed));
    }
    return snapshot;
}

// … of which only the contacts are on the page, and `older` events are not.
ui::Snapshot contacts_alone(int older) {
    ui::Snapshot snapshot = long_history();
    for (auto& [look, view] : snapshot.views) {
        const auto* page = std::get_if<engine::FamilyPage>(view.get());
        if (page == nullptr) continue;
        engine::FamilyPage contacts = *page;
        auto& items = contacts.timeline;
        std::erase_if(items, [](const engine::TimelineItem& item) {
            return item.kind != engine::TimelineKind::kContact;
        });
        items.resize(3);
        contacts.timeline_total = static_cast<int>(items.size()) + older;
        view = std::make_shared<const engine::View>(std::move(contacts));
    }
    return snapshot;
}

// The words on the screen, one after the other.
std::string words_of(const TestApp& app) {
    std::string words;
    for (const ui::DrawnText& text : app.ledger().texts) words += text.text + ' ';
    return words;
}

void open_history(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_row_0");
    REQUIRE(app.has("timeline_filter"));
}

// From what unfolds beside the title.
void show_alone(TestApp& app, std::string_view id) {
    app.scroll_to(id);
    app.tap(id);
}

void scroll(TestApp& app, float steps) {
    ImGui::GetIO().AddMousePosEvent(900, 500);
    ImGui::GetIO().AddMouseWheelEvent(0, steps);
    app.settle();
}

// Where every corner of what was drawn stands.
std::vector<ImVec2> drawn() {
    std::vector<ImVec2> corners;
    const ImDrawData* all = ImGui::GetDrawData();
    for (int i = 0; i < all->CmdListsCount; ++i) {
        for (const ImDrawVert& corner : all->CmdLists[i]->VtxBuffer) corners.push_back(corner.pos);
    }
    return corners;
}

void check_same(const std::vector<ImVec2>& a, const std::vector<ImVec2>& b) {
    REQUIRE(a.size() == b.size());
    float furthest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        furthest = std::max(furthest, std::abs(a[i].x - b[i].x) + std::abs(a[i].y - b[i].y));
    }
    CHECK(furthest <= 1.01F);  // A length added up in another order may round to the next pixel.
}

}  // namespace

TEST_CASE("a question that is no longer needed is not told as answered", "[ui][timeline]") {
    TestApp app(one_question(QuestionState::kClosed));
    app.tap("rail_families");
    app.tap("family_row_0");
    CHECK(words_of(app).find("Niet meer nodig") != std::string::npos);
    CHECK(words_of(app).find("Beantwoord") == std::string::npos);
}

TEST_CASE("a long timeline looks the same laid out again and from what was kept",
          "[ui][timeline]") {
    TestApp app(long_history());
    open_history(app);
    for (const float steps : {-1.0F, -40.0F, -2000.0F, 35.0F}) {
        scroll(app, steps);
        app.settle();
        const std::vector<ImVec2> kept = drawn();
        app.show(long_history());  // Another view of the same: nothing that was kept holds.
        app.settle();
        check_same(kept, drawn());
    }
}

TEST_CASE("what a frame draws follows what is seen, not how long the history is",
          "[ui][timeline]") {
    const auto drawn_of = [](std::size_t items) {
        TestApp app(long_history(items));
        open_history(app);
        std::vector<std::size_t> counts;
        for (const float steps : {0.0F, -40.0F, -400.0F}) {
            scroll(app, steps);
            counts.push_back(app.ledger().texts.size());
            counts.push_back(app.ledger().fills.size());
            counts.push_back(app.items().items().size());
        }
        return counts;
    };
    constexpr std::size_t kSeenMax = 150;
    for (const std::size_t count : drawn_of(1000)) CHECK(count < kSeenMax);
    CHECK(drawn_of(1000) == drawn_of(300));
}

TEST_CASE("a filter hides items and gives their room away", "[ui][timeline]") {
    TestApp app(long_history());
    open_history(app);
    show_alone(app, "timeline_all");
    const std::vector<ImVec2> all = drawn();
    show_alone(app, "timeline_referrals");
    const std::vector<ImVec2> referrals = drawn();
    CHECK(referrals.size() != all.size());
    show_alone(app, "timeline_all");
    check_same(all, drawn());
}

TEST_CASE("what is shown alone is asked for, and that there is nothing said only when it is known",
          "[ui][timeline]") {
    const auto [button, kind] =
        GENERATE(std::pair{"timeline_referrals", engine::TimelineKind::kReferral},
                 std::pair{"timeline_questions", engine::TimelineKind::kQuestion},
                 std::pair{"timeline_promises", engine::TimelineKind::kFollowUp});
    ui::Snapshot snapshot = contacts_alone(1500);
    TestApp app(snapshot);
    open_history(app);
    show_alone(app, button);
    const engine::Look asked{engine::LookFamily{.id = screens::demo_family(), .only = kind}};
    CHECK(std::find(app.watched().begin(), app.watched().end(), asked) != app.watched().end());
    CHECK(words_of(app).find("Van deze soort") == std::string::npos);
    CHECK(words_of(app).find("Even kijken") != std::string::npos);
    engine::FamilyPage answer = *ui::find_family_page(snapshot, screens::demo_family());
    answer.timeline.clear();
    answer.timeline_only = kind;
    answer.timeline_total = 0;
    SECTION("nothing") {
        add_answer(snapshot, asked, answer);
        app.show(snapshot);
        CHECK(words_of(app).find("Van deze soort") != std::string::npos);
        CHECK_FALSE(app.has("timeline_older"));
    }
    SECTION("some, older than all that the page held") {
        answer.timeline = {{.kind = kind, .text = "van lang geleden"}};
        answer.timeline_total = 1;
        add_answer(snapshot, asked, answer);
        app.show(snapshot);
        CHECK(words_of(app).find("geleden") != std::string::npos);
    }
}

TEST_CASE("another family shows all that was done, whatever was chosen for the one before",
          "[ui][timeline]") {
    TestApp app(contacts_alone(0));
    open_history(app);
    show_alone(app, "timeline_referrals");
    REQUIRE_FALSE(app.has("timeline_more_0"));
    app.tap("rail_families");
    app.tap("family_row_1");
    app.tap("rail_families");
    app.tap("family_row_0");
    CHECK(app.has("timeline_more_0"));
}

TEST_CASE("one comes back to a family, and finds nothing there that was chosen for another",
          "[ui][timeline]") {
    const auto page_of = [](std::uint8_t number) {
        return ui::Stop{
            .screen = ui::ScreenName::kFamily, .family_id = {RawId{{number}}}, .place_id = {}};
    };
    ui::AppState state;
    ui::open_stop(state, page_of(1));
    const std::vector<ui::Stop> way = state.stops;
    state.family.shows_ended = true;
    ui::open_stop(state, {.screen = ui::ScreenName::kSettings, .family_id = {}, .place_id = {}});
    ui::go_back(state);
    CHECK(state.family.shows_ended);
    ui::open_stop(state, page_of(2));
    state.family.only = engine::TimelineKind::kReferral;
    state.family.shows_safety = true;
    SECTION("by going back") { ui::go_back(state); }
    SECTION("with a form that comes back") { ui::return_to(state, way); }
    REQUIRE(state.here().is_page_of(page_of(1)));
    CHECK_FALSE(state.family.only);
    CHECK_FALSE(state.family.shows_safety);
}

TEST_CASE("older events than a page holds are asked for by a tap, and nothing moves",
          "[ui][timeline]") {
    TestApp app(contacts_alone(1500));
    open_history(app);
    app.scroll_to("timeline_older");
    const float before = app.items().find("timeline_more_2")->rect.y;
    app.tap("timeline_older");
    const engine::Look more{engine::LookFamily{.id = screens::demo_family(),
                                               .timeline_max = 3 + engine::kTimelineStep}};
    CHECK(std::find(app.watched().begin(), app.watched().end(), more) != app.watched().end());
    CHECK(app.has("timeline_more_2"));  // What is here stays while they are on their way.
    ui::Snapshot longer = contacts_alone(500);
    for (auto& [look, view] : longer.views) {
        const auto* page = std::get_if<engine::FamilyPage>(view.get());
        if (page == nullptr) continue;
        look = more;
        engine::FamilyPage whole = *page;
        whole.timeline.resize(1003, whole.timeline.back());
        whole.timeline_total = 1503;
        view = std::make_shared<const engine::View>(std::move(whole));
    }
    app.show(longer);
    CHECK(app.items().find("timeline_more_2")->rect.y == before);
    CHECK(app.has("timeline_more_3"));
}

}  // namespace oppad::test
