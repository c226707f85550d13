// What was noted can be put right: a promise that is put off, somebody who was entered by mistake,
// a change that is taken back; and what is noted outside a contact.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "platform/screens/demo_parts.h"
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
    screens::add_partners(snapshot);
    return snapshot;
}

ui::Snapshot saved(std::uint64_t ticket) {
    ui::Snapshot snapshot = at_work();
    snapshot.outcomes.push_back({ticket, {}});
    return snapshot;
}

template <class Command>
Command only(TestApp& app) {
    const auto asked = app.take_commands<Command>();
    REQUIRE(asked.size() == 1);
    return asked[0];
}

void open_family(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_row_0");
}

bool shows(const TestApp& app, const std::string& text) {
    const auto& texts = app.ledger().texts;
    return std::any_of(texts.begin(), texts.end(),
                       [&](const ui::DrawnText& drawn) { return drawn.text == text; });
}

// Also where a line was broken in between.
bool shows_part(const TestApp& app, const std::string& words) {
    std::string all;
    for (const ui::DrawnText& drawn : app.ledger().texts) all += drawn.text + ' ';
    return all.find(words) != std::string::npos;
}

// In an appointment's form that is open, which is saved then: left alone, or with more at its end.
std::string typed_after_remark(TestApp& app) {
    std::string typed;
    if (GENERATE(false, true)) {
        typed = " Nieuw";
        app.scroll_to("panel_note");
        app.tap("panel_note");
        app.press_with_ctrl(ImGuiKey_End);
        app.type(typed);
    }
    app.tap("panel_save");
    return typed;
}

Day in_days(int days) {
    return add_days(day_of(screens::demo_now(), screens::demo_offset()), days);
}

}  // namespace

TEST_CASE("a promise is put off in other words, and back", "[ui][follow_up]") {
    TestApp app(at_work());
    app.tap("rail_follow_ups");
    app.tap("edit_follow_up_1");
    app.tap("panel_what");
    app.press(ImGuiKey_End);
    app.type("!");
    app.scroll_to("due_7");
    app.tap("due_7");
    app.tap("panel_save");
    const auto edit = only<engine::EditFollowUp>(app);
    REQUIRE(edit.opened);
    CHECK_FALSE(edit.follow_up.id.is_nil());
    CHECK(edit.follow_up.what == edit.opened->what + "!");
    CHECK(edit.follow_up.due_day == in_days(7));
    app.show(saved(app.last_ticket));
    app.tap("toast_undo");
    const auto undo = only<engine::EditFollowUp>(app);
    CHECK(undo.undo);
    CHECK(undo.follow_up.due_day == edit.opened->due_day);
    REQUIRE(undo.opened);
    CHECK(undo.opened->due_day == in_days(7));
}

TEST_CASE("a promise that is no longer needed is dropped, and picked up again", "[ui][follow_up]") {
    TestApp app(at_work());
    app.tap("rail_follow_ups");
    app.tap("edit_follow_up_1");
    app.tap("cancel_follow_up");
    CHECK_FALSE(app.has("panel_save"));
    CHECK(only<engine::SettleFollowUp>(app).state == FollowUpState::kCancelled);
    app.show(saved(app.last_ticket));
    app.tap("toast_undo");
    CHECK(only<engine::SettleFollowUp>(app).state == FollowUpState::kOpen);
}

TEST_CASE("a promise and a question are noted on the family's page", "[ui][follow_up]") {
    TestApp app(at_work());
    open_family(app);
    app.scroll_to("add_follow_up");
    app.tap("add_follow_up");
    app.tap("panel_what");
    app.type("terugbellen");
    app.tap("due_1");
    app.tap("panel_save");
    const auto promise = only<engine::PromiseFollowUp>(app);
    CHECK(promise.family_id == screens::demo_family());
    CHECK(promise.what == "terugbellen");
    CHECK(promise.due_day == in_days(1));
    app.show(saved(app.last_ticket));
    app.scroll_to("add_question");
    app.tap("add_question");
    app.tap("panel_text");
    app.type("een fiets");
    app.tap("panel_save");
    const auto question = only<engine::OpenQuestion>(app);
    CHECK(question.family_id == screens::demo_family());
    CHECK(question.text == "een fiets");
}

TEST_CASE("a member who was entered by mistake is removed, and brought back", "[ui][remove]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("edit_member_0");
    app.scroll_to("remove_person");
    app.tap("remove_person");
    const auto removed = only<engine::RemoveRecord>(app);
    CHECK(removed.key.type == RecordType::kPerson);
    CHECK_FALSE(removed.undo);
    app.show(saved(app.last_ticket));
    app.tap("toast_undo");
    CHECK(only<engine::RemoveRecord>(app).undo);
}

