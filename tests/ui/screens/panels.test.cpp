// The small jobs that are done in place: each is driven by taps, and asks for exactly one command.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_family(snapshot);
    screens::add_places(snapshot);
    screens::add_place(snapshot);
    screens::add_log_contact(snapshot);
    return snapshot;
}

ui::Snapshot answered(std::uint64_t ticket, engine::Outcome outcome) {
    ui::Snapshot snapshot = at_work();
    snapshot.outcomes.push_back({ticket, std::move(outcome)});
    return snapshot;
}

// On the page of the demo's family.
void open_family(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_row_0");
}

}  // namespace

TEST_CASE("today settles a promise with one tap, and takes it back with another", "[ui][today]") {
    TestApp app(at_work());
    app.tap("settle_1");
    REQUIRE(app.take_commands<engine::SettleFollowUp>().size() == 1);
    app.show(answered(app.last_ticket, {}));
    app.tap("toast_undo");
    const auto undone = app.take_commands<engine::SettleFollowUp>();
    REQUIRE(undone.size() == 1);
    CHECK(undone[0].state == FollowUpState::kOpen);
}

TEST_CASE("a question is answered in place, and opened again by the toast", "[ui][panel]") {
    TestApp app(at_work());
    app.tap("rail_follow_ups");
    app.tap("answer_3");
    app.tap("panel_answer");
    app.type("aanvraag ingediend");
    app.tap("panel_save");
    app.tap("panel_save");  // Nothing is asked twice while the answer is on its way.
    const auto asked = app.take_commands<engine::AnswerQuestion>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].state == QuestionState::kAnswered);
    CHECK(asked[0].answer == "aanvraag ingediend");
    app.show(answered(app.last_ticket, {}));
    CHECK_FALSE(app.has("panel_save"));
    app.tap("toast_undo");
    const auto undone = app.take_commands<engine::AnswerQuestion>();
    REQUIRE(undone.size() == 1);
    CHECK(undone[0].id == asked[0].id);
    CHECK(undone[0].state == QuestionState::kOpen);
}

TEST_CASE("a referral gets its answer from the list of what is open", "[ui][panel]") {
    TestApp app(at_work());
    app.tap("rail_follow_ups");
    app.tap("step_0");
    app.tap("step_choice_1");  // It was introduced: accepted, answered or closed can follow.
    app.tap("referral_partly");
    app.tap("panel_answer_note");
    app.type("wacht nog op papieren");
    app.tap("panel_save");
    const auto asked = app.take_commands<engine::AdvanceReferral>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].step == ReferralStep::kAnswered);
    CHECK(asked[0].answer == ReferralAnswer::kPartly);
    CHECK(asked[0].note == "wacht nog op papieren");
}

TEST_CASE("a referral goes a step further from the family's page, offered once", "[ui][panel]") {
    TestApp app(at_work());
    open_family(app);
    app.scroll_to("step_0");
    CHECK_FALSE(app.has("timeline_step_1"));
    app.tap("step_0");
    app.tap("introduction_went_along");
    app.tap("panel_save");
    const auto asked = app.take_commands<engine::AdvanceReferral>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].step == ReferralStep::kIntroduced);
    CHECK(asked[0].introduction == Introduction::kWentAlong);
    CHECK(asked[0].warm);
}

TEST_CASE("whether the step of an introduction was warm is asked", "[ui][panel]") {
    TestApp app(at_work());
    open_family(app);
    app.scroll_to("step_0");
    app.tap("step_0");
    CHECK_FALSE(app.has("referral_warm"));
    const auto asked_for = [&] {
        app.tap("panel_save");
        const auto asked = app.take_commands<engine::AdvanceReferral>();
        REQUIRE(asked.size() == 1);
        return asked[0];
    };
    SECTION("of a plain call it is not") {
        app.tap("introduction_called");
        app.scroll_to("referral_not_warm");
        app.tap("referral_not_warm");
        const auto asked = asked_for();
        CHECK(asked.introduction == Introduction::kCalled);
        CHECK_FALSE(asked.warm);
    }
    SECTION("what was answered stands when another was there in person") {
        app.tap("introduction_called");
        app.scroll_to("referral_not_warm");
        app.tap("referral_not_warm");
        app.scroll_to("introduction_went_along");
        app.tap("introduction_went_along");
        CHECK_FALSE(asked_for().warm);
    }
    SECTION("who only wrote isn't asked") {
        app.tap("introduction_written");
        CHECK_FALSE(app.has("referral_warm"));
        CHECK_FALSE(asked_for().warm);
    }
}

