// What is begun and not finished: drafts on Vandaag, calls that run, the next meeting, a mistake
// that is taken back; and places that are added on the tablet itself.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_running(snapshot);
    screens::add_families(snapshot, "");
    screens::add_places(snapshot);
    screens::add_place(snapshot);
    add_answer(snapshot, engine::LookLogContact{}, engine::LogContactPage{});
    return snapshot;
}

ui::Snapshot answered(std::uint64_t ticket, engine::Outcome outcome) {
    ui::Snapshot snapshot = at_work();
    snapshot.outcomes.push_back({ticket, std::move(outcome)});
    return snapshot;
}

RawId draft_id(const ui::Snapshot& snapshot, std::size_t index) {
    const auto* drafts = ui::find_view<engine::DraftsView>(snapshot, engine::LookDrafts{});
    REQUIRE(drafts != nullptr);
    return drafts->rows.at(index).id;
}

bool shows(const TestApp& app, const std::string& text) {
    const auto& texts = app.ledger().texts;
    return std::any_of(texts.begin(), texts.end(),
                       [&](const ui::DrawnText& drawn) { return drawn.text == text; });
}

// What the Registreer page asks for now.
engine::LookLogContact log_look(const TestApp& app) {
    for (const engine::Look& look : app.watched())
        if (const auto* log = std::get_if<engine::LookLogContact>(&look)) return *log;
    FAIL("the page asks for nothing");
    return {};
}

// The newest draft on disk is about another family.
ui::Snapshot with_newer_draft() {
    ui::Snapshot snapshot = at_work();
    std::erase_if(snapshot.views, [](const auto& one) {
        return std::holds_alternative<engine::LookLogContact>(one.first);
    });
    engine::LogContactPage page;
    page.draft.emplace();
    page.draft->id.bytes[0] = 9;
    page.draft->note = "Van een ander gezin";
    add_answer(snapshot, engine::LookLogContact{}, page);
    return snapshot;
}

// Locked, and opened again by the same person; `page` is what the engine answers then.
void lock_and_open(TestApp& app, const engine::LogContactPage& page) {
    app.tap("lock_now");
    app.take();
    app.show(screens::demo_locked());
    app.show(with_newer_draft());
    ui::Snapshot snapshot = with_newer_draft();
    add_answer(snapshot, log_look(app), page);
    app.show(std::move(snapshot));
}

template <class Command>
Command only(TestApp& app) {
    const auto asked = app.take_commands<Command>();
    REQUIRE(asked.size() == 1);
    return asked[0];
}

}  // namespace

TEST_CASE("Vandaag shows how far a call campaign is, in one column and in two",
          "[ui][today][campaign]") {
    TestApp app(at_work());
    const auto check = [&] {
        CHECK(shows(app, "Belactie aanmelding kleuters"));
        CHECK(shows(app, "nog 4 werkdagen"));
        CHECK(shows(app, "31 van 50"));
        CHECK(shows(app, "12 gezinnen vroegen hulp · 5 terug te bellen vandaag"));
    };
    check();
    app.turn({800, 2200, 1});  // High enough for what stands above it.
    app.settle();
    check();
}

TEST_CASE("a visit of yesterday is logged from Vandaag on its own day", "[ui][today][agenda]") {
    TestApp app(at_work());
    app.scroll_to("unlogged_start_0");
    app.tap("unlogged_start_0");
    app.tap("save_contact");
    const auto logged = only<engine::LogContact>(app);
    CHECK(logged.draft.appointment_id.has_value());
    REQUIRE(logged.draft.at.has_value());
    CHECK(*logged.draft.at + 25h < screens::demo_now());
}

TEST_CASE("a visit that did not take place is said so from Vandaag", "[ui][today][agenda]") {
    TestApp app(at_work());
    app.scroll_to("unlogged_item_0_more");
    app.tap("unlogged_item_0_more");
    app.tap("unlogged_item_0_cancel");
    CHECK(only<engine::SettleAppointment>(app).state == AppointmentState::kCancelled);
    app.show(answered(app.last_ticket, {}));
    app.tap("toast_undo");
    CHECK(only<engine::SettleAppointment>(app).state == AppointmentState::kPlanned);
}

