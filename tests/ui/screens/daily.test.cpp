// The daily work after the first save: changing what was logged, sharing, referring, duplicates,
// search; each driven by taps, each asking for exactly one command.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/screens/demo.h"
#include "platform/screens/demo_parts.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

using namespace std::chrono_literals;

namespace {

const engine::LookSimilarFamilies kLikeDemo{.name = "Yılmaz-Peeters",
                                            .phone = "0470 12 34 56",
                                            .street = "Turnhoutsebaan 14",
                                            .postcode = "2400",
                                            .municipality = "Mol",
                                            .except = screens::demo_family()};

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_week(snapshot);
    screens::add_families(snapshot, "");
    screens::add_families(snapshot, "peeters");
    screens::add_guarded_family(snapshot);
    screens::add_logged(snapshot);
    screens::add_partners(snapshot);
    screens::add_similar(snapshot, kLikeDemo);
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

// One whose number is nobody's who lives there: that would stand beside them.
ui::Snapshot at_work_with_own_number() {
    ui::Snapshot snapshot = at_work();
    for (auto& [look, view] : snapshot.views) {
        const auto* page = std::get_if<engine::FamilyPage>(view.get());
        if (page == nullptr) continue;
        engine::FamilyPage own = *page;
        for (engine::FamilyMember& member : own.members) member.person.phone.clear();
        view = std::make_shared<const engine::View>(std::move(own));
    }
    return snapshot;
}

void open_family(TestApp& app) {
    app.tap("rail_families");
    app.tap("family_row_0");
}

void open_edit(TestApp& app) {
    open_family(app);
    app.scroll_to("timeline_more_0");
    app.scroll_to("timeline_more_0");
    app.tap("timeline_more_0");
    app.scroll_to("timeline_edit_0");
    app.tap("timeline_edit_0");
}

template <class Command>
Command only(TestApp& app) {
    const auto asked = app.take_commands<Command>();
    REQUIRE(asked.size() == 1);
    return asked[0];
}

}  // namespace

TEST_CASE("a logged contact is changed on the page it was logged on, and changed back",
          "[ui][edit]") {
    TestApp app(at_work());
    open_edit(app);
    CHECK_FALSE(app.has("next_follow_up"));
    app.tap("kind_phone_call");
    app.tap("theme_housing");
    app.tap("member_1");
    app.tap("save_contact");
    app.tap("save_contact");  // Nothing is asked twice while the answer is on its way.
    const auto edit = only<engine::EditContact>(app);
    CHECK(edit.contact.kind == ContactKind::kPhoneCall);
    CHECK(edit.contact.themes == TextSet{"food", "housing", "school_costs"});
    CHECK(edit.contact.participants.size() == 2);
    REQUIRE(edit.opened);
    CHECK(edit.opened->kind == ContactKind::kHomeVisit);
    CHECK(edit.contact.note == edit.opened->note);
    app.show(answered(app.last_ticket, {.record = RecordKey{RecordType::kContact, {}}}));
    app.tap("toast_undo");
    const auto undo = only<engine::EditContact>(app);
    CHECK(undo.contact.kind == ContactKind::kHomeVisit);
    CHECK(undo.opened->kind == ContactKind::kPhoneCall);
}

TEST_CASE("a change that is cancelled asks for nothing, one that is left is saved", "[ui][edit]") {
    TestApp app(at_work());
    open_edit(app);
    app.tap("theme_housing");
    SECTION("cancelled") {
        app.tap("cancel_edit");
        CHECK(app.has("log_contact_family"));
        CHECK(app.take_commands<engine::EditContact>().empty());
        // A slip of the finger costs no word.
        app.tap("toast_undo");
        app.tap("save_contact");
        CHECK(only<engine::EditContact>(app).contact.themes.size() == 3);
    }
    SECTION("cancelled where nothing was changed") {
        app.tap("theme_housing");
        app.tap("cancel_edit");
        CHECK_FALSE(app.has("toast_undo"));
    }
    SECTION("left for another contact") {
        app.tap("rail_today");
        app.tap("agenda_start_2");
        CHECK(only<engine::EditContact>(app).contact.themes.size() == 3);
    }
    SECTION("gone on with") {
        app.tap("rail_today");
        app.tap("rail_log_contact");
        app.tap("save_contact");
        CHECK(only<engine::EditContact>(app).contact.themes.size() == 3);
    }
    SECTION("taken back by hand") {
        app.tap("theme_housing");
        app.tap("save_contact");
        CHECK(app.take_commands<engine::EditContact>().empty());
        CHECK(app.has("log_contact_family"));
    }
}