TEST_CASE("a step that was tapped by mistake is taken back by the toast", "[ui][panel]") {
    TestApp app(at_work());
    app.tap("step_0");
    app.tap("panel_save");
    const auto steps = app.take_commands<engine::AdvanceReferral>();
    REQUIRE(steps.size() == 1);
    engine::UndoStep back;
    back.after.id = steps[0].id;
    engine::Outcome outcome;
    outcome.undo = back;
    app.show(answered(app.last_ticket, outcome));
    app.tap("toast_undo");
    const auto undone = app.take_commands<engine::UndoStep>();
    REQUIRE(undone.size() == 1);
    CHECK(undone[0].after.id == steps[0].id);
}

TEST_CASE("what is refused stays on the panel and can be asked again", "[ui][panel]") {
    TestApp app(at_work());
    app.tap("step_0");
    app.tap("step_choice_1");
    app.tap("panel_save");
    REQUIRE(app.take_commands<engine::AdvanceReferral>().size() == 1);
    engine::Outcome outcome;
    outcome.problems = {{ProblemCode::kMissing, "answer"}};
    app.show(answered(app.last_ticket, outcome));
    app.tap("referral_helped");
    app.tap("panel_save");
    const auto asked = app.take_commands<engine::AdvanceReferral>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].answer == ReferralAnswer::kHelped);
}

TEST_CASE("an appointment is planned with the family or school one looks at", "[ui][panel]") {
    TestApp app(at_work());
    const bool at_school = GENERATE(false, true);
    if (at_school) {
        app.tap("rail_places");
        app.tap("place_row_0");
    } else {
        open_family(app);
    }
    app.tap("plan_appointment");
    app.tap("plan_phone_call");
    app.tap("plan_day_1");
    app.tap("panel_save");
    const auto asked = app.take_commands<engine::PlanAppointment>();
    REQUIRE(asked.size() == 1);
    const Appointment& planned = asked[0].appointment;
    CHECK(planned.id.is_nil());
    CHECK_FALSE(asked[0].opened.has_value());
    CHECK(planned.kind == ContactKind::kPhoneCall);
    CHECK(planned.family_id.has_value() != at_school);
    CHECK(planned.place_id.has_value() == at_school);
    const Day today = day_of(screens::demo_now(), screens::demo_offset());
    CHECK(day_of(planned.starts_at, screens::demo_offset()) == add_days(today, 1));
}

TEST_CASE("an appointment from today looks for the family that is typed", "[ui][panel]") {
    ui::Snapshot snapshot = at_work();
    screens::add_families(snapshot, "peeters");
    TestApp app(std::move(snapshot));
    app.tap("plan_appointment");
    app.tap("panel_search");
    app.type("peeters");
    CHECK(app.watched().size() == 5);  // Today's three, families and places.
    app.tap("found_family_0");
    app.tap("panel_save");
    const auto asked = app.take_commands<engine::PlanAppointment>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].appointment.family_id == screens::demo_family());
    CHECK(asked[0].appointment.starts_at > screens::demo_now());
}

TEST_CASE("a search on a form says when nothing is found", "[ui][panel]") {
    const auto says_so = [](const TestApp& app) {
        const auto& texts = app.ledger().texts;
        return std::any_of(texts.begin(), texts.end(), [](const ui::DrawnText& text) {
            return text.text == "Niets gevonden dat erop lijkt";
        });
    };
    ui::Snapshot snapshot = at_work();
    TestApp app(snapshot);
    app.tap("plan_appointment");
    CHECK_FALSE(says_so(app));
    app.tap("panel_search");
    app.type("xyz");
    add_answer(snapshot, engine::LookFamilies{"xyz"}, engine::FamiliesView{.query = "xyz"});
    app.show(snapshot);
    CHECK_FALSE(says_so(app));  // A place may still be found.
    add_answer(snapshot, engine::LookPlaces{"xyz"}, engine::PlacesView{.query = "xyz"});
    app.show(snapshot);
    CHECK(says_so(app));
}

TEST_CASE("on Registreer the person spoken with is chosen once there is a school",
          "[ui][log_contact]") {
    TestApp app(at_work());
    app.tap("rail_places");
    app.tap("place_row_0");
    app.tap("log_contact_place");
    app.tap("contact_person_1");
    app.tap("contact_person_0");
    app.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    REQUIRE(logged[0].draft.contact_person_id.has_value());
    CHECK(logged[0].draft.contact_person_id->raw.bytes[15] == 1);
}