TEST_CASE("a draft is gone on with from Vandaag", "[ui][today][draft]") {
    TestApp app(at_work());
    app.scroll_to("draft_0");
    app.tap("draft_0");
    const RawId id = draft_id(at_work(), 0);
    const engine::LookLogContact look{id, {}, {}};
    REQUIRE(std::find(app.watched().begin(), app.watched().end(), engine::Look{look}) !=
            app.watched().end());
    CHECK_FALSE(app.has("save_contact"));  // Not before it is here.

    ui::Snapshot snapshot = at_work();
    engine::LogContactPage page;
    page.draft.emplace();
    page.draft->id = id;
    page.draft->note = "Mama belt terug";
    page.draft->begun_at = screens::demo_now();
    add_answer(snapshot, look, page);
    app.show(std::move(snapshot));
    app.tap("save_contact");
    const auto logged = only<engine::LogContact>(app);
    CHECK(logged.draft.id == id);
    CHECK(logged.draft.note == "Mama belt terug");
}

TEST_CASE("a visit that was started goes on after a lock, although nothing was written yet",
          "[ui][draft][lock]") {
    TestApp app(at_work());
    app.tap("agenda_start_1");
    lock_and_open(app, {});
    CHECK(log_look(app).family_id == screens::demo_family());
    app.tap("save_contact");
    const auto logged = only<engine::LogContact>(app);
    CHECK(logged.draft.kind == ContactKind::kHomeVisit);
    CHECK(logged.draft.family_id == screens::demo_family());
    CHECK(logged.draft.appointment_id.has_value());
    CHECK(logged.draft.note.empty());
}

TEST_CASE("a visit of another day keeps its day through a lock", "[ui][draft][lock]") {
    TestApp app(at_work());
    app.scroll_to("unlogged_start_0");
    app.tap("unlogged_start_0");
    lock_and_open(app, {});
    app.tap("save_contact");
    const auto logged = only<engine::LogContact>(app);
    REQUIRE(logged.draft.at.has_value());
    CHECK(*logged.draft.at + 25h < screens::demo_now());
}

TEST_CASE("a name that came from the waiting list is kept for after a lock", "[ui][draft][lock]") {
    TestApp app(at_work());
    app.tap("rail_places");
    app.tap("place_row_0");
    app.scroll_to("waiting_0");
    app.tap("waiting_0");
    app.tap("lock_now");
    const auto kept = only<engine::SaveDraft>(app);
    CHECK(kept.draft.note == "Mama van Deniz: ");
    app.show(screens::demo_locked());
    app.show(with_newer_draft());
    CHECK(log_look(app).draft_id == kept.draft.id);
}

TEST_CASE("an older draft that was opened is the one that a lock returns to", "[ui][draft][lock]") {
    TestApp app(at_work());
    app.scroll_to("draft_0");
    app.tap("draft_0");
    engine::LogContactPage page;
    page.draft.emplace();
    page.draft->id = draft_id(at_work(), 0);
    page.draft->note = "Mama belt terug";
    SECTION("once it is here") {
        ui::Snapshot snapshot = at_work();
        add_answer(snapshot, log_look(app), page);
        app.show(std::move(snapshot));
        REQUIRE(app.has("save_contact"));
    }
    SECTION("before it is here") { REQUIRE_FALSE(app.has("save_contact")); }
    lock_and_open(app, page);
    app.tap("save_contact");
    CHECK(only<engine::LogContact>(app).draft.note == "Mama belt terug");
}

TEST_CASE("a visit that is started twice is the same visit", "[ui][today][draft]") {
    TestApp app(at_work());
    app.tap("agenda_start_1");
    app.tap("note");
    app.type("Half");
    SECTION("while it is on the page") {
        app.tap("rail_today");
        app.tap("agenda_start_1");
        app.tap("save_contact");
        CHECK(only<engine::LogContact>(app).draft.note == "Half");
    }
    SECTION("when its draft is on disk") {
        app.tap("rail_today");
        app.tap("agenda_start_2");
        const auto kept = only<engine::SaveDraft>(app);
        ui::Snapshot snapshot = at_work();
        std::erase_if(snapshot.views, [](const auto& one) {
            return std::holds_alternative<engine::LookDrafts>(one.first);
        });
        engine::DraftRow row{.id = kept.draft.id,
                             .kind = ContactKind::kHomeVisit,
                             .family_name = {},
                             .place_name = {},
                             .appointment_id = kept.draft.appointment_id,
                             .saved_at = screens::demo_now()};
        SECTION("and is gone on with") {}
        SECTION("but not with the change of a contact that was logged") { row.is_edit = true; }
        add_answer(snapshot, engine::LookDrafts{}, engine::DraftsView{{row}});
        app.show(std::move(snapshot));
        app.tap("rail_today");
        app.tap("agenda_start_1");
        CHECK((log_look(app).draft_id == kept.draft.id) == !row.is_edit);
    }
}