TEST_CASE("a contact that had no name gets a new family, which its undo takes away", "[ui][edit]") {
    TestApp app(at_work());
    open_edit(app);
    app.tap("choose_family");
    app.tap("picker_search");
    app.type("Okafor");
    app.scroll_to("new_family");
    app.tap("new_family");
    app.tap("known_no");
    app.tap("save_contact");
    const auto edit = only<engine::EditContact>(app);
    REQUIRE(edit.made_family);
    CHECK(edit.made_family->name == "Okafor");
    CHECK(edit.made_family->known_before == false);
    CHECK(edit.contact.family_id == edit.made_family->id);
    app.show(answered(app.last_ticket, {.record = RecordKey{RecordType::kContact, {}}}));
    app.tap("toast_undo");
    CHECK(only<engine::EditContact>(app).unmade_family_id == edit.made_family->id);
}

TEST_CASE("a contact of long ago gets the day that is typed", "[ui][log_contact]") {
    TestApp app(at_work());
    open_edit(app);
    app.tap("choose_when");
    app.tap("when_other_day");
    app.type("3/2/2026");
    app.tap("close_part");
    app.tap("save_contact");
    const auto edit = only<engine::EditContact>(app);
    const Day day = day_of(edit.contact.at, screens::demo_offset());
    CHECK(day == Day{std::chrono::year{2026} / std::chrono::February / 3});
}

TEST_CASE("a new family that looks like one that is here becomes it with one tap", "[ui][same]") {
    ui::Snapshot snapshot = at_work();
    screens::add_similar(snapshot,
                         {.name = "Peeters", .phone = {}, .street = {}, .except = std::nullopt});
    TestApp app(std::move(snapshot));
    app.tap("rail_families");
    app.tap("family_search");
    app.type("peeters");
    app.tap("new_family");
    app.tap("same_family_0");
    app.tap("save_contact");
    const auto logged = only<engine::LogContact>(app);
    REQUIRE(logged.draft.family_id);
    CHECK(logged.draft.family_id->raw.bytes[15] == 4);
    CHECK(logged.draft.new_family_name.empty());
}

TEST_CASE("two families become one from the page of the first, and two again", "[ui][merge]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("edit_family");
    app.tap("same_family_0");
    app.tap("panel_save");
    const auto merge = only<engine::MergeFamilies>(app);
    CHECK(merge.kept == screens::demo_family());
    CHECK(merge.merged.raw.bytes[15] == 4);
    engine::Outcome outcome{.record = RecordKey{RecordType::kFamily, merge.kept.raw}};
    engine::UndoMerge back;
    back.merged.merged = merge.merged;
    outcome.undo = back;
    app.show(answered(app.last_ticket, outcome));
    CHECK_FALSE(app.has("panel_save"));
    app.tap("toast_undo");
    CHECK(only<engine::UndoMerge>(app).merged.merged == merge.merged);
}

