// The Sync screen: texts of two people settled by one tap or after editing, what the hub refused,
// and nothing lost by a second tap or by an answer that says no.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

ui::Snapshot with_conflict() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_family(snapshot);
    screens::add_sync(snapshot);
    return snapshot;
}

ui::Snapshot answered(std::uint64_t ticket, engine::Outcome outcome) {
    ui::Snapshot snapshot = with_conflict();
    snapshot.outcomes.push_back({ticket, std::move(outcome)});
    return snapshot;
}

const engine::OpenConflict& conflict_of(const ui::Snapshot& snapshot) {
    return ui::find_view<engine::SyncPage>(snapshot, engine::LookSync{})->conflicts.front();
}

// A tall window, so that every card is in sight.
ui::Surface tall() { return {.width = 1280, .height = 2400}; }

// What stands on the Sync screen, all of it.
std::string words_on_screen(ui::Snapshot snapshot, const std::string& language) {
    ui::Preferences preferences;
    preferences.language = language;
    TestApp app(std::move(snapshot), preferences, tall());
    app.tap("rail_sync");
    app.settle();
    std::string words;
    for (const ui::DrawnText& text : app.ledger().texts) words += text.text + '\n';
    return words;
}

}  // namespace

TEST_CASE("how long a run still takes is said once its pace is known", "[ui][sync]") {
    ui::Snapshot snapshot = screens::demo_base();
    snapshot.sync.state = sync::SyncState::kExchanging;
    snapshot.sync.to_send_at_start = 60;
    snapshot.sync.sent_now = 10;
    TestApp app(snapshot, {}, tall());
    app.tap("rail_sync");
    const auto says = [&](std::string_view words) {
        const auto& texts = app.ledger().texts;
        return std::any_of(texts.begin(), texts.end(), [&](const ui::DrawnText& text) {
            return text.text.find(words) != std::string::npos;
        });
    };
    CHECK_FALSE(says("nog ±"));
    app.pass(std::chrono::seconds(40));
    snapshot.sync.sent_now = 30;
    app.show(snapshot);
    CHECK(says("nog ± 6"));              // A minute, and the frames in between.
    snapshot.sync.to_send_at_start = 0;  // Another run, which has nothing to send.
    snapshot.sync.sent_now = 0;
    snapshot.sync.received_now = 500;
    CHECK(says("Bezig met verzenden"));
    app.show(snapshot);
    CHECK_FALSE(says("nog ±"));
    CHECK_FALSE(says("Bezig met verzenden"));
}

TEST_CASE("how long a run still takes is told by its own pace, not by that of the run before",
          "[ui][sync]") {
    ui::Snapshot run = screens::demo_base();
    run.sync.state = sync::SyncState::kExchanging;
    run.sync.to_send_at_start = 60;
    run.sync.sent_now = 10;
    ui::Snapshot rest = run;
    rest.sync.state = GENERATE(sync::SyncState::kIdle, sync::SyncState::kWaiting);
    TestApp app(run, {}, tall());
    app.tap("rail_sync");
    const bool looks_on = GENERATE(true, false);
    if (!looks_on) app.tap("rail_today");
    app.show(rest);
    app.pass(std::chrono::hours(1));
    app.show(run);
    if (!looks_on) app.tap("rail_sync");
    app.pass(std::chrono::seconds(4));
    run.sync.sent_now = 30;
    app.show(run);
    std::string words;
    for (const ui::DrawnText& text : app.ledger().texts) words += text.text + '\n';
    CHECK(words.find("nog ± 6 s") != std::string::npos);
}

TEST_CASE("the details of a run unfold under it, and fold again", "[ui][sync]") {
    ui::Snapshot snapshot = with_conflict();
    snapshot.sync.state = sync::SyncState::kIdle;
    snapshot.sync.sent_now = 41;
    snapshot.sync.received_now = 12;
    snapshot.sync.hub_url = "https://hub.example";
    TestApp app(snapshot, {}, tall());
    app.tap("rail_sync");
    const auto shows_hub = [&] {
        const auto& texts = app.ledger().texts;
        return std::any_of(texts.begin(), texts.end(), [](const ui::DrawnText& text) {
            return text.text == "https://hub.example";
        });
    };
    CHECK_FALSE(shows_hub());
    app.tap("sync_details");
    CHECK(shows_hub());
    app.tap("sync_details");
    CHECK_FALSE(shows_hub());
}