TEST_CASE("a family's page goes on with what is being written about it", "[ui][families][draft]") {
    ui::Snapshot snapshot = at_work();
    screens::add_family(snapshot);
    TestApp app(std::move(snapshot));
    app.tap("agenda_start_1");
    app.tap("note");
    app.type("Half");
    app.tap("rail_families");
    app.tap("family_row_0");
    app.tap("log_contact_family");
    app.tap("save_contact");
    const auto logged = only<engine::LogContact>(app);
    CHECK(logged.draft.note == "Half");
    CHECK(logged.draft.appointment_id.has_value());
}

TEST_CASE("a contact that is being saved is not begun again after a lock", "[ui][draft][lock]") {
    TestApp app(at_work());
    app.tap("agenda_start_1");
    app.tap("save_contact");
    app.tap("lock_now");
    app.show(screens::demo_locked());
    app.show(at_work());
    CHECK_FALSE(app.has("save_contact"));
}

TEST_CASE("a change of a logged contact is gone on with from Vandaag", "[ui][today][draft]") {
    TestApp app(at_work());
    app.scroll_to("draft_1");
    app.tap("draft_1");
    const engine::Look look = engine::LookContact{{draft_id(at_work(), 1)}};
    CHECK(std::find(app.watched().begin(), app.watched().end(), look) != app.watched().end());
}

TEST_CASE("a draft is thrown away with one tap, and comes back with another",
          "[ui][today][draft]") {
    TestApp app(at_work());
    app.scroll_to("draft_away_0");
    app.tap("draft_away_0");
    CHECK(only<engine::DiscardDraft>(app).id == draft_id(at_work(), 0));
    engine::Outcome outcome;
    engine::SaveDraft back;
    back.draft.id = draft_id(at_work(), 0);
    outcome.undo = back;
    app.show(answered(app.last_ticket, outcome));
    app.tap("toast_undo");
    CHECK(only<engine::SaveDraft>(app).draft.id == back.draft.id);
}

TEST_CASE("a draft that is thrown away while it is open is not kept again", "[ui][today][draft]") {
    TestApp app(at_work());
    app.tap("rail_log_contact");
    app.tap("note");
    app.type("weg ermee");
    app.tap("keep_draft");
    const auto kept = only<engine::SaveDraft>(app);
    ui::Snapshot snapshot = at_work();
    engine::DraftsView drafts{{{.id = kept.draft.id,
                                .kind = ContactKind::kHomeVisit,
                                .family_name = {},
                                .place_name = {},
                                .saved_at = screens::demo_now()}}};
    std::erase_if(snapshot.views, [](const auto& one) {
        return std::holds_alternative<engine::LookDrafts>(one.first);
    });
    add_answer(snapshot, engine::LookDrafts{}, drafts);
    app.show(std::move(snapshot));
    app.scroll_to("draft_away_0");
    app.tap("draft_away_0");
    CHECK(only<engine::DiscardDraft>(app).id == kept.draft.id);
    app.pass(2s);
    CHECK(app.take_commands<engine::SaveDraft>().empty());
    app.tap("rail_log_contact");
    app.tap("save_contact");
    CHECK(only<engine::LogContact>(app).draft.note.empty());
}

TEST_CASE("the next meeting is agreed while a contact is logged", "[ui][log_contact][agenda]") {
    TestApp app(at_work());
    app.tap("rail_log_contact");
    app.scroll_to("next_meeting");
    app.tap("next_meeting");
    SECTION("in a week, when nothing else is said") {
        app.tap("part_done");
        app.tap("save_contact");
        const auto next = only<engine::LogContact>(app).draft.next_meeting;
        REQUIRE(next);
        CHECK(next->kind == ContactKind::kHomeVisit);
        const Day day = day_of(next->starts_at, screens::demo_offset());
        CHECK(days_between(day_of(screens::demo_now(), screens::demo_offset()), day) == 7);
    }
    SECTION("tomorrow at a quarter past one, by phone") {
        app.tap("plan_day_1");
        app.scroll_to("plan_hour_13");
        app.tap("plan_hour_13");
        app.scroll_to("plan_minute_15");
        app.tap("plan_minute_15");
        app.scroll_to("plan_phone_call");
        app.tap("plan_phone_call");
        app.scroll_to("plan_long_0");
        app.tap("plan_long_0");
        app.tap("part_done");
        app.tap("save_contact");
        const auto next = only<engine::LogContact>(app).draft.next_meeting;
        REQUIRE(next);
        CHECK(next->kind == ContactKind::kPhoneCall);
        CHECK(next->duration_minutes == 30);
        const Day tomorrow = add_days(day_of(screens::demo_now(), screens::demo_offset()), 1);
        CHECK(next->starts_at == start_of(tomorrow, screens::demo_offset()) + 13h + 15min);
    }
    SECTION("not, after all") {
        app.tap("part_remove");
        app.tap("save_contact");
        CHECK_FALSE(only<engine::LogContact>(app).draft.next_meeting);
    }
}