TEST_CASE("an undo that could not be done says so, with why, and can be tried again",
          "[ui][remove]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("edit_member_0");
    app.scroll_to("remove_person");
    app.tap("remove_person");
    only<engine::RemoveRecord>(app);
    app.show(saved(app.last_ticket));
    app.tap("toast_undo");
    REQUIRE(only<engine::RemoveRecord>(app).undo);
    CHECK_FALSE(app.has("toast_undo"));
    engine::Outcome outcome;
    SECTION("with a full disk") { outcome.error = Error{ErrorCode::kDiskFull, {}}; }
    SECTION("refused") { outcome.problems = {{ProblemCode::kGone, "id"}}; }
    ui::Snapshot snapshot = at_work();
    snapshot.outcomes.push_back({app.last_ticket, outcome});
    app.show(std::move(snapshot));
    CHECK(shows_part(app, "Niet ongedaan gemaakt."));
    if (!outcome.error) return;
    CHECK(shows_part(app, "geen plaats meer"));
    app.tap("toast_undo");
    CHECK(only<engine::RemoveRecord>(app).undo);
    app.show(saved(app.last_ticket));
    CHECK_FALSE(shows_part(app, "Niet ongedaan gemaakt."));
    CHECK_FALSE(app.has("toast"));
}

TEST_CASE(
    "what costs much when it was a mistake can be taken back for twenty seconds, whatever "
    "else is tapped",
    "[ui][remove]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("edit_member_0");
    app.scroll_to("remove_person");
    app.tap("remove_person");
    only<engine::RemoveRecord>(app);
    app.show(saved(app.last_ticket));
    SECTION("and is then gone") {
        app.pass(15s);
        CHECK(app.has("toast_undo"));
        app.tap("rail_today");
        CHECK(app.has("toast_undo"));
        app.pass(6s);
        CHECK_FALSE(app.has("toast_undo"));
    }
    SECTION("until another takes its place") {
        app.tap("rail_follow_ups");
        app.tap("settle_1");
        REQUIRE(app.take_commands<engine::SettleFollowUp>().size() == 1);
        app.show(saved(app.last_ticket));
        app.tap("toast_undo");
        CHECK(app.take_commands<engine::RemoveRecord>().empty());
    }
    SECTION("but not over a field that is typed in") {
        app.tap("edit_family");
        app.tap("panel_name");
        REQUIRE(app.has("key_hide"));
        CHECK_FALSE(app.has("toast_undo"));
        app.tap("key_hide");
        CHECK(app.has("toast_undo"));
    }
    SECTION("unless it is closed") {
        app.tap("toast_close");
        CHECK_FALSE(app.has("toast_undo"));
    }
    SECTION("and lies over no button that one goes on with") {
        const ui::Surface surface =
            GENERATE(ui::Surface{}, ui::Surface{.width = 1024, .height = 600},
                     ui::Surface{.width = 800, .height = 1280});
        app.turn(surface);
        app.settle();
        const ui::Item* undo = app.items().find("toast_undo");
        const ui::Item* log = app.items().find("log_contact_family");
        REQUIRE(undo != nullptr);
        REQUIRE(log != nullptr);
        CHECK(undo->rect.bottom() < log->rect.y);
    }
}

TEST_CASE("a contact person who left the school is removed", "[ui][remove]") {
    TestApp app(at_work());
    app.tap("rail_places");
    app.tap("place_row_0");
    app.scroll_to("edit_contact_person_0");
    app.tap("edit_contact_person_0");
    app.scroll_to("remove_contact_person");
    app.tap("remove_contact_person");
    CHECK(only<engine::RemoveRecord>(app).key.type == RecordType::kContactPerson);
}

TEST_CASE("a change of a family or a person is taken back", "[ui][panel]") {
    TestApp app(at_work());
    open_family(app);
    SECTION("the family") {
        app.tap("edit_family");
        app.tap("panel_street");
        app.press(ImGuiKey_End);
        app.type(" 7");
        app.tap("panel_save");
        const auto save = only<engine::SaveFamily>(app);
        app.show(saved(app.last_ticket));
        app.tap("toast_undo");
        const auto undo = only<engine::SaveFamily>(app);
        REQUIRE(save.opened);
        CHECK(undo.family.street == save.opened->street);
        REQUIRE(undo.opened);
        CHECK(undo.opened->street == save.family.street);
    }
    SECTION("a person") {
        app.tap("edit_member_0");
        app.tap("panel_given_name");
        app.type("a");
        app.tap("panel_save");
        const auto save = only<engine::SavePerson>(app);
        app.show(saved(app.last_ticket));
        app.tap("toast_undo");
        REQUIRE(save.opened);
        CHECK(only<engine::SavePerson>(app).person.given_name == save.opened->given_name);
    }
}

TEST_CASE("the note of a family stands on its page and is changed there", "[ui][family]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_families(snapshot, "");
    screens::add_guarded_family(snapshot);
    TestApp app(std::move(snapshot));
    open_family(app);
    CHECK(shows(app, "Ook bereikbaar op 014 58 12 12"));
    CHECK(shows(app, "Vroeger: Kerkstraat 8, 2400 Mol"));
    app.tap("edit_family");
    SECTION("untouched it keeps its lines") {
        app.tap("language_fr");
        app.tap("panel_save");
        const auto save = only<engine::SaveFamily>(app);
        REQUIRE(save.opened);
        CHECK(save.family.note == save.opened->note);
    }
    SECTION("changed it is what was typed") {
        app.scroll_to("panel_note");
        app.tap("panel_note");
        app.press_with_ctrl(ImGuiKey_End);
        app.type(" (oma)");
        app.press(ImGuiKey_Enter);
        app.type("Bel aan de zijdeur");
        app.tap("panel_save");
        const auto save = only<engine::SaveFamily>(app);
        REQUIRE(save.opened);
        CHECK(save.family.note == save.opened->note + " (oma)\nBel aan de zijdeur");
    }
}