TEST_CASE("message and letter stand behind the six kinds of every day", "[ui][log_contact]") {
    TestApp app(at_work());
    app.tap("rail_log_contact");
    CHECK_FALSE(app.has("kind_letter"));
    app.tap("kinds_more");
    app.tap("kind_letter");
    app.tap("save_contact");
    const auto logged = app.take_commands<engine::LogContact>();
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].draft.kind == ContactKind::kLetter);
}

TEST_CASE("a contact logged by mistake is deleted, and brought back by the toast", "[ui][family]") {
    TestApp app(at_work());
    open_family(app);
    CHECK_FALSE(app.has("timeline_delete_0"));
    app.scroll_to("timeline_more_0");
    app.tap("timeline_more_0");
    app.scroll_to("timeline_delete_0");
    app.tap("timeline_delete_0");
    const auto deleted = app.take_commands<engine::DeleteContact>();
    REQUIRE(deleted.size() == 1);
    CHECK_FALSE(deleted[0].undo);
    app.show(answered(app.last_ticket, {}));
    app.tap("toast_undo");
    const auto undone = app.take_commands<engine::DeleteContact>();
    REQUIRE(undone.size() == 1);
    CHECK(undone[0].id == deleted[0].id);
    CHECK(undone[0].undo);
}

TEST_CASE("a family is edited against what the form opened with", "[ui][family]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("edit_family");
    app.tap("language_fr");
    app.scroll_to("known_no");
    app.tap("known_no");
    app.scroll_to("state_at_rest");
    app.tap("state_at_rest");
    app.scroll_to("panel_street");
    app.tap("panel_street");
    app.press(ImGuiKey_End);
    app.type(" b2");
    app.tap("panel_save");
    const auto saved = app.take_commands<engine::SaveFamily>();
    REQUIRE(saved.size() == 1);
    CHECK(saved[0].family.street == "Turnhoutsebaan 14 b2");
    CHECK(saved[0].family.known_before == false);
    CHECK(saved[0].family.state == FamilyState::kAtRest);
    CHECK(saved[0].family.languages.size() == 3);
    REQUIRE(saved[0].opened.has_value());
    CHECK(saved[0].opened->street == "Turnhoutsebaan 14");
    CHECK(saved[0].opened->languages.size() == 2);
}

TEST_CASE("a child is added with school and class", "[ui][family]") {
    ui::Snapshot snapshot = at_work();
    TestApp app(std::move(snapshot));
    open_family(app);
    app.tap("add_person");
    app.tap("panel_given_name");
    app.type("Mila");
    app.tap("panel_birth_day");
    app.type("31/02/2020");
    app.tap("panel_school_class");
    app.type("K1");
    app.tap("panel_save");
    CHECK(app.take_commands<engine::SavePerson>().empty());  // No such day: said at the field.
    app.tap("panel_birth_day");
    app.press_with_ctrl(ImGuiKey_A);
    app.type("3/2/2020");
    app.tap("panel_save");
    const auto saved = app.take_commands<engine::SavePerson>();
    REQUIRE(saved.size() == 1);
    CHECK(saved[0].person.given_name == "Mila");
    CHECK(saved[0].person.relation == PersonRelation::kChild);
    CHECK(saved[0].person.family_id == screens::demo_family());
    CHECK(saved[0].person.birth_day ==
          Day{std::chrono::year{2020} / std::chrono::February / std::chrono::day{3}});
    CHECK(saved[0].person.school_class == "K1");
    CHECK_FALSE(saved[0].opened.has_value());
}

TEST_CASE("a contact person is edited at the school", "[ui][place]") {
    TestApp app(at_work());
    app.tap("rail_places");
    app.tap("place_row_0");
    app.scroll_to("edit_contact_person_0");
    app.tap("edit_contact_person_0");
    app.tap("weekday_5");
    app.tap("panel_phone");
    app.press_with_ctrl(ImGuiKey_A);
    app.type("014 31 22 33");
    app.tap("panel_save");
    const auto saved = app.take_commands<engine::SaveContactPerson>();
    REQUIRE(saved.size() == 1);
    CHECK(saved[0].contact_person.phone == "014 31 22 33");
    CHECK(saved[0].contact_person.weekdays == TextSet{"1", "2", "4", "5"});
    CHECK(saved[0].opened.has_value());
}

