// A change of a logged contact while it is typed: it goes to disk as a draft does, comes back after
// a lock or a killed program, and leaves the disk when it is made or cancelled.
#include <catch2/catch_test_macros.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

ui::Snapshot at_family() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_family(snapshot);
    screens::add_logged(snapshot);
    add_answer(snapshot, engine::LookLogContact{{}, screens::demo_family(), {}},
               engine::LogContactPage{});
    return snapshot;
}

const engine::ContactPage& logged_in(const ui::Snapshot& snapshot) {
    for (const auto& [look, view] : snapshot.views) {
        if (const auto* page = std::get_if<engine::ContactPage>(view.get())) return *page;
    }
    FAIL("no contact");
    std::abort();
}

// As after a restart: the change is on disk, nothing of it in the window.
ui::Snapshot with_change_on_disk() {
    ui::Snapshot snapshot = at_family();
    engine::ContactPage page = logged_in(snapshot);
    page.draft.emplace();
    page.draft->id = page.contact.id.raw;
    page.draft->edited = page.contact;
    page.draft->kind = ContactKind::kPhoneCall;
    page.draft->family_id = page.contact.family_id;
    page.draft->at = page.contact.at;
    page.draft->note = "Nog niet bewaard";
    std::erase_if(snapshot.views, [](const auto& answer) {
        return std::holds_alternative<engine::LookContact>(answer.first);
    });
    engine::LogContactPage log;
    log.draft = page.draft;
    add_answer(snapshot, engine::LookLogContact{}, log);
    add_answer(snapshot, engine::LookContact{page.contact.id}, page);
    return snapshot;
}

void open_edit(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_row_0");
    app.scroll_to("timeline_more_0");
    app.scroll_to("timeline_more_0");
    app.tap("timeline_more_0");
    app.scroll_to("timeline_edit_0");
    app.tap("timeline_edit_0");
}

void type_note(TestApp& app, const char* words) {
    app.tap("note");
    app.type(words);
}

}  // namespace

TEST_CASE("what is typed while a contact is changed goes to disk", "[ui][draft][edit]") {
    TestApp app(at_family());
    open_edit(app);
    app.pass(2s);
    CHECK(app.take_commands<engine::SaveDraft>().empty());
    type_note(app, " Erbij.");
    app.pass(500ms);
    const auto kept = app.take_commands<engine::SaveDraft>();
    REQUIRE(kept.size() == 1);
    REQUIRE(kept[0].draft.edited);
    CHECK(kept[0].draft.edited->id.raw == kept[0].draft.id);
    CHECK(kept[0].draft.edited->note.find("Erbij") == std::string::npos);
    CHECK(kept[0].draft.note.find("Erbij") != std::string::npos);
}

TEST_CASE("a change that was left by a killed program is gone on with", "[ui][draft][edit]") {
    TestApp app(with_change_on_disk());
    SECTION("from the big button") { app.tap("rail_log_contact"); }
    SECTION("from the contact itself") { open_edit(app); }
    CHECK(app.has("cancel_edit"));
    app.tap("save_contact");
    const auto edits = app.take_commands<engine::EditContact>();
    REQUIRE(edits.size() == 1);
    CHECK(edits[0].contact.note == "Nog niet bewaard");
    CHECK(edits[0].contact.kind == ContactKind::kPhoneCall);
    REQUIRE(edits[0].opened);
    CHECK(edits[0].opened->kind == ContactKind::kHomeVisit);
}

TEST_CASE("a change that is cancelled leaves the disk too", "[ui][draft][edit]") {
    TestApp app(with_change_on_disk());
    open_edit(app);
    app.tap("cancel_edit");
    const auto discarded = app.take_commands<engine::DiscardDraft>();
    REQUIRE(discarded.size() == 1);
    CHECK(discarded[0].id.bytes[15] == 1);
}

TEST_CASE("a tablet that locks keeps a change as it was typed, and unlocking returns to it",
          "[ui][draft][edit]") {
    TestApp app(at_family());
    open_edit(app);
    type_note(app, " Erbij.");
    app.tap("lock_now");
    CHECK(app.take_commands<engine::EditContact>().empty());
    app.show(screens::demo_locked());
    app.show(with_change_on_disk());
    CHECK(app.has("cancel_edit"));
    app.tap("save_contact");
    CHECK(app.take_commands<engine::EditContact>().size() == 1);
}

TEST_CASE("what was typed right before a change was refused goes to disk", "[ui][draft][edit]") {
    TestApp app(at_family());
    open_edit(app);
    type_note(app, " Erbij.");
    app.press_with_ctrl(ImGuiKey_S);
    REQUIRE(app.take_commands<engine::EditContact>().size() == 1);
    ui::Snapshot refused = at_family();
    refused.outcomes.push_back(
        {app.last_ticket, {.problems = {{ProblemCode::kInTheFuture, "at"}}}});
    app.show(std::move(refused));
    app.tap("lock_now");
    CHECK(app.take_commands<engine::SaveDraft>().size() == 1);
}

TEST_CASE("a change that makes room for another contact is kept before it is made",
          "[ui][draft][edit]") {
    TestApp app(at_family());
    open_edit(app);
    type_note(app, " Erbij.");
    app.take();
    app.tap("rail_today");
    app.tap("agenda_start_2");
    const std::vector<ui::Intent> asked = app.take();
    std::vector<std::size_t> commands;
    for (const ui::Intent& intent : asked) {
        if (const auto* run = std::get_if<ui::Run>(&intent))
            commands.push_back(run->command.index());
    }
    const engine::Command draft = engine::SaveDraft{};
    const engine::Command edit = engine::EditContact{};
    // Should it be refused, what was typed is still there.
    CHECK(commands == std::vector<std::size_t>{draft.index(), edit.index()});
}

}  // namespace oppad::test
