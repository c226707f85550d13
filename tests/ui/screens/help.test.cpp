// What Op Pad says of itself: the tour of the first day, help where one is, and who and what the
// settings name.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string_view>
#include <vector>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

struct OwnHelp {
    std::vector<const char*> way;
    const char* begins;  // In Dutch.
};

// Of each screen, and how it begins.
std::vector<OwnHelp> own_helps() {
    return {{{}, "In je agenda tik je op Start"},
            {{"rail_log_contact"}, "Kies soort en gezin"},
            {{"rail_families"}, "Zoek op naam, straat"},
            {{"rail_families", "family_row_0"}, "Bovenaan staat waar je op"},
            {{"rail_places"}, "Bij elke school staat"},
            {{"rail_places", "place_row_0"}, "Met Plan een afspraak zet je"},
            {{"rail_follow_ups"}, "Alles wat nog een antwoord"},
            {{"rail_sync"}, "Je hoeft hier niets te doen"},
            {{"rail_sync", "settings"}, "Wat je hier kiest, geldt"}};
}

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_family(snapshot);
    screens::add_log_contact(snapshot);
    return snapshot;
}

bool shows(const TestApp& app, const std::string& words) {
    const auto& texts = app.ledger().texts;
    return std::any_of(texts.begin(), texts.end(), [&](const ui::DrawnText& text) {
        return text.text.find(words) != std::string::npos;
    });
}

bool was_seen_kept(TestApp& app) {
    bool kept = false;
    for (const ui::Intent& intent : app.take()) {
        if (const auto* save = std::get_if<ui::SavePreferences>(&intent))
            kept = save->preferences.tour_seen;
    }
    return kept;
}

}  // namespace

TEST_CASE("four cards greet whoever opens the tablet for the first time, once", "[ui][tour]") {
    TestApp app(screens::demo_locked(), {}, {}, Greeted::kNo);
    CHECK_FALSE(app.has("tour_next"));
    app.show(at_work());
    CHECK_FALSE(app.has("rail_log_contact"));
    for (int card = 0; card < 3; ++card) app.tap("tour_next");
    app.tap("tour_back");
    app.tap("tour_next");
    CHECK_FALSE(app.has("tour_skip"));
    app.tap("tour_next");
    CHECK(app.has("rail_log_contact"));
    CHECK(was_seen_kept(app));
    app.show(screens::demo_locked());
    app.show(at_work());
    CHECK_FALSE(app.has("tour_next"));
}

TEST_CASE("the tour can be skipped, also by Escape, and read in another language", "[ui][tour]") {
    TestApp app(at_work(), {}, {}, Greeted::kNo);
    app.tap("language_fr");
    CHECK(shows(app, "Note là où tu es"));
    SECTION("by a tap") { app.tap("tour_skip"); }
    SECTION("by Escape") { app.press(ImGuiKey_Escape); }
    CHECK(app.has("rail_log_contact"));
    CHECK(was_seen_kept(app));
}

TEST_CASE("a tour right after the set-up does not ask the language again", "[ui][tour]") {
    ui::Snapshot fresh;
    fresh.lock = ui::LockState::kNoStore;
    TestApp app(std::move(fresh), {}, {}, Greeted::kNo);
    CHECK(app.has("language_fr"));
    app.show(at_work());
    CHECK(app.has("tour_next"));
    CHECK_FALSE(app.has("language_fr"));
    app.tap("tour_skip");
    app.tap("help");
    app.tap("tour_again");
    CHECK(app.has("language_fr"));
}

TEST_CASE("the points of help do not look like rows to tap", "[ui][help]") {
    TestApp app(at_work());
    app.tap("help");
    const auto& icons = app.ledger().icons;
    CHECK(std::none_of(icons.begin(), icons.end(), [](const ui::DrawnIcon& drawn) {
        return drawn.icon == ui::Icon::kChevronRight;
    }));
}

TEST_CASE("a tour that the lock broke off begins again", "[ui][tour]") {
    TestApp app(at_work(), {}, {}, Greeted::kNo);
    app.tap("tour_next");
    app.show(screens::demo_locked());
    app.show(at_work());
    CHECK(app.has("tour_skip"));
}