TEST_CASE("leaving the screen or Escape closes the panel", "[ui][panel]") {
    TestApp app(at_work());
    app.tap("plan_appointment");
    SECTION("by its cross") { app.tap("panel_close"); }
    SECTION("with Escape") { app.press(ImGuiKey_Escape); }
    SECTION("by another screen") {
        app.tap("rail_families");
        app.tap("rail_today");
    }
    CHECK_FALSE(app.has("panel_save"));
    CHECK(app.has("agenda_start_1"));
}

TEST_CASE("a form that is left with words in it comes back with undo", "[ui][panel]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("edit_family");
    app.tap("panel_street");
    SECTION("nothing was typed: nothing to bring back") {
        app.tap("panel_close");
        CHECK_FALSE(app.has("toast_undo"));
        return;
    }
    app.type(" 7");
    SECTION("by its cross") { app.tap("panel_close"); }
    SECTION("with Escape") {
        app.press(ImGuiKey_Escape);  // Leaves the field first.
        app.press(ImGuiKey_Escape);
    }
    SECTION("by another screen") { app.tap("rail_today"); }
    SECTION("by another form") { app.tap("edit_member_0"); }
    app.tap("toast_undo");
    REQUIRE(app.has("panel_street"));
    app.tap("panel_save");
    const auto saved = app.take_commands<engine::SaveFamily>();
    REQUIRE(saved.size() == 1);
    CHECK(saved[0].family.street.ends_with(" 7"));
}

TEST_CASE("a form that is left by choosing another school comes back with undo", "[ui][panel]") {
    TestApp app(at_work());
    app.tap("rail_places");
    app.tap("place_row_0");
    app.scroll_to("add_contact_person");
    app.tap("add_contact_person");
    app.tap("panel_name");
    app.type("An Peeters");
    app.tap("place_row_1");
    CHECK_FALSE(app.has("panel_save"));
    app.tap("toast_undo");
    app.tap("panel_save");
    const auto asked = app.take_commands<engine::SaveContactPerson>();
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].contact_person.name == "An Peeters");
    CHECK(asked[0].contact_person.place_id == screens::demo_place());
}

TEST_CASE("only whose appointment it is starts to log it, and not before its day",
          "[ui][place][today]") {
    TestApp app(at_work());
    CHECK(app.has("agenda_start_1"));
    app.tap("rail_places");
    app.scroll_to("agenda_item_1");
    CHECK_FALSE(app.has("agenda_start_0"));  // Hers, next week.
    CHECK_FALSE(app.has("agenda_start_1"));
    app.tap("agenda_item_1");  // On the school's own page: there is nothing to open.
    app.scroll_to("cancel_appointment");
    app.tap("cancel_appointment");
    CHECK(app.take_commands<engine::SettleAppointment>().size() == 1);
}

TEST_CASE("targets in the panels are at least 48 pixels and apart", "[ui][touch]") {
    const int percent = GENERATE(100, 200);
    const ui::Surface surface =
        GENERATE(ui::Surface{1280, 800, 1}, ui::Surface{800, 1280, 1}, ui::Surface{1024, 600, 1});
    ui::Preferences preferences;
    preferences.text_percent = percent;
    const char* const opener = GENERATE("plan_appointment", "edit_family");
    TestApp app(at_work(), preferences, surface);
    app.tap("rail_families");
    app.tap("family_row_0");
    app.tap(opener);
    REQUIRE(app.has("panel_save"));
    auto items = app.items().items();
    // A ground lies under targets, on purpose.
    std::erase_if(items, [](const ui::Item& item) { return item.role == ui::Role::kGround; });
    for (std::size_t i = 0; i < items.size(); ++i) {
        INFO(items[i].id << " at " << percent << " %, " << surface.width);
        CHECK(items[i].rect.w >= 47.5F);
        CHECK(items[i].rect.h >= 47.5F);
        for (std::size_t j = i + 1; j < items.size(); ++j) {
            if (items[i].scroll != items[j].scroll) continue;
            const ui::Rect both = ui::intersect(items[i].rect, items[j].rect);
            INFO("and " << items[j].id);
            // What is copied lies within its row, what empties a field within that.
            const bool is_inside = both.w >= items[j].rect.w - 1 && both.h >= items[j].rect.h - 1;
            CHECK((is_inside || both.w < 1 || both.h < 1));
        }
    }
}

}  // namespace oppad::test