TEST_CASE("a member moves to a family that is looked for, and back", "[ui][merge]") {
    TestApp app(at_work());
    open_family(app);
    app.scroll_to("edit_member_2");
    app.tap("edit_member_2");
    app.scroll_to("move_person");
    app.tap("move_person");
    app.tap("panel_search");
    app.type("peeters");
    app.tap("found_family_1");
    app.tap("panel_save");
    const auto move = only<engine::MovePerson>(app);
    CHECK(move.id.raw.bytes[15] == 3);
    CHECK(move.family_id.raw.bytes[15] == 2);
    app.show(answered(app.last_ticket, {.record = RecordKey{RecordType::kPerson, {}}}));
    app.tap("toast_undo");
    CHECK(only<engine::MovePerson>(app).family_id == screens::demo_family());
}

TEST_CASE("a consent is noted with its partner, purpose and end", "[ui][consent]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("add_consent");
    app.tap("partner_0");
    app.tap("panel_purpose");
    app.type("schoolrekening");
    app.scroll_to("given_by_0");
    app.tap("given_by_0");
    app.scroll_to("until_half_year");
    app.tap("until_half_year");
    app.tap("panel_save");
    const auto save = only<engine::SaveConsent>(app);
    CHECK_FALSE(save.opened);
    CHECK(save.consent.family_id == screens::demo_family());
    CHECK(save.consent.partner_id.has_value());
    CHECK(save.consent.purpose == "schoolrekening");
    CHECK(save.consent.given_by_id.has_value());
    CHECK(save.consent.given_day == day_of(screens::demo_now(), screens::demo_offset()));
    CHECK(save.consent.until_day == Day{std::chrono::year{2027} / std::chrono::May / 23});
}

TEST_CASE("a consent is withdrawn with one tap, and holds again with another", "[ui][consent]") {
    TestApp app(at_work());
    open_family(app);
    app.tap("consent_0");
    app.scroll_to("withdraw_consent");
    app.tap("withdraw_consent");
    CHECK_FALSE(app.has("panel_save"));
    CHECK_FALSE(only<engine::WithdrawConsent>(app).undo);
    app.show(answered(app.last_ticket, {.record = RecordKey{RecordType::kConsent, {}}}));
    app.tap("toast_undo");
    CHECK(only<engine::WithdrawConsent>(app).undo);
}

TEST_CASE("a referral begins on the family's page, with a partner that is made for it",
          "[ui][referral]") {
    TestApp app(at_work());
    open_family(app);
    app.scroll_to("refer_family");
    app.tap("refer_family");
    app.tap("for_question_0");
    app.tap("panel_new_partner_name");
    app.type("Buurthuis");
    app.scroll_to("introduction_3");
    app.tap("introduction_3");
    app.tap("panel_save");
    const auto refer = only<engine::ReferToPartner>(app);
    CHECK(refer.family_id == screens::demo_family());
    CHECK(refer.question_id.has_value());
    CHECK(refer.new_partner_name == "Buurthuis");
    CHECK(refer.consented);  // It went along.
    CHECK(refer.warm);
    CHECK(refer.introduction == Introduction::kWentAlong);
}

TEST_CASE("a phone number is copied with one tap and gone after half a minute", "[ui][phone]") {
    TestApp app(at_work_with_own_number());
    open_family(app);
    const ui::Item* fact = app.items().find("copy_phone_family");
    REQUIRE(fact != nullptr);
    CHECK(fact->rect.w > 4 * fact->rect.h);  // Anywhere on it.
    app.tap("copy_phone_family");
    CHECK(std::string(ImGui::GetClipboardText()) == "0470 12 34 56");
    app.pass(29s);
    CHECK(std::string(ImGui::GetClipboardText()) == "0470 12 34 56");
    app.pass(2s);
    CHECK(std::string(ImGui::GetClipboardText()).empty());
}

TEST_CASE("a school's own number is copied without opening its form", "[ui][phone]") {
    TestApp app(at_work());
    app.tap("rail_places");
    app.tap("place_row_0");
    app.tap("copy_phone_place");
    CHECK_FALSE(app.has("panel_save"));
    CHECK(std::string(ImGui::GetClipboardText()) == "014 31 22 33");
}

