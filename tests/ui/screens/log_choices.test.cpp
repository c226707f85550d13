// What is chosen on the Registreer page for who it was with, and for when something is promised.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <optional>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

ui::Snapshot blank() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    add_answer(snapshot, engine::LookLogContact{}, engine::LogContactPage{});
    return snapshot;
}

const ui::DrawnText* find_words(const TestApp& app, std::string_view part) {
    for (const ui::DrawnText& text : app.ledger().texts)
        if (text.text.find(part) != std::string::npos) return &text;
    return nullptr;
}

}  // namespace

TEST_CASE("a promise is told by its day first, then by what it is", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("next_follow_up");
    app.tap("due_1");
    app.tap("follow_up_what");
    app.type("terugbellen");
    app.tap("part_done");
    const ui::DrawnText* remark = find_words(app, " · terugbellen");
    REQUIRE(remark != nullptr);
    CHECK(remark->text.starts_with("Di 24/11 · terugbellen"));
}

TEST_CASE("what opens a form bears a plus, what is only said is no hint", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    for (const char* id : {"next_follow_up", "next_question", "next_signal"}) {
        INFO(id);
        const ui::Item* chip = app.items().find(id);
        REQUIRE(chip != nullptr);
        const auto& icons = app.ledger().icons;
        CHECK(std::any_of(icons.begin(), icons.end(), [&](const ui::DrawnIcon& drawn) {
            return drawn.icon == ui::Icon::kAdd && chip->rect.contains(drawn.centre);
        }));
    }
    const ui::DrawnText* where = find_words(app, "Bij het gezin thuis");
    REQUIRE(where != nullptr);
    CHECK(where->color == ui::theme_of(ui::ThemeChoice::kLight).ink);
}

TEST_CASE("whether a new family was known is not said of another that is chosen instead",
          "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("choose_family");
    app.tap("picker_search");
    app.type("Okafor");
    app.scroll_to("new_family");
    app.tap("new_family");
    app.tap("known_no");
    std::optional<bool> expected;
    SECTION("from the list") {
        app.tap("choose_family");
        app.tap("picker_family_0");
    }
    SECTION("but of one that turns out to be the same") {
        ui::Snapshot snapshot = blank();
        for (const engine::Look& look : app.watched())
            if (const auto* similar = std::get_if<engine::LookSimilarFamilies>(&look))
                screens::add_similar(snapshot, *similar);
        app.show(std::move(snapshot));
        app.tap("same_family_0");
        expected = false;
    }
    app.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.family_id.has_value());
    CHECK(logged[0].draft.known_before == expected);
}

TEST_CASE("a family that is made in place is called by its name alone", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("choose_family");
    app.tap("picker_search");
    SECTION("with a capital, without where they live") {
        app.type("okonkwo mol");
        app.scroll_to("new_family");
        app.tap("new_family");
        app.tap("save_contact");
        const auto logged = app.take_commands<engine::LogContact>();
        REQUIRE(logged.size() == 1);
        CHECK(logged[0].draft.new_family_name == "Okonkwo");
    }
    SECTION("which a phone number is not") {
        app.type("0470 12 34 56");
        CHECK_FALSE(app.has("new_family"));
    }
}

TEST_CASE("a referral of a contact asks whether the family agrees", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("next_referral");
    app.tap("referral_what");
    app.type("voedselpakket");
    app.press(ImGuiKey_Escape);
    app.scroll_to("referral_agreed");
    CHECK_FALSE(app.has("introduction_1"));
    const bool agrees = GENERATE(false, true);
    if (agrees) {
        app.tap("referral_agreed");
        app.scroll_to("introduction_1");
        app.tap("introduction_1");
    }
    app.tap("part_done");
    app.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    REQUIRE(logged[0].draft.referral);
    CHECK(logged[0].draft.referral->consented == agrees);
    CHECK((logged[0].draft.referral->introduction == Introduction::kCalled) == agrees);
    ui::Snapshot refused = blank();
    refused.outcomes.push_back(
        {app.last_ticket, {.problems = {{ProblemCode::kWrongOrder, "consented"}}}});
    app.show(std::move(refused));
    CHECK(app.has("referral_what"));  // Where it can be said.
}