TEST_CASE("after hours the next meeting is still proposed on the same day of the week",
          "[ui][log_contact][agenda]") {
    TestApp app(at_work());
    app.turn_clock(screens::demo_now() + 8h);
    app.tap("rail_log_contact");
    app.scroll_to("next_meeting");
    app.tap("next_meeting");
    app.tap("part_done");
    app.tap("save_contact");
    const auto next = only<engine::LogContact>(app).draft.next_meeting;
    REQUIRE(next);
    const Day today = day_of(screens::demo_now(), screens::demo_offset());
    CHECK(next->starts_at == start_of(add_days(today, 7), screens::demo_offset()) + 9h);
}

TEST_CASE("a meeting may be on any day that is typed", "[ui][log_contact][agenda]") {
    TestApp app(at_work());
    app.tap("rail_log_contact");
    app.scroll_to("next_meeting");
    app.tap("next_meeting");
    app.tap("more_days");
    app.tap("plan_other_day");
    Day expected{std::chrono::year{2027} / 9 / 1};
    SECTION("in September") { app.type("1/9/2027"); }
    SECTION("but not on one that is over") {
        app.type("1/9/2025");
        expected = add_days(day_of(screens::demo_now(), screens::demo_offset()), 7);
        CHECK(shows(app, "Kies een dag vanaf vandaag"));
    }
    app.tap("part_done");
    app.tap("save_contact");
    const auto next = only<engine::LogContact>(app).draft.next_meeting;
    REQUIRE(next);
    CHECK(day_of(next->starts_at, screens::demo_offset()) == expected);
    CHECK(time_of_day(next->starts_at, screens::demo_offset()) == 12h);
}

TEST_CASE("a school that is not here yet is added where it was looked for", "[ui][places]") {
    ui::Snapshot snapshot = at_work();
    engine::PlacesView none;
    none.query = "wissel";
    add_answer(snapshot, engine::LookPlaces{"wissel"}, none);
    TestApp app(std::move(snapshot));
    app.tap("rail_places");
    app.tap("place_search");
    app.type("wissel");
    app.tap("new_place");
    app.tap("place_kind_library");
    app.scroll_to("panel_first_meeting_day");
    app.tap("panel_first_meeting_day");
    app.type("03/09/2026");
    app.tap("panel_save");
    const auto save = only<engine::SavePlace>(app);
    CHECK_FALSE(save.opened);
    CHECK(save.place.name == "wissel");
    CHECK(save.place.kind == PlaceKind::kLibrary);
    CHECK(save.place.first_meeting_day == Day{std::chrono::year{2026} / 9 / 3});
}

TEST_CASE("where a school is, is changed on its page and changed back", "[ui][places]") {
    TestApp app(at_work());
    app.tap("rail_places");
    app.tap("edit_place");
    app.tap("panel_street");
    app.press_with_ctrl(ImGuiKey_A);
    app.type("Kerkstraat 3");
    app.tap("panel_save");
    const auto save = only<engine::SavePlace>(app);
    CHECK(save.place.street == "Kerkstraat 3");
    REQUIRE(save.opened);
    app.show(answered(app.last_ticket, {}));
    app.tap("toast_undo");
    CHECK(only<engine::SavePlace>(app).place.street == save.opened->street);
}

TEST_CASE("the first school of an empty tablet can be added", "[ui][places]") {
    ui::Snapshot snapshot = screens::demo_base();
    add_answer(snapshot, engine::LookPlaces{}, engine::PlacesView{});
    TestApp app(std::move(snapshot));
    app.tap("rail_places");
    app.tap("new_place");
    app.tap("panel_name");
    app.type("Het Kompas");
    app.tap("panel_save");
    CHECK(only<engine::SavePlace>(app).place.name == "Het Kompas");
}

}  // namespace oppad::test
