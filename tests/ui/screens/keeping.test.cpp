// What the disk refuses to keep: it is never called kept, it is tried again, and no words go with
// a page or a form that was left meanwhile.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/forms.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_guarded_family(snapshot);
    screens::add_history(snapshot);
    add_answer(snapshot, engine::LookLogContact{}, engine::LogContactPage{});
    return snapshot;
}

void answer(TestApp& app, std::uint64_t ticket, engine::Outcome outcome) {
    ui::Snapshot snapshot = at_work();
    snapshot.outcomes.push_back({ticket, std::move(outcome)});
    app.show(std::move(snapshot));
}

engine::Outcome disk_full() {
    engine::Outcome outcome;
    outcome.error = Error{ErrorCode::kDiskFull, "the disk is full"};
    return outcome;
}

bool says(const TestApp& app, std::string_view words) {
    const auto& texts = app.ledger().texts;
    return std::any_of(texts.begin(), texts.end(), [&](const ui::DrawnText& drawn) {
        return drawn.text.find(words) != std::string::npos;
    });
}

constexpr std::string_view kKept = "klad bewaard";
constexpr std::string_view kNotKept = "nog niet bewaard";

void begin_draft(TestApp& app) {
    app.tap("rail_log_contact");
    app.tap("note");
    app.type("Mama vraagt hulp");
    app.pass(500ms);
    REQUIRE(app.take_commands<engine::SaveDraft>().size() == 1);
}

ui::Surface tall() { return {.width = 1280, .height = 3600}; }
ui::Preferences without_keys() {
    ui::Preferences preferences;
    preferences.keyboard_shown = ui::KeyboardShown::kNever;
    return preferences;
}

// The family's form with a letter more in its name.
void begin_family(TestApp& app) {
    open(app, all_forms()[6]);
    app.tap("panel_name");
    app.type("q");
}

}  // namespace

TEST_CASE("a draft is called kept once the engine says that it is", "[ui][draft][keeping]") {
    TestApp app(at_work(), without_keys(), tall());
    begin_draft(app);
    CHECK_FALSE(says(app, kKept));
    answer(app, app.last_ticket, {});
    CHECK(says(app, kKept));
    app.type("!");
    CHECK_FALSE(says(app, kKept));
}

TEST_CASE("a draft that the disk refused says so, and is tried again after longer and longer",
          "[ui][draft][keeping]") {
    TestApp app(at_work(), without_keys(), tall());
    begin_draft(app);
    std::chrono::milliseconds wait = 2s;
    for (int refusal = 0; refusal < 3; ++refusal) {
        answer(app, app.last_ticket, disk_full());
        CHECK_FALSE(says(app, kKept));
        CHECK(says(app, kNotKept));
        CHECK(says(app, "Er is geen plaats meer op deze tablet."));
        app.pass(wait / 2);
        CHECK(app.take_commands<engine::SaveDraft>().empty());
        app.pass(wait / 2);
        const auto again = app.take_commands<engine::SaveDraft>();
        REQUIRE(again.size() == 1);
        CHECK(again[0].draft.note == "Mama vraagt hulp");
        wait *= 2;
    }
    answer(app, app.last_ticket, {});
    CHECK(says(app, kKept));
    CHECK_FALSE(says(app, kNotKept));
    app.pass(120s);
    CHECK(app.take_commands<engine::SaveDraft>().empty());
}

TEST_CASE("what was refused is asked once more before the tablet locks", "[ui][draft][keeping]") {
    TestApp app(at_work(), without_keys(), tall());
    begin_draft(app);
    answer(app, app.last_ticket, disk_full());
    app.tap("lock_now");
    CHECK(app.take_commands<engine::SaveDraft>().size() == 1);
}

TEST_CASE("a draft that is refused when its page has gone on is tried again, and gone on with",
          "[ui][draft][keeping]") {
    TestApp app(at_work(), without_keys(), tall());
    begin_draft(app);
    const std::uint64_t kept = app.last_ticket;
    app.tap("rail_families");
    app.tap("family_row_0");
    app.tap("log_contact_family");
    app.take();
    answer(app, kept, disk_full());
    app.pass(3s);
    const auto again = app.take_commands<engine::SaveDraft>();
    REQUIRE(again.size() == 1);
    CHECK(again[0].draft.note == "Mama vraagt hulp");
    answer(app, app.last_ticket, disk_full());
    app.tap("rail_today");
    SECTION("by itself") { app.pass(10s); }
    SECTION("at the lock") { app.tap("lock_now"); }
    REQUIRE(app.take_commands<engine::SaveDraft>().size() == 1);
    answer(app, app.last_ticket, {});
    app.pass(120s);
    CHECK(app.take_commands<engine::SaveDraft>().empty());
}

