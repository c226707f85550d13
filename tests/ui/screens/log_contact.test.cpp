// The Registreer page: what is written goes to disk in time, problems come back to their field,
// and a saved contact leads back to where one came from.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

ui::Snapshot blank() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    add_answer(snapshot, engine::LookLogContact{}, engine::LogContactPage{});
    return snapshot;
}

ui::Snapshot answered(std::uint64_t ticket, engine::Outcome outcome) {
    ui::Snapshot snapshot = blank();
    snapshot.outcomes.push_back({ticket, std::move(outcome)});
    return snapshot;
}

bool is_out_of_sight(const TestApp& app, std::string_view id) {
    const ui::Item* item = app.items().find(id);
    return item == nullptr || item->visible.h < item->rect.h - 1;
}

std::string due_in(int days) { return "due_" + std::to_string(days); }

void save_and_refuse(TestApp& app, Problem problem) {
    app.tap("save_contact");
    REQUIRE_FALSE(app.take_commands<engine::LogContact>().empty());
    app.show(answered(app.last_ticket, {.problems = {std::move(problem)}}));
}

}  // namespace

TEST_CASE("a draft goes to disk half a second after the last key", "[ui][draft]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("note");
    app.type("Mama vraagt hulp");
    CHECK(app.take_commands<engine::SaveDraft>().empty());
    app.pass(500ms);
    const auto kept = app.take_commands<engine::SaveDraft>();
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].draft.note == "Mama vraagt hulp");
    app.pass(2s);
    CHECK(app.take_commands<engine::SaveDraft>().empty());
}

TEST_CASE("while typing goes on a draft goes to disk every second", "[ui][draft]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("note");
    for (int i = 0; i < 10; ++i) {
        app.type("a");
        app.pass(200ms);
    }
    const auto kept = app.take_commands<engine::SaveDraft>();
    CHECK(kept.size() >= 2);
}

TEST_CASE("nothing can be saved before the draft on disk was looked for", "[ui][draft]") {
    TestApp app(screens::demo_base());
    app.tap("rail_log_contact");
    CHECK_FALSE(app.has("save_contact"));
    app.show(blank());
    CHECK(app.has("save_contact"));
}

TEST_CASE("a draft left on disk is taken up again", "[ui][draft]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_log_contact(snapshot);
    TestApp app(std::move(snapshot));
    app.tap("rail_log_contact");
    app.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.family_id == screens::demo_family());
    CHECK(logged[0].draft.themes == TextSet{"school_costs", "food"});
    CHECK(logged[0].draft.referral.has_value());
}

TEST_CASE("a family is chosen in place, or made from what was typed", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("choose_family");
    SECTION("from the list") {
        app.tap("picker_family_0");
        app.tap("save_contact");
        const auto logged = app.take_commands<engine::LogContact>();
        REQUIRE(logged.size() == 1);
        CHECK(logged[0].draft.family_id == screens::demo_family());
    }
    SECTION("as a new one that no service knew") {
        app.tap("picker_search");
        app.type("Okafor");
        app.drag("picker_family_2", -400);  // "New" stands at the end of the list.
        app.pass(3s);
        app.tap("new_family");
        app.tap("known_no");
        app.tap("save_contact");
        const auto logged = app.take_commands<engine::LogContact>();
        REQUIRE(logged.size() == 1);
        CHECK(logged[0].draft.new_family_name == "Okafor");
        CHECK(logged[0].draft.known_before == false);
    }
}

TEST_CASE("a promise gets what was typed and the day that was tapped", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("next_follow_up");
    app.tap("follow_up_what");
    app.type("terugbellen");
    app.tap("due_1");
    app.tap("channel_phone");
    app.tap("part_done");
    app.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    REQUIRE(logged[0].draft.follow_up.has_value());
    const Day today = day_of(screens::demo_now(), screens::demo_offset());
    CHECK(logged[0].draft.follow_up->what == "terugbellen");
    CHECK(logged[0].draft.follow_up->due_day == add_days(today, 1));
    CHECK(logged[0].draft.follow_up->channel == Channel::kPhone);
}