TEST_CASE("one tap takes mine, the colleague's or both, and cites the versions that were shown",
          "[ui][sync]") {
    const ui::Snapshot snapshot = with_conflict();
    const engine::OpenConflict& conflict = conflict_of(snapshot);
    struct Way {
        const char* button;
        std::string words;
    };
    const Way way = GENERATE_COPY(Way{"conflict_0_take_0", conflict.versions[0].words},
                                  Way{"conflict_0_take_1", conflict.versions[1].words},
                                  Way{"conflict_0_take_merged", conflict.proposal});
    TestApp app(snapshot, {}, tall());
    app.tap("rail_sync");
    app.tap(way.button);
    const auto asked = app.take_commands<engine::ResolveConflict>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].key == conflict.subject.key);
    CHECK(asked[0].field == conflict.field);
    CHECK(asked[0].words == way.words);
    CHECK(asked[0].seen ==
          std::vector<VersionMark>{conflict.versions[0].mark, conflict.versions[1].mark});
}

TEST_CASE("the proposal can be edited first, and an answer that says no loses none of it",
          "[ui][sync]") {
    TestApp app(with_conflict(), {}, tall());
    app.tap("rail_sync");
    app.tap("conflict_0_edit");
    app.type(" Bel vrijdag.");
    app.tap("conflict_0_take_merged");
    auto asked = app.take_commands<engine::ResolveConflict>();
    REQUIRE(asked.size() == 1);
    const std::string words = conflict_of(with_conflict()).proposal + " Bel vrijdag.";
    CHECK(asked[0].words == words);
    engine::Outcome outcome;
    outcome.problems = {{ProblemCode::kWrittenMeanwhile, "note"}};
    app.show(answered(app.last_ticket, outcome));
    app.tap("conflict_0_take_merged");
    asked = app.take_commands<engine::ResolveConflict>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].words == words);
}

TEST_CASE("the way to edit a proposal stands under it", "[ui][sync]") {
    const ui::Surface surface = GENERATE(tall(), ui::Surface{.width = 800, .height = 4000});
    TestApp app(with_conflict(), {}, surface);
    app.tap("rail_sync");
    const ui::Item* edit = app.items().find("conflict_0_edit");
    const ui::Item* take = app.items().find("conflict_0_take_merged");
    REQUIRE((edit != nullptr && take != nullptr));
    CHECK(std::abs(edit->rect.x - take->rect.x) < 0.5F);
    CHECK(std::abs(edit->rect.w - take->rect.w) < 0.5F);
    CHECK(edit->rect.y > take->rect.bottom());
}

TEST_CASE("where something is in the way of sync there is nothing to pause", "[ui][sync]") {
    using enum sync::SyncState;
    ui::Snapshot snapshot = with_conflict();
    snapshot.sync.state = GENERATE(kNotOurHub, kOtherCertificate, kTooSlow, kWaiting, kPaused);
    const bool is_blocked = snapshot.sync.state != kWaiting && snapshot.sync.state != kPaused;
    TestApp app(snapshot, {}, tall());
    app.tap("rail_sync");
    CHECK(app.has("sync_now"));
    CHECK(app.has("sync_pause") == !is_blocked);
}

TEST_CASE("a settled conflict offers to take the other text after all", "[ui][sync]") {
    const engine::OpenConflict conflict = conflict_of(with_conflict());
    struct Way {
        const char* button;
        std::string settled;
        std::string other;
    };
    // Of both together the latest is the other: what the field said before.
    const Way way = GENERATE_COPY(
        Way{"conflict_0_take_0", conflict.versions[0].words, conflict.versions[1].words},
        Way{"conflict_0_take_1", conflict.versions[1].words, conflict.versions[0].words},
        Way{"conflict_0_take_merged", conflict.proposal, conflict.versions[0].words});
    TestApp app(with_conflict(), {}, tall());
    app.tap("rail_sync");
    app.tap(way.button);
    REQUIRE(app.take_commands<engine::ResolveConflict>().size() == 1);
    app.show(answered(app.last_ticket, {}));
    app.tap("toast_undo");
    const auto asked = app.take_commands<engine::TakeUnchosen>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].key == conflict.subject.key);
    CHECK(asked[0].field == conflict.field);
    CHECK(asked[0].settled == way.settled);
    CHECK(asked[0].words == way.other);
    app.show(answered(app.last_ticket, {}));
    CHECK(app.has("toast"));
}