TEST_CASE("what was copied elsewhere stays, and a locked tablet keeps no number", "[ui][phone]") {
    TestApp app(at_work_with_own_number());
    open_family(app);
    app.tap("copy_phone_family");
    SECTION("another text") {
        ImGui::SetClipboardText("iets anders");
        app.pass(31s);
        CHECK(std::string(ImGui::GetClipboardText()) == "iets anders");
    }
    SECTION("locked") {
        app.show(screens::demo_locked());
        CHECK(std::string(ImGui::GetClipboardText()).empty());
    }
    SECTION("closed") {
        app.forget_copied();
        CHECK(std::string(ImGui::GetClipboardText()).empty());
    }
}

TEST_CASE("an appointment is moved, and moved back", "[ui][agenda]") {
    TestApp app(at_work());
    app.tap("agenda_item_1_more");
    app.tap("agenda_item_1_edit");
    app.tap("plan_day_1");
    app.tap("panel_save");
    const auto plan = only<engine::PlanAppointment>(app);
    REQUIRE(plan.opened);
    CHECK(plan.appointment.id == plan.opened->id);
    CHECK(plan.appointment.starts_at == plan.opened->starts_at + 24h);
    CHECK(plan.appointment.family_id == screens::demo_family());
    app.show(answered(app.last_ticket, {.record = RecordKey{RecordType::kAppointment, {}}}));
    app.tap("toast_undo");
    const auto undo = only<engine::PlanAppointment>(app);
    CHECK(undo.undo);
    CHECK(undo.appointment.starts_at == plan.opened->starts_at);
}

TEST_CASE("an appointment beyond the end of summer time is at the same time on the clock",
          "[ui][agenda]") {
    // Summer time until the night before tomorrow: an hour more until then.
    ui::Snapshot snapshot = at_work();
    const Day tomorrow = add_days(day_of(screens::demo_now(), screens::demo_offset()), 1);
    const Instant change = start_of(tomorrow, screens::demo_offset());
    const auto before = screens::demo_offset() + 60min;
    snapshot.utc_offset = UtcOffset{[change, before](Instant instant) {
        return instant < change ? before : screens::demo_offset();
    }};
    TestApp app(std::move(snapshot));
    app.tap("agenda_item_1_more");
    app.tap("agenda_item_1_edit");
    app.tap("plan_day_1");
    app.tap("panel_save");
    const auto plan = only<engine::PlanAppointment>(app);
    REQUIRE(plan.opened);
    CHECK(plan.appointment.starts_at == plan.opened->starts_at + 25h);
}

TEST_CASE("an appointment that does not take place leaves the agenda, and comes back",
          "[ui][agenda]") {
    TestApp app(at_work());
    app.tap("agenda_week");
    app.tap("agenda_item_1_more");
    SECTION("from its row") { app.tap("agenda_item_1_cancel"); }
    SECTION("from its form") {
        app.tap("agenda_item_1_edit");
        app.scroll_to("cancel_appointment");
        app.tap("cancel_appointment");
    }
    CHECK(only<engine::SettleAppointment>(app).state == AppointmentState::kCancelled);
    app.show(answered(app.last_ticket, {.record = RecordKey{RecordType::kAppointment, {}}}));
    app.tap("toast_undo");
    CHECK(only<engine::SettleAppointment>(app).state == AppointmentState::kPlanned);
}

TEST_CASE("search shows every kind, one kind alone when asked, and leads on", "[ui][search]") {
    TestApp app(at_work());
    app.press_with_ctrl(ImGuiKey_F);
    app.type("peeters");
    CHECK(app.watched().size() == 1);
    CHECK(app.has("family_row_0"));
    CHECK(app.has("found_place_0"));
    CHECK(app.has("phone_found_partner_0"));
    app.tap("phone_found_partner_0");
    CHECK(std::string(ImGui::GetClipboardText()) == "014 12 34 56");
    app.tap("find_contact_persons");
    CHECK_FALSE(app.has("family_row_0"));
    app.tap("found_contact_person_0");
    REQUIRE(app.watched().size() == 2);
    CHECK(std::holds_alternative<engine::LookPlace>(app.watched()[1]));
}