TEST_CASE("a promise may be for any day of six weeks", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("next_follow_up");
    app.tap("follow_up_what");
    app.type("terugbellen");
    int days_ahead = 0;
    SECTION("each of the coming seven") {
        days_ahead = GENERATE(1, 2, 3, 4, 5, 6, 7);
        if (days_ahead == 7) app.tap("due_1");  // A week is proposed.
        app.tap(due_in(days_ahead));
    }
    SECTION("in two weeks, or a month") {
        days_ahead = GENERATE(14, 30);
        app.tap(due_in(days_ahead));
    }
    SECTION("another, which then stays in sight") {
        days_ahead = 40;
        CHECK_FALSE(app.has(due_in(days_ahead)));
        app.tap("more_days");
        app.scroll_to(due_in(days_ahead));
        app.tap(due_in(days_ahead));
        app.tap("part_done");
        app.tap("rail_today");
        app.tap("rail_log_contact");
        app.tap("next_follow_up");
        CHECK(app.has(due_in(days_ahead)));
    }
    app.tap("part_done");
    app.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    REQUIRE(logged[0].draft.follow_up.has_value());
    const Day today = day_of(screens::demo_now(), screens::demo_offset());
    CHECK(logged[0].draft.follow_up->due_day == add_days(today, days_ahead));
}

TEST_CASE("a promise may be for any day that is typed", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("next_follow_up");
    app.tap("follow_up_what");
    app.type("terugbellen");
    app.tap("more_days");
    app.tap("due_other_day");
    app.type("1/9/2027");
    const Day day{std::chrono::year{2027} / 9 / 1};
    const Day today = day_of(screens::demo_now(), screens::demo_offset());
    const std::string chip = due_in(days_between(today, day));
    std::optional<Day> expected = day;
    SECTION("which then stays in sight") {
        app.scroll_to(chip);
        CHECK(app.has(chip));
    }
    SECTION("until another is tapped") {
        app.scroll_to("due_1");
        app.tap("due_1");
        CHECK_FALSE(app.has(chip));
        expected = add_days(today, 1);
    }
    app.tap("part_done");
    app.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.follow_up->due_day == expected);
}

TEST_CASE("another day is typed with digits", "[ui][keyboard][log_contact]") {
    ui::Preferences preferences;
    preferences.keyboard_shown = ui::KeyboardShown::kAlways;
    TestApp app(blank(), preferences);
    app.tap("rail_log_contact");
    app.tap("choose_when");
    app.scroll_to("when_other_day");
    app.tap("when_other_day");
    CHECK(app.has("key_7"));
    CHECK_FALSE(app.has("key_q"));
}

TEST_CASE("the time of a contact is two taps: its hour and its quarter", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("choose_when");
    const Day today = day_of(screens::demo_now(), screens::demo_offset());
    const Instant midnight = start_of(today, screens::demo_offset());
    const auto noted = [&] {
        app.pass(1s);
        return app.take_commands<engine::SaveDraft>().back().draft.at;
    };
    app.scroll_to("when_hour_9");
    app.tap("when_hour_9");
    app.scroll_to("when_minute_45");
    app.tap("when_minute_45");
    CHECK(noted() == midnight + 9h + 45min);
    // Where a day begins early the hours before that one can be reached too.
    CHECK_FALSE(app.has("when_hour_5"));
    app.scroll_to("when_hour_7");
    app.tap("when_hour_7");
    app.tap("when_hour_6");
    CHECK(app.has("when_hour_5"));
    CHECK(noted() == midnight + 6h + 45min);
    app.tap("when_now");
    CHECK(noted() == screens::demo_now());
}

TEST_CASE("what was taken away from a contact comes back with undo", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    const auto noted = [&] {
        app.pass(1s);
        const engine::ContactDraft draft = app.take_commands<engine::SaveDraft>().back().draft;
        std::string said = draft.question + "|" + draft.signal + "|";
        if (draft.follow_up) said += "promise " + draft.follow_up->what;
        if (draft.referral) said += "referral " + draft.referral->what;
        if (draft.next_meeting) said += "meeting";
        return said;
    };
    const auto lose_and_find = [&](const char* part, const char* field) {
        app.tap(part);
        if (field != nullptr) {
            app.tap(field);
            app.type("een fiets");
        }
        const std::string before = noted();
        app.tap("part_remove");
        CHECK(noted() == "||");
        app.tap("toast_undo");
        CHECK(noted() == before);
    };
    SECTION("a promise") { lose_and_find("next_follow_up", "follow_up_what"); }
    SECTION("a referral") { lose_and_find("next_referral", "referral_what"); }
    SECTION("a question") { lose_and_find("next_question", "question_text"); }
    SECTION("a signal") { lose_and_find("next_signal", "signal_text"); }
    SECTION("a meeting") { lose_and_find("next_meeting", nullptr); }
}