TEST_CASE("what was refused goes again, is set aside, and comes back with undo", "[ui][sync]") {
    TestApp app(with_conflict(), {}, tall());
    app.tap("rail_sync");
    app.tap("refused_again_0");
    auto asked = app.take_commands<engine::SettleRefusal>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].choice == RefusalChoice::kSendAgain);
    app.tap("refused_aside_0");
    asked = app.take_commands<engine::SettleRefusal>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].choice == RefusalChoice::kSetAside);
    app.show(answered(app.last_ticket, {}));
    app.tap("toast_undo");
    asked = app.take_commands<engine::SettleRefusal>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].choice == RefusalChoice::kTakeUpAgain);
}

TEST_CASE("the text of what was refused is copied only when asked", "[ui][sync]") {
    TestApp app(with_conflict(), {}, tall());
    app.tap("rail_sync");
    ImGui::SetClipboardText("");
    app.settle();
    CHECK(std::string(ImGui::GetClipboardText()).empty());
    app.tap("refused_copy_0");
    CHECK(std::string(ImGui::GetClipboardText()) == "Oma vraagt een taalcursus voor de jongste.");
}

TEST_CASE("a record that was erased offers neither its text nor another try", "[ui][sync]") {
    ui::Snapshot snapshot = screens::demo_base();
    engine::SyncPage page;
    engine::RefusedRecord refused{.cause = RefusalCause::kErased, .words = "geheim"};
    refused.subject.key = {RecordType::kContact, RawId{{4}}};
    page.refused = {refused};
    add_answer(snapshot, engine::LookSync{}, page);
    TestApp app(snapshot, {}, tall());
    app.tap("rail_sync");
    CHECK(app.has("refused_aside_0"));
    CHECK_FALSE(app.has("refused_copy_0"));
    CHECK_FALSE(app.has("refused_again_0"));
}

TEST_CASE("whatever holds sync up has words of its own, and no spinner", "[ui][sync]") {
    using enum sync::SyncState;
    const std::string language = GENERATE("nl", "fr", "en");
    std::set<std::string> said;
    std::size_t states = 0;
    for (const sync::SyncState state :
         {kIdle, kWaiting, kPaused, kDeviceRefused, kDeviceUnknown, kHubOtherVersion, kNotOurHub,
          kOtherCertificate, kAltered, kTooSlow, kNoSpace, kClockUnknown}) {
        ui::Snapshot snapshot = with_conflict();
        snapshot.sync.state = state;
        snapshot.sync.next_try_at.reset();
        INFO(static_cast<int>(state));
        CHECK(said.insert(words_on_screen(snapshot, language)).second);
        TestApp app(snapshot, {}, tall());
        app.tap("rail_sync");
        app.pass(std::chrono::seconds{5});
        CHECK_FALSE(app.wants_to_draw());
        ++states;
    }
    CHECK(said.size() == states);
}

TEST_CASE("whatever the hub refuses a record for has a sentence of its own", "[ui][sync]") {
    using enum RefusalCause;
    const std::string language = GENERATE("nl", "fr", "en");
    std::set<std::string> said;
    for (const RefusalCause cause : {kUnknown, kOutOfScope, kNotAllowed, kInvalid, kErased}) {
        ui::Snapshot snapshot = screens::demo_base();
        engine::SyncPage page;
        engine::RefusedRecord refused{.cause = cause, .words = {}};
        refused.subject.key = {RecordType::kContact, RawId{{4}}};
        page.refused = {refused};
        add_answer(snapshot, engine::LookSync{}, page);
        INFO(static_cast<int>(cause));
        CHECK(said.insert(words_on_screen(snapshot, language)).second);
    }
}