TEST_CASE("every language of the list can be chosen", "[ui][family]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("edit_family");
    CHECK_FALSE(app.has("language_hy"));
    app.tap("languages_more");
    for (const char* code : {"nl", "hy", "ka", "zh", "sk", "sr", "sw", "ln", "el", "hi", "ko"}) {
        INFO(code);
        CHECK(app.has("language_" + std::string(code)));
    }
    app.tap("panel_search");
    app.type("ARM");
    CHECK_FALSE(app.has("language_ka"));
    CHECK(app.has("language_tr"));  // Chosen before.
    app.tap("language_hy");
    app.tap("panel_save");
    const auto& languages = only<engine::SaveFamily>(app).family.languages;
    CHECK(std::count(languages.begin(), languages.end(), "hy") == 1);
}

TEST_CASE("a consent with a service that is not in the list names it", "[ui][consent]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("add_consent");
    app.tap("panel_new_partner_name");
    app.type("Buurthuis");
    app.tap("panel_purpose");
    app.type("schoolrekening");
    app.tap("panel_save");
    const auto save = only<engine::SaveConsent>(app);
    CHECK_FALSE(save.consent.partner_id);
    CHECK(save.new_partner_name == "Buurthuis");
}

TEST_CASE("among many services one is looked for", "[ui][consent]") {
    ui::Snapshot snapshot = at_work();
    engine::PartnersView many;
    for (unsigned i = 0; i < 40; ++i) {
        Id<Partner> id;
        id.raw.bytes[15] = static_cast<std::uint8_t>(i + 1);
        many.rows.push_back({id, "Dienst " + std::to_string(i)});
    }
    many.rows.back().name = "École des devoirs";
    snapshot.views.erase(
        std::remove_if(snapshot.views.begin(), snapshot.views.end(),
                       [](const auto& view) {
                           return std::holds_alternative<engine::LookPartners>(view.first);
                       }),
        snapshot.views.end());
    const Id<Partner> last = many.rows.back().id;
    add_answer(snapshot, engine::LookPartners{}, many);
    TestApp app(std::move(snapshot));
    open_family(app);
    app.tap("add_consent");
    CHECK(app.has("partner_0"));
    CHECK_FALSE(app.has("partner_39"));
    app.tap("panel_partner_query");
    app.type("ecole");
    CHECK_FALSE(app.has("partner_0"));
    app.tap("partner_39");
    app.tap("panel_purpose");
    app.type("huiswerk");
    app.tap("panel_save");
    CHECK(only<engine::SaveConsent>(app).consent.partner_id == last);
}

TEST_CASE("a remark on an appointment is written, changed and left as it was", "[ui][agenda]") {
    TestApp app(at_work());
    SECTION("of a new one") {
        app.tap("plan_appointment");
        app.scroll_to("panel_note");
        app.tap("panel_note");
        app.type("Bel aan bij de buren");
        app.tap("panel_save");
        const auto plan = only<engine::PlanAppointment>(app);
        CHECK(plan.appointment.note == "Bel aan bij de buren");
    }
    SECTION("of one that is planned") {
        app.tap("agenda_item_2_more");
        app.tap("agenda_item_2_edit");
        const std::string typed = typed_after_remark(app);
        const auto plan = only<engine::PlanAppointment>(app);
        REQUIRE(plan.opened);
        CHECK(plan.opened->note == "Kennismaking nieuwe directie");
        CHECK(plan.appointment.note == "Kennismaking nieuwe directie" + typed);
    }
}

TEST_CASE("a remark that a school's page does not tell is changed there, never lost",
          "[ui][agenda][places]") {
    ui::Snapshot snapshot = at_work();
    for (auto& [look, view] : snapshot.views) {
        const auto* page = std::get_if<engine::PlacePage>(view.get());
        if (page == nullptr) continue;
        engine::PlacePage changed = *page;
        changed.planned.at(0).family_id = screens::id_of<Family>(2);
        changed.planned.at(0).withheld_note = "Vader komt ook";
        view = std::make_shared<const engine::View>(std::move(changed));
    }
    TestApp app(std::move(snapshot));
    app.tap("rail_places");
    app.scroll_to("agenda_item_0_more");
    CHECK_FALSE(shows_part(app, "Vader komt ook"));
    app.tap("agenda_item_0_more");
    app.tap("agenda_item_0_edit");
    const std::string typed = typed_after_remark(app);
    const auto plan = only<engine::PlanAppointment>(app);
    REQUIRE(plan.opened);
    CHECK(plan.opened->note == "Vader komt ook");
    CHECK(plan.appointment.note == "Vader komt ook" + typed);
}

}  // namespace oppad::test