TEST_CASE("the agenda goes on to later weeks, and back", "[ui][agenda]") {
    TestApp app(at_work());
    app.tap("agenda_week");
    CHECK_FALSE(app.has("week_before"));
    app.scroll_to("week_after");
    app.tap("week_after");
    const Day later = add_days(screens::today(), 7);
    const engine::Look next{engine::LookAgenda{later, add_days(later, 6)}};
    CHECK(std::find(app.watched().begin(), app.watched().end(), next) != app.watched().end());
    CHECK_FALSE(app.has("agenda_item_1"));
    ui::Snapshot snapshot = at_work();
    engine::AgendaView week;
    week.items = {engine::AgendaItem{.id = screens::id_of<Appointment>(40),
                                     .kind = ContactKind::kGroupMoment,
                                     .starts_at = screens::at(-9, 14, 0),
                                     .title = "Babyborrel"}};
    add_answer(snapshot, next, week);
    app.show(snapshot);
    CHECK(app.has("agenda_item_0"));
    app.scroll_to("week_before");
    app.tap("week_before");
    CHECK(app.has("agenda_item_1"));
    CHECK_FALSE(app.has("week_before"));
}

TEST_CASE("a row says quietly that only this tablet has what it shows", "[ui][today]") {
    engine::TodayView today;
    today.day = screens::today();
    today.agenda = {engine::AgendaItem{.id = screens::id_of<Appointment>(1),
                                       .kind = ContactKind::kHomeVisit,
                                       .starts_at = screens::at(0, 15, 0),
                                       .title = "Babyborrel"}};
    today.open_items = {engine::OpenItem{
        .key = {RecordType::kFollowUp, screens::id_of<FollowUp>(1).raw}, .what = "Terugbellen"}};
    const auto told = [&](Whereabouts whereabouts) {
        today.agenda[0].whereabouts = whereabouts;
        today.open_items[0].whereabouts = whereabouts;
        ui::Snapshot snapshot = screens::demo_base();
        add_answer(snapshot, engine::LookToday{}, today);
        TestApp app(snapshot);
        const auto& texts = app.ledger().texts;
        return std::count_if(texts.begin(), texts.end(),
                             [](const ui::DrawnText& text) { return text.text == "tablet"; });
    };
    CHECK(told(Whereabouts::kSafe) == 0);
    CHECK(told(Whereabouts::kOnlyHere) == 2);
}

TEST_CASE("a day without anything still plans, and shows the week", "[ui][today]") {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_nothing_today(snapshot);
    screens::add_week(snapshot);
    TestApp app(std::move(snapshot));
    SECTION("planning") {
        app.tap("plan_appointment");
        CHECK(app.has("panel_save"));
    }
    SECTION("the week, and back") {
        app.tap("agenda_week");
        CHECK(app.has("agenda_item_1"));
        app.tap("agenda_day");
        CHECK(app.has("log_contact"));
    }
}

TEST_CASE("where there is room for one column, the day is one page that scrolls", "[ui][today]") {
    ui::Preferences large;
    large.text_percent = 200;
    TestApp app(at_work(), large, {.width = 1024, .height = 600});
    for (const char* id : {"plan_appointment", "agenda_start_2", "step_0", "settle_1"}) {
        app.scroll_to(id);
        INFO(id);
        const ui::Item* item = app.items().find(id);
        REQUIRE(item != nullptr);
        CHECK(item->scroll == "today_page");
        CHECK(item->visible.h > 0);
    }
    app.tap("step_0");
    CHECK(app.has("panel_save"));
}

TEST_CASE("what colleagues did leads to the family", "[ui][today]") {
    TestApp app(at_work());
    app.scroll_to("news_0");
    app.tap("news_0");
    CHECK(std::holds_alternative<engine::LookFamily>(app.watched().at(0)));
}

}  // namespace oppad::test
