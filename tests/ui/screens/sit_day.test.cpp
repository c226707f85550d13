// A place's sit-days: a tap for everybody who walks in, and the waiting list.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cmath>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

ui::Snapshot at_place() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_places(snapshot);
    screens::add_place(snapshot);
    screens::add_families(snapshot, "peeters");
    screens::add_logged(snapshot);
    screens::add_log_contact(snapshot);
    return snapshot;
}

void open_place(TestApp& app) {
    app.tap("rail_places");
    app.tap("place_row_0");
}

template <class Command>
Command only(TestApp& app) {
    const auto asked = app.take_commands<Command>();
    REQUIRE(asked.size() == 1);
    return asked[0];
}

void answer(TestApp& app, RecordKey record) {
    ui::Snapshot snapshot = at_place();
    snapshot.outcomes.push_back({app.last_ticket, {.record = record}});
    app.show(std::move(snapshot));
}

}  // namespace

TEST_CASE("who walks in is counted with one tap, and taken back with another", "[ui][sit_day]") {
    TestApp app(at_place());
    open_place(app);
    app.scroll_to("walk_in_now");
    app.tap("walk_in_now");
    const auto logged = only<engine::LogContact>(app);
    CHECK(logged.draft.kind == ContactKind::kSitDay);
    CHECK(logged.draft.place_id == screens::demo_place());
    CHECK(logged.draft.adults == 1);
    CHECK_FALSE(logged.draft.family_id);
    CHECK_FALSE(logged.draft.id.is_nil());
    // As the engine answers: its own way back leaves a draft, which somebody who was never there
    // must not.
    ui::Snapshot snapshot = at_place();
    engine::Outcome outcome;
    outcome.record = RecordKey{RecordType::kContact, logged.draft.id};
    outcome.undo = engine::UndoLogContact{.id = {logged.draft.id},
                                          .made = {},
                                          .family_before = {},
                                          .family_after = {},
                                          .draft = logged.draft};
    snapshot.outcomes.push_back({app.last_ticket, outcome});
    app.show(std::move(snapshot));
    app.tap("toast_undo");
    CHECK(only<engine::DeleteContact>(app).id.raw == logged.draft.id);
    app.tap("walk_in_now");
    CHECK_FALSE(only<engine::LogContact>(app).draft.id == logged.draft.id);
}

TEST_CASE("on the day itself what a sit-day is for comes first, in two rows", "[ui][sit_day]") {
    const ui::Surface surface = GENERATE(ui::Surface{1280, 800, 1}, ui::Surface{800, 1280, 1});
    TestApp app(at_place(), {}, surface);
    open_place(app);
    const ui::Item* now = app.items().find("walk_in_now");
    const ui::Item* named = app.items().find("walk_in_named");
    const ui::Item* list = app.items().find("waiting_add");
    const ui::Item* person = app.items().find("edit_contact_person_0");
    REQUIRE((now != nullptr && named != nullptr && list != nullptr && person != nullptr));
    CHECK(now->rect.bottom() < person->rect.y);
    CHECK(app.shapes_at("walk_in_now").back() == ui::theme_of(ui::ThemeChoice::kLight).primary);
    CHECK(named->rect.y > now->rect.bottom());
    CHECK(list->rect.y == named->rect.y);
    CHECK(std::abs(list->rect.w - named->rect.w) < 1);
    CHECK(std::abs(list->rect.right() - now->rect.right()) < 1);
}

TEST_CASE("who walks in with a name is logged on the usual page", "[ui][sit_day]") {
    TestApp app(at_place());
    open_place(app);
    app.scroll_to("walk_in_named");
    app.tap("walk_in_named");
    app.tap("save_contact");
    const auto logged = only<engine::LogContact>(app);
    CHECK(logged.draft.kind == ContactKind::kSitDay);
    CHECK(logged.draft.place_id == screens::demo_place());
}

TEST_CASE("who was counted without a name is named later", "[ui][sit_day]") {
    TestApp app(at_place());
    open_place(app);
    app.scroll_to("walk_in_1");
    app.tap("walk_in_1");
    CHECK(app.has("cancel_edit"));
    CHECK(app.has("choose_family"));
}

TEST_CASE("somebody goes on the waiting list by what they are called", "[ui][sit_day]") {
    TestApp app(at_place());
    open_place(app);
    app.scroll_to("waiting_add");
    app.tap("waiting_add");
    app.tap("panel_title");
    app.type("Oma van Lina");
    app.tap("panel_save");
    const auto plan = only<engine::PlanAppointment>(app);
    CHECK(plan.appointment.state == AppointmentState::kWaiting);
    CHECK(plan.appointment.kind == ContactKind::kSitDay);
    CHECK(plan.appointment.place_id == screens::demo_place());
    CHECK(plan.appointment.title == "Oma van Lina");
}

TEST_CASE("a family goes on the waiting list by its name", "[ui][sit_day]") {
    TestApp app(at_place());
    open_place(app);
    app.scroll_to("waiting_add");
    app.tap("waiting_add");
    app.tap("panel_search");
    app.type("peeters");
    app.tap("found_family_0");
    app.tap("panel_save");
    CHECK(only<engine::PlanAppointment>(app).appointment.family_id.has_value());
}

TEST_CASE("who waited is seen: their contact takes them off the list", "[ui][sit_day]") {
    TestApp app(at_place());
    open_place(app);
    app.scroll_to("waiting_1");
    app.tap("waiting_1");
    app.tap("save_contact");
    const auto logged = only<engine::LogContact>(app);
    REQUIRE(logged.draft.appointment_id);
    CHECK(logged.draft.appointment_id->raw.bytes[15] == 9);
    CHECK(logged.draft.family_id.has_value());
}

TEST_CASE("what somebody without a page is called on the list begins the note", "[ui][sit_day]") {
    TestApp app(at_place());
    open_place(app);
    app.scroll_to("waiting_0");
    app.tap("waiting_0");
    app.tap("note");
    app.type("vraagt een fiets");
    app.tap("save_contact");
    CHECK(only<engine::LogContact>(app).draft.note == "Mama van Deniz: vraagt een fiets");
}

TEST_CASE("who waits no longer is taken off the list, and put back", "[ui][sit_day]") {
    TestApp app(at_place());
    open_place(app);
    app.scroll_to("waiting_off_0");
    app.tap("waiting_off_0");
    CHECK(only<engine::SettleAppointment>(app).state == AppointmentState::kCancelled);
    answer(app, {RecordType::kAppointment, {}});
    app.tap("toast_undo");
    CHECK(only<engine::SettleAppointment>(app).state == AppointmentState::kWaiting);
}

}  // namespace oppad::test