TEST_CASE("what the disk refused before a lock and after it is gone on with and tried again",
          "[ui][draft][keeping][lock]") {
    TestApp app(at_work(), without_keys(), tall());
    begin_draft(app);
    app.type("!");
    const bool was_on_page = GENERATE(true, false);
    if (!was_on_page) app.tap("rail_today");
    app.tap("lock_now");
    const auto refused = app.take_commands<engine::SaveDraft>();
    REQUIRE(refused.size() == 1);
    app.show(screens::demo_locked());
    ui::Snapshot opened = at_work();
    opened.unkept.drafts = {refused[0].draft};
    engine::LogContactPage on_disk;
    on_disk.draft = refused[0].draft;
    on_disk.draft->note = "Mama";
    add_answer(opened, engine::LookLogContact{refused[0].draft.id, {}, {}}, on_disk);
    app.show(opened);
    app.pass(500ms);
    const auto again = app.take_commands<engine::SaveDraft>();
    REQUIRE(again.size() == 1);
    CHECK(again[0].draft.note == "Mama vraagt hulp!");
    answer(app, app.last_ticket, disk_full());
    CHECK(says(app, "Er is geen plaats meer op deze tablet."));
    if (!was_on_page) app.tap("rail_log_contact");
    CHECK_FALSE(says(app, kKept));
    app.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.id == refused[0].draft.id);
    CHECK(logged[0].draft.note == "Mama vraagt hulp!");
}

TEST_CASE("a form that the disk refused is tried again after a while", "[ui][kept_form][keeping]") {
    TestApp app(at_work(), without_keys(), tall());
    begin_family(app);
    app.pass(900ms);
    const auto first = app.take_commands<engine::KeepForm>();
    REQUIRE(first.size() == 1);
    std::chrono::milliseconds wait = 2s;
    for (int refusal = 0; refusal < 3; ++refusal) {
        answer(app, app.last_ticket, disk_full());
        app.pass(wait / 2);
        CHECK(app.take_commands<engine::KeepForm>().empty());
        app.pass(wait / 2);
        const auto again = app.take_commands<engine::KeepForm>();
        REQUIRE(again.size() == 1);
        CHECK(again[0].content == first[0].content);
        wait *= 2;
    }
    answer(app, app.last_ticket, {});
    app.pass(120s);
    CHECK(app.take_commands<engine::KeepForm>().empty());
}

TEST_CASE("a form that was closed while it was saved comes back when that is refused",
          "[ui][panel][keeping]") {
    TestApp app(at_work(), without_keys(), tall());
    begin_family(app);
    app.tap("panel_save");
    REQUIRE(app.take_commands<engine::SaveFamily>().size() == 1);
    const std::uint64_t save = app.last_ticket;
    app.tap(GENERATE("panel_close", "rail_today"));
    REQUIRE_FALSE(app.has("panel_name"));
    SECTION("saved: nothing is offered back") {
        answer(app, save, {});
        CHECK_FALSE(app.has("panel_name"));
        CHECK_FALSE(says(app, "Gesloten zonder te bewaren"));
    }
    SECTION("refused") {
        answer(app, save, disk_full());
        CHECK(says(app, "Er is geen plaats meer op deze tablet."));
        app.tap("toast_undo");
        REQUIRE(app.has("panel_name"));
        app.tap("panel_save");
        const auto again = app.take_commands<engine::SaveFamily>();
        REQUIRE(again.size() == 1);
        CHECK(again[0].family.name.ends_with('q'));
    }
}