TEST_CASE("a promise and a meeting that are chosen are told apart by their icons",
          "[ui][log_contact]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_log_contact(snapshot);
    TestApp app(snapshot);
    app.tap("rail_log_contact");
    app.tap("next_meeting");
    const auto icon_on = [&](const char* id) {
        const ui::Rect row = app.items().find(id)->rect;
        for (const ui::DrawnIcon& drawn : app.ledger().icons)
            if (row.contains(drawn.centre)) return drawn.icon;
        return ui::Icon::kNone;
    };
    CHECK(icon_on("next_meeting") == ui::Icon::kCalendar);
    CHECK(icon_on("next_follow_up") == ui::Icon::kFlag);
}

TEST_CASE("a saved contact leads back, and its toast takes it back", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_families");
    app.tap("rail_log_contact");
    app.tap("save_contact");
    REQUIRE(app.take_commands<engine::LogContact>().size() == 1);
    engine::UndoLogContact back;
    back.id = {screens::demo_family().raw};
    engine::Outcome outcome;
    outcome.undo = back;
    app.show(answered(app.last_ticket, outcome));
    CHECK(app.has("family_search"));
    app.tap("toast_undo");
    const auto undone = app.take_commands<engine::UndoLogContact>();
    REQUIRE(undone.size() == 1);
    CHECK(undone[0].id == back.id);
}

// It lay over the buttons of the next page, where "done" then meant "undo".
TEST_CASE("the toast of a saved contact goes with the next tap on something else",
          "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_families");
    app.tap("rail_log_contact");
    app.tap("save_contact");
    REQUIRE(app.take_commands<engine::LogContact>().size() == 1);
    engine::Outcome outcome;
    outcome.undo = engine::UndoLogContact{};
    app.show(answered(app.last_ticket, outcome));
    REQUIRE(app.has("toast_undo"));
    app.tap("rail_log_contact");
    CHECK_FALSE(app.has("toast_undo"));
}

TEST_CASE("a refused contact stays on the page, and can be saved again", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("save_contact");
    app.tap("save_contact");  // Nothing is asked twice while the answer is on its way.
    CHECK(app.take_commands<engine::LogContact>().size() == 1);
    engine::Outcome outcome;
    outcome.problems = {{ProblemCode::kMissing, "family_id"}};
    app.show(answered(app.last_ticket, outcome));
    REQUIRE(app.has("save_contact"));
    app.tap("save_contact");
    CHECK(app.take_commands<engine::LogContact>().size() == 1);
}

TEST_CASE("after a refused save, what is to be mended is in sight", "[ui][log_contact]") {
    ui::Preferences preferences;
    preferences.text_percent = 200;
    TestApp app(blank(), preferences, ui::Surface{.width = 1024, .height = 600});
    app.tap("rail_log_contact");
    app.scroll_to("next_signal");
    REQUIRE(is_out_of_sight(app, "choose_family"));
    save_and_refuse(app, {ProblemCode::kMissing, "family_id"});
    CHECK_FALSE(is_out_of_sight(app, "choose_family"));
}

TEST_CASE("a promise that lacks words opens again with what is wrong", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("next_follow_up");
    app.tap(due_in(1));
    app.tap("close_part");
    CHECK_FALSE(app.has("follow_up_what"));
    save_and_refuse(app, {ProblemCode::kMissing, "what"});
    CHECK(app.has("follow_up_what"));
    CHECK_FALSE(app.has("referral_what"));
}

TEST_CASE("what is wrong with a promise opens the promise, not a referral nobody asked for",
          "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("next_follow_up");
    app.tap("follow_up_what");
    const Problem problem =
        GENERATE(Problem{ProblemCode::kMissing, "what"}, Problem{ProblemCode::kTooLong, "what"});
    app.type(problem.code == ProblemCode::kMissing ? "  " : "veel te lang");
    app.press(ImGuiKey_Escape);
    app.tap("close_part");
    save_and_refuse(app, problem);
    CHECK(app.has("follow_up_what"));
    app.press_with_ctrl(ImGuiKey_S);
    const auto again = app.take_commands<engine::LogContact>();
    REQUIRE(again.size() == 1);
    CHECK_FALSE(again[0].draft.referral.has_value());
}