TEST_CASE("a promise is for a day in a week until another is chosen", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("next_follow_up");
    const Day today = day_of(screens::demo_now(), screens::demo_offset());
    const auto promised = [&] {
        app.tap("part_done");
        app.tap("save_contact");
        const auto logged = app.take_commands<engine::LogContact>();
        REQUIRE(logged.size() == 1);
        REQUIRE(logged[0].draft.follow_up.has_value());
        return logged[0].draft.follow_up->due_day;
    };
    SECTION("once it is begun") {
        app.tap("follow_up_what");
        app.type("terugbellen");
        CHECK(promised() == add_days(today, 7));
    }
    SECTION("and has none where that is taken off") {
        app.tap("follow_up_what");
        app.type("terugbellen");
        app.tap("due_7");
        app.tap("follow_up_what");
        app.type("!");
        CHECK(promised() == std::nullopt);
    }
    SECTION("and is no promise when its words are taken away") {
        app.tap("follow_up_what");
        app.type("t");
        app.press(ImGuiKey_Backspace);
        CHECK(promised() == std::nullopt);
    }
    SECTION("which is chosen before the words") {
        app.tap("due_1");
        app.tap("follow_up_what");
        app.type("terugbellen");
        CHECK(promised() == add_days(today, 1));
    }
}

TEST_CASE("all six usual kinds are on the page, also in large letters on a low screen",
          "[ui][log_contact]") {
    ui::Preferences large;
    large.text_percent = 150;
    large.language = GENERATE("nl", "fr", "en");
    TestApp app(blank(), large, {.width = 1024, .height = 600});
    app.tap("rail_log_contact");
    for (const char* id : {"kind_home_visit", "kind_school_contact", "kind_phone_call",
                           "kind_sit_day", "kind_group_moment", "kind_neutral_ground"}) {
        INFO(large.language << ' ' << id);
        REQUIRE(app.has(id));
        const ui::Item& kind = *app.items().find(id);
        CHECK(kind.visible.h > kind.rect.h - 1);
    }
    CHECK(app.has("kinds_more"));
}

TEST_CASE("a list that is searched says when nothing is found", "[ui][log_contact]") {
    const bool is_place = GENERATE(false, true);
    const std::string query = is_place ? "xyz" : "0470";  // No name, so no new family.
    ui::Snapshot snapshot = blank();
    TestApp app(snapshot);
    const auto says_so = [&app] {
        const auto& texts = app.ledger().texts;
        return std::any_of(texts.begin(), texts.end(), [](const ui::DrawnText& text) {
            return text.text == "Niets gevonden dat erop lijkt";
        });
    };
    app.tap("rail_log_contact");
    app.tap(is_place ? "choose_place" : "choose_family");
    app.tap("picker_search");
    app.type(query);
    CHECK_FALSE(says_so());  // It is still looked for.
    if (is_place)
        add_answer(snapshot, engine::LookPlaces{query}, engine::PlacesView{.query = query});
    else
        add_answer(snapshot, engine::LookFamilies{query}, engine::FamiliesView{.query = query});
    app.show(std::move(snapshot));
    CHECK(says_so());
}

TEST_CASE("the button of every screen begins about the family or school whose page is shown",
          "[ui][log_contact]") {
    ui::Snapshot snapshot = blank();
    screens::add_family(snapshot);
    screens::add_places(snapshot);
    TestApp app(std::move(snapshot));
    const auto begun = [&] {
        app.tap("save_contact");
        const auto logged = app.take_commands<engine::LogContact>();
        REQUIRE(logged.size() == 1);
        return logged[0].draft;
    };
    const auto open_family = [&] {
        app.tap("rail_families");
        app.tap("family_row_0");
        REQUIRE(app.has("log_contact_family"));
    };
    SECTION("a family") {
        open_family();
        app.tap("rail_log_contact");
        CHECK(begun().family_id == screens::demo_family());
    }
    SECTION("nobody, from a list") {
        app.tap("rail_families");
        app.tap("rail_log_contact");
        CHECK_FALSE(begun().family_id);
    }
    SECTION("what is being written first, whatever was looked up meanwhile") {
        app.tap("rail_log_contact");
        app.tap("note");
        app.type("Van een ander");
        open_family();
        app.tap("rail_log_contact");
        const engine::ContactDraft draft = begun();
        CHECK_FALSE(draft.family_id);
        CHECK(draft.note == "Van een ander");
    }
}

}  // namespace oppad::test