TEST_CASE("words that were typed in a note of a form come back when it was left",
          "[ui][panel][keeping]") {
    struct Noted {
        const char* form;
        const char* note;
    };
    const Noted noted =
        GENERATE(Noted{"family", "panel_note"}, Noted{"family", "panel_safety_remark"},
                 Noted{"question in other words", "panel_text"},
                 Noted{"referral in other words", "panel_what"},
                 Noted{"signal in other words", "panel_text"});
    INFO(noted.form << ' ' << noted.note);
    TestApp app(at_work(), without_keys(), tall());
    for (const Form& form : all_forms()) {
        if (std::string_view(form.name) == noted.form) open(app, form);
    }
    app.tap(noted.note);
    app.type("qq");
    SECTION("by its cross") { app.tap("panel_close"); }
    SECTION("by the rail") { app.tap("rail_today"); }
    SECTION("by going back") { app.tap("go_back"); }
    SECTION("with Escape") {
        app.press(ImGuiKey_Escape);
        app.press(ImGuiKey_Escape);
    }
    REQUIRE_FALSE(app.has("panel_save"));
    CHECK(says(app, "Gesloten zonder te bewaren"));
    app.tap("toast_undo");
    app.pass(1s);
    take_asked(app);
    app.tap("panel_save");
    const Asked asked = take_asked(app);
    REQUIRE(asked.forms.size() == 1);
    const std::vector<Value> values = described(asked.forms[0].command);
    CHECK(std::any_of(values.begin(), values.end(), [](const Value& value) {
        const auto* text = std::get_if<std::string>(&value);
        return text != nullptr && text->find("qq") != std::string::npos;
    }));
}

TEST_CASE("a form whose note was typed in is offered back when another takes its place",
          "[ui][panel][keeping]") {
    TestApp app(at_work(), without_keys());
    open(app, {"question", {"rail_families", "family_row_0", "edit_question_1"}});
    app.tap("panel_text");
    app.type("qq");
    app.scroll_to("edit_member_0");
    app.tap("edit_member_0");
    REQUIRE_FALSE(app.has("panel_text"));
    CHECK(says(app, "Gesloten zonder te bewaren"));
}

TEST_CASE("a form under its history was not closed", "[ui][panel][keeping]") {
    TestApp app(at_work(), without_keys(), tall());
    begin_family(app);
    app.tap("family_history");
    CHECK_FALSE(says(app, "Gesloten zonder te bewaren"));
    app.tap("panel_close");
    CHECK(app.has("panel_save"));
}

TEST_CASE("a form whose history is asked for while it is saved is told what became of it",
          "[ui][panel][keeping]") {
    TestApp app(at_work(), without_keys(), tall());
    begin_family(app);
    app.tap("panel_save");
    REQUIRE(app.take_commands<engine::SaveFamily>().size() == 1);
    const std::uint64_t save = app.last_ticket;
    app.hold("family_hold", 600ms);
    REQUIRE_FALSE(app.has("panel_name"));
    answer(app, save, disk_full());
    app.tap("panel_close");
    app.tap("panel_save");
    CHECK(app.take_commands<engine::SaveFamily>().size() == 1);
}

TEST_CASE("nothing is typed into what is being saved", "[ui][log][keeping]") {
    TestApp app(at_work(), without_keys(), tall());
    SECTION("on the page of a contact") {
        app.tap("rail_log_contact");
        app.tap("note");
        app.type("Mama vraagt hulp");
        app.press_with_ctrl(ImGuiKey_S);
        REQUIRE(app.take_commands<engine::LogContact>().size() == 1);
        app.type(" en ook");
        app.tap("kind_phone_call");
        answer(app, app.last_ticket, disk_full());
        app.tap("note");
        app.type("!");
        app.tap("save_contact");
        const auto logged = app.take_commands<engine::LogContact>();
        REQUIRE(logged.size() == 1);
        CHECK(logged[0].draft.note == "Mama vraagt hulp!");
        CHECK(logged[0].draft.kind == ContactKind::kHomeVisit);
    }
    SECTION("in a form") {
        begin_family(app);
        app.press_with_ctrl(ImGuiKey_S);
        REQUIRE(app.take_commands<engine::SaveFamily>().size() == 1);
        app.type("rs");
        answer(app, app.last_ticket, disk_full());
        app.type("t");
        app.tap("panel_save");
        const auto saved = app.take_commands<engine::SaveFamily>();
        REQUIRE(saved.size() == 1);
        CHECK(saved[0].family.name.ends_with("qt"));
    }
}

TEST_CASE("a change that is refused when its page was left becomes a draft",
          "[ui][draft][keeping]") {
    TestApp app(at_work(), without_keys(), tall());
    app.tap("rail_log_contact");
    app.tap("note");
    app.type("Mama vraagt hulp");
    app.press_with_ctrl(ImGuiKey_S);
    REQUIRE(app.take_commands<engine::LogContact>().size() == 1);
    const std::uint64_t save = app.last_ticket;
    app.tap("rail_families");
    app.tap("family_row_0");
    app.tap("log_contact_family");
    app.take();
    answer(app, save, disk_full());
    const auto kept = app.take_commands<engine::SaveDraft>();
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].draft.note == "Mama vraagt hulp");
}

}  // namespace oppad::test