TEST_CASE("a question and a signal that are refused open where they are written",
          "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    const char* field = GENERATE("question", "signal");
    save_and_refuse(app, {ProblemCode::kTooLong, field});
    CHECK(app.has(std::string(field) + "_text"));
}

TEST_CASE("a fault that has no field of its own takes nobody to the family", "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    const char* field = GENERATE("participants", "kind");
    save_and_refuse(app, {ProblemCode::kGone, field});
    app.press(ImGuiKey_Enter);  // Would press what has the focus.
    CHECK_FALSE(app.has("picker_search"));
    CHECK(app.has("choose_family"));
    CHECK_FALSE(app.has("close_part"));
}

TEST_CASE("a refusal that comes when one is elsewhere leaves that screen alone",
          "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("save_contact");
    REQUIRE_FALSE(app.take_commands<engine::LogContact>().empty());
    app.tap("rail_families");
    SECTION("a field keeps the focus") {
        app.tap("family_search");
        app.show(answered(app.last_ticket, {.problems = {{ProblemCode::kMissing, "family_id"}}}));
        app.type("p");
        REQUIRE(app.watched().size() == 1);
        CHECK(app.watched()[0] == engine::Look{engine::LookSearch{"p"}});
    }
    SECTION("Escape leads back") {
        app.show(answered(app.last_ticket, {.problems = {{ProblemCode::kMissing, "due_day"}}}));
        app.press(ImGuiKey_Escape);
        CHECK_FALSE(app.has("family_search"));
    }
}

TEST_CASE("what was typed right before a refused save goes to disk", "[ui][draft]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("note");
    app.type("nog net");
    app.press_with_ctrl(ImGuiKey_S);
    REQUIRE(app.take_commands<engine::LogContact>().size() == 1);
    const ui::Snapshot refused =
        answered(app.last_ticket, {.problems = {{ProblemCode::kMissing, "family_id"}}});
    SECTION("by itself") {
        app.show(refused);
        app.pass(500ms);
    }
    SECTION("when the tablet is locked at once") {
        app.show(refused);
        app.tap("lock_now");
    }
    SECTION("when it is locked before the answer") { app.tap("lock_now"); }
    const auto kept = app.take_commands<engine::SaveDraft>();
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].draft.note == "nog net");
}

TEST_CASE("an answer that comes when another contact is begun leaves that one alone",
          "[ui][log_contact]") {
    TestApp app(blank());
    app.tap("rail_log_contact");
    app.tap("save_contact");
    REQUIRE(app.take_commands<engine::LogContact>().size() == 1);
    app.tap("rail_log_contact");
    app.tap("note");
    app.type("de volgende");
    engine::Outcome outcome;
    SECTION("saved") {}
    SECTION("refused") { outcome.problems = {{ProblemCode::kMissing, "due_day"}}; }
    app.show(answered(app.last_ticket, outcome));
    REQUIRE(app.has("save_contact"));
    CHECK_FALSE(app.has("follow_up_what"));
    app.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.note == "de volgende");
}

TEST_CASE("every choice of what comes next is in sight on a ten-inch tablet", "[ui][log_contact]") {
    ui::Preferences preferences;
    preferences.language = GENERATE("nl", "fr", "en");
    CAPTURE(preferences.language);
    ui::Snapshot snapshot;
    SECTION("with two of them chosen") {
        snapshot = screens::demo_base();
        screens::add_today(snapshot);
        screens::add_log_contact(snapshot);
    }
    SECTION("with none of them chosen") { snapshot = blank(); }
    TestApp app(snapshot, preferences);
    app.tap("rail_log_contact");
    for (const char* id :
         {"next_referral", "next_follow_up", "next_question", "next_meeting", "next_signal"}) {
        CAPTURE(id);
        const ui::Item* item = app.items().find(id);
        REQUIRE(item != nullptr);
        CHECK(item->visible.h >= item->rect.h - 0.5F);
    }
}

}  // namespace oppad::test