TEST_CASE("each screen opens its own help and no other's", "[ui][help]") {
    // Upright a school's page stands alone.
    const ui::Surface surface = GENERATE(ui::Surface{800, 1280, 1}, ui::Surface{1280, 800, 1});
    const bool is_beside = surface.width > surface.height;
    ui::Snapshot work = at_work();
    screens::add_places(work);
    screens::add_place(work);
    const std::vector<OwnHelp> helps = own_helps();
    // Where a school's page stands beside the list, one is on both.
    const auto is_of_places = [&](const OwnHelp& help) {
        return is_beside && !help.way.empty() && help.way[0] == std::string_view("rail_places");
    };
    for (std::size_t i = 0; i < helps.size(); ++i) {
        INFO(helps[i].begins << " on " << surface.width);
        TestApp app(work, {}, surface);
        for (const char* id : helps[i].way) app.tap(id);
        app.tap("help");
        for (std::size_t j = 0; j < helps.size(); ++j) {
            INFO(helps[j].begins);
            const bool is_due = i == j || (is_of_places(helps[i]) && is_of_places(helps[j]));
            CHECK(shows(app, helps[j].begins) == is_due);
        }
    }
}

TEST_CASE("the lock has its own help", "[ui][help]") {
    TestApp app(screens::demo_locked());
    app.tap("unlock_help");
    CHECK(shows(app, "Tik je pincode en dan de pijl"));
    for (const OwnHelp& other : own_helps()) CHECK_FALSE(shows(app, other.begins));
}

TEST_CASE("help says what its screen is for and leaves everything on it as it was", "[ui][help]") {
    TestApp app(at_work());
    app.tap("rail_families");
    app.tap("family_row_0");
    app.tap("edit_family");
    app.tap("panel_name");
    app.type("Nieuwe naam");
    app.press(ImGuiKey_Escape);
    app.tap("help");
    CHECK(shows(app, "Delen toegestaan"));
    CHECK_FALSE(app.has("panel_name"));
    SECTION("back by the arrow") { app.tap("go_back"); }
    SECTION("back by Escape") { app.press(ImGuiKey_Escape); }
    CHECK(app.has("panel_name"));
    CHECK(shows(app, "Nieuwe naam"));
}

TEST_CASE("help shows the tour again and leads to the settings", "[ui][help]") {
    TestApp app(at_work());
    app.tap("help");
    app.tap("tour_again");
    app.tap("tour_skip");
    CHECK(app.has("tour_again"));
    app.tap("help_settings");
    CHECK(app.has("hand_left"));
    app.tap("rail_today");
    CHECK_FALSE(app.has("tour_again"));
}

TEST_CASE("the settings name person, organisation, version and what Op Pad is built with",
          "[ui][settings]") {
    TestApp app(at_work(), {}, {1280, 2400, 1});
    app.tap("rail_sync");
    app.tap("settings");
    for (const char* words : {"Lies · outreacher", "Outreach gemeente Mol", "Op Pad " OPPAD_VERSION,
                              "Mozilla Public License 2.0", "SQLCipher (BSD-3-Clause)"}) {
        INFO(words);
        CHECK(shows(app, words));
    }
}

TEST_CASE("what was mended on the first screen is not asked for again", "[ui][set_up]") {
    ui::Snapshot fresh;
    fresh.lock = ui::LockState::kNoStore;
    TestApp app(std::move(fresh));
    app.tap("set_up_begin");
    CHECK(shows(app, "Vul je naam in."));
    app.tap("set_up_name");
    app.type("Lies");
    CHECK_FALSE(shows(app, "Vul je naam in."));
}

TEST_CASE("Ctrl and S save nothing that help lies over", "[ui][help][keys]") {
    TestApp app(at_work());
    app.tap("rail_log_contact");
    app.tap("help");
    app.press_with_ctrl(ImGuiKey_S);
    CHECK(app.take_commands<engine::LogContact>().empty());
    app.press(ImGuiKey_Escape);
    app.press_with_ctrl(ImGuiKey_S);
    CHECK(app.take_commands<engine::LogContact>().size() == 1);
}

}  // namespace oppad::test