TEST_CASE("every choice of the sync screen is a finger wide in every size and language",
          "[ui][sync]") {
    const ui::Surface surface = GENERATE(ui::Surface{.width = 1280, .height = 2400},
                                         ui::Surface{.width = 800, .height = 4000});
    const int percent = GENERATE(100, 200);
    const std::string language = GENERATE("nl", "fr", "en");
    ui::Preferences preferences;
    preferences.text_percent = percent;
    preferences.language = language;
    TestApp app(with_conflict(), preferences, surface);
    app.tap("rail_sync");
    for (const char* id :
         {"conflict_0_take_0", "conflict_0_take_1", "conflict_0_take_merged", "conflict_0_edit",
          "refused_again_0", "refused_copy_0", "refused_aside_0", "refused_open_0"}) {
        INFO(id);
        const ui::Item* item = app.items().find(id);
        REQUIRE(item != nullptr);
        CHECK(item->rect.h >= 48);
        CHECK(item->rect.w >= 48);
        CHECK(item->rect.right() <= static_cast<float>(surface.width));
    }
}

namespace {

// A second text that two people wrote, in another field of the same record.
ui::Snapshot with_two_conflicts() {
    ui::Snapshot snapshot = with_conflict();
    engine::SyncPage page = *ui::find_view<engine::SyncPage>(snapshot, engine::LookSync{});
    page.conflicts.push_back(page.conflicts.front());
    page.conflicts.back().subject.key.id.bytes[0] ^= 1;
    std::erase_if(snapshot.views, [](const auto& one) {
        return std::holds_alternative<engine::LookSync>(one.first);
    });
    add_answer(snapshot, engine::LookSync{}, page);
    return snapshot;
}

void write_over(TestApp& app, const char* edit, std::string_view words) {
    app.tap(edit);
    app.tap("conflict_words");
    app.press_with_ctrl(ImGuiKey_A);
    app.type(words);
}

std::string taken(TestApp& app, const char* button) {
    app.take();
    app.tap(button);
    const auto asked = app.take_commands<engine::ResolveConflict>();
    REQUIRE(asked.size() == 1);
    return asked[0].words;
}

}  // namespace

TEST_CASE("words of one's own that a tap took off the screen come back with another",
          "[ui][sync]") {
    ui::Preferences preferences;
    preferences.keyboard_shown = ui::KeyboardShown::kNever;
    TestApp app(with_two_conflicts(), preferences, tall());
    app.tap("rail_sync");
    write_over(app, "conflict_0_edit", "Mama belt zelf");
    SECTION("by no longer writing") {
        app.tap("conflict_0_edit");
        CHECK_FALSE(app.has("conflict_words"));
        app.tap("toast_undo");
        CHECK(taken(app, "conflict_0_take_merged") == "Mama belt zelf");
    }
    SECTION("by writing in another text, whose words come back too") {
        app.tap("conflict_1_edit");
        app.tap("conflict_words");
        app.press_with_ctrl(ImGuiKey_A);
        app.type("Papa niet");
        app.tap("conflict_0_edit");
        app.tap("toast_undo");
        CHECK(taken(app, "conflict_1_take_merged") == "Papa niet");
    }
    SECTION("by writing in another text, at once") {
        app.tap("conflict_1_edit");
        app.tap("toast_undo");
        CHECK(taken(app, "conflict_0_take_merged") == "Mama belt zelf");
    }
}

TEST_CASE("of a proposal that was left as it was nothing is offered back", "[ui][sync]") {
    TestApp app(with_two_conflicts(), {}, tall());
    app.tap("rail_sync");
    app.tap("conflict_0_edit");
    app.tap("conflict_0_edit");
    CHECK_FALSE(app.has("toast_undo"));
}

TEST_CASE("Ctrl and S take the text that is being written for a conflict", "[ui][sync][keys]") {
    TestApp app(with_conflict(), {}, tall());
    app.tap("rail_sync");
    app.press_with_ctrl(ImGuiKey_S);
    CHECK(app.take_commands<engine::ResolveConflict>().empty());
    app.tap("conflict_0_edit");
    app.type(" Bel vrijdag.");
    app.press_with_ctrl(ImGuiKey_S);
    app.press_with_ctrl(ImGuiKey_S);  // Nothing is asked twice while the answer is on its way.
    const auto asked = app.take_commands<engine::ResolveConflict>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].words == conflict_of(with_conflict()).proposal + " Bel vrijdag.");
}

}  // namespace oppad::test
