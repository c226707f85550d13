// Words that were noted are seen again and put right by their writer: questions, referrals and
// signals; and everything that was written is found from one field.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "platform/screens/demo.h"
#include "tests/ui/support/test_app.h"

namespace oppad::test {

namespace {

ui::Snapshot at_work() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_families(snapshot, "peeters");
    screens::add_family(snapshot);
    screens::add_places(snapshot);
    screens::add_place(snapshot);
    screens::add_partners(snapshot);
    screens::add_logged(snapshot);
    screens::add_log_contact(snapshot);
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

void tap_at(TestApp& app, const char* id) {
    app.scroll_to(id);
    app.tap(id);
}

// Adds to what stands in a note of the panel and saves.
void add_words(TestApp& app, const char* note) {
    tap_at(app, note);
    app.press_with_ctrl(ImGuiKey_End);
    app.type(" nu");
    app.tap("panel_save");
}

template <class ViewType>
bool is_watched(const TestApp& app, const ViewType& look) {
    const auto& looks = app.watched();
    return std::find(looks.begin(), looks.end(), engine::Look{look}) != looks.end();
}

}  // namespace

TEST_CASE("a question is put in other words, and back", "[ui][corrected]") {
    TestApp app(at_work());
    SECTION("from what is to be followed up with the family") {
        open_family(app);
        tap_at(app, "edit_question_1");
    }
    SECTION("from the timeline") {
        open_family(app);
        tap_at(app, "timeline_more_5");
        tap_at(app, "timeline_edit_5");
    }
    add_words(app, "panel_text");
    const auto edit = only<engine::EditQuestion>(app);
    REQUIRE(edit.opened);
    CHECK(edit.opened->text == "Waar vraag ik een schooltoelage aan?");
    CHECK(edit.question.text == "Waar vraag ik een schooltoelage aan? nu");
    CHECK(edit.question.id == edit.opened->id);
    app.show(saved(app.last_ticket));
    app.tap("toast_undo");
    const auto undo = only<engine::EditQuestion>(app);
    REQUIRE(undo.opened);
    CHECK(undo.question.text == edit.opened->text);
    CHECK(undo.opened->text == edit.question.text);
}

TEST_CASE("a question that was noted by mistake is taken away, and looked back on",
          "[ui][corrected]") {
    TestApp app(at_work());
    open_family(app);
    tap_at(app, "edit_question_1");
    SECTION("taken away") {
        tap_at(app, "remove_record");
        const auto removed = only<engine::RemoveRecord>(app);
        CHECK(removed.key.type == RecordType::kQuestion);
        app.show(saved(app.last_ticket));
        app.tap("toast_undo");
        CHECK(only<engine::RemoveRecord>(app).undo);
    }
    SECTION("looked back on") {
        tap_at(app, "record_history");
        const auto& looks = app.watched();
        CHECK(std::any_of(looks.begin(), looks.end(), [](const engine::Look& look) {
            const auto* history = std::get_if<engine::LookHistory>(&look);
            return history != nullptr && history->key.type == RecordType::kQuestion;
        }));
    }
}

TEST_CASE("a promise is looked back on from its form", "[ui][corrected]") {
    TestApp app(at_work());
    app.tap("rail_follow_ups");
    tap_at(app, "edit_follow_up_1");
    tap_at(app, "record_history");
    const auto& looks = app.watched();
    CHECK(std::any_of(looks.begin(), looks.end(), [](const engine::Look& look) {
        const auto* history = std::get_if<engine::LookHistory>(&look);
        return history != nullptr && history->key.type == RecordType::kFollowUp;
    }));
    tap_at(app, "panel_save");
    CHECK(app.has("cancel_follow_up"));
}

TEST_CASE("a referral goes to another partner, in other words", "[ui][corrected]") {
    TestApp app(at_work());
    open_family(app);
    tap_at(app, "edit_referral_0");
    CHECK(is_watched(app, engine::LookPartners{}));
    tap_at(app, "partner_2");
    add_words(app, "panel_what");
    const auto edit = only<engine::EditReferral>(app);
    REQUIRE(edit.opened);
    CHECK(edit.opened->partner_id.has_value());
    CHECK(edit.referral.partner_id.has_value());
    CHECK(edit.referral.partner_id != edit.opened->partner_id);
    CHECK(edit.referral.what == " nu");
}

TEST_CASE("a signal is seen again in the contact in which it was noted", "[ui][signals]") {
    TestApp app(at_work());
    SECTION("on the family's timeline") {
        open_family(app);
        tap_at(app, "timeline_signal_2_0");
    }
    SECTION("where the contact is changed") {
        open_family(app);
        tap_at(app, "timeline_more_0");
        tap_at(app, "timeline_edit_0");
        tap_at(app, "signal_0");
    }
    add_words(app, "panel_text");
    const auto edit = only<engine::EditSignal>(app);
    REQUIRE(edit.opened);
    CHECK(edit.signal.text == edit.opened->text + " nu");
    app.show(saved(app.last_ticket));
    CHECK_FALSE(app.has("panel_save"));
    app.tap("toast_undo");
    CHECK(only<engine::EditSignal>(app).signal.text == edit.opened->text);
}

TEST_CASE("how far a signal is, its answer and its themes are changed later, and back",
          "[ui][signals]") {
    TestApp app(at_work());
    open_family(app);
    tap_at(app, "timeline_signal_2_0");
    CHECK_FALSE(app.has("panel_answer"));
    tap_at(app, "theme_food");
    tap_at(app, "signal_answered");
    tap_at(app, "panel_answer");
    app.type("Er komt soep");
    app.tap("panel_save");
    const auto edit = only<engine::EditSignal>(app);
    REQUIRE(edit.opened);
    CHECK(edit.opened->state == SignalState::kNoted);
    CHECK(edit.signal.state == SignalState::kAnswered);
    CHECK(edit.signal.themes == TextSet{"food"});
    CHECK(edit.signal.answer == "Er komt soep");
    CHECK(edit.signal.text == edit.opened->text);
    app.show(saved(app.last_ticket));
    app.tap("toast_undo");
    const auto undo = only<engine::EditSignal>(app);
    CHECK(undo.signal.state == SignalState::kNoted);
    CHECK(undo.signal.themes.empty());
}

TEST_CASE("Ctrl+S in the form of a signal saves that alone", "[ui][signals]") {
    TestApp app(at_work());
    open_family(app);
    tap_at(app, "timeline_more_0");
    tap_at(app, "timeline_edit_0");
    tap_at(app, "signal_0");
    tap_at(app, "panel_text");
    app.type("x");
    app.take();
    app.press_with_ctrl(ImGuiKey_S);
    CHECK(app.take_commands<engine::EditSignal>().size() == 1);
    CHECK(app.has("panel_save"));
}

TEST_CASE("search opens a signal, and finds members of families among persons", "[ui][search]") {
    TestApp app(at_work());
    app.press_with_ctrl(ImGuiKey_F);
    app.type("peeters");
    SECTION("a signal opens itself") {
        tap_at(app, "found_text_1");
        add_words(app, "panel_text");
        CHECK(only<engine::EditSignal>(app).opened->text ==
              "Kerkelijke scholen vragen alles digitaal");
    }
    SECTION("a member leads to the family") {
        CHECK_FALSE(app.has("found_member_0"));
        app.tap("find_contact_persons");
        CHECK(app.has("found_contact_person_0"));
        app.tap("found_member_0");
        CHECK(is_watched(app, engine::LookFamily{.id = screens::demo_family()}));
    }
}

TEST_CASE("from the schools one searches everything", "[ui][search]") {
    TestApp app(at_work());
    app.tap("rail_places");
    SECTION("with the key") {
        app.press_with_ctrl(ImGuiKey_F);
        app.type("peeters");
    }
    SECTION("with what was typed there") {
        app.tap("place_search");
        app.type("peeters");
        ui::Snapshot snapshot = at_work();
        add_answer(snapshot, engine::LookPlaces{"peeters"}, engine::PlacesView{.query = "peeters"});
        app.show(std::move(snapshot));
        app.tap("search_everywhere");
    }
    CHECK(is_watched(app, engine::LookSearch{"peeters"}));
    CHECK(app.has("family_row_0"));
}

TEST_CASE("who has that phone already is seen over the field in which it is typed", "[ui][log]") {
    TestApp app(at_work());
    app.tap("rail_log_contact");
    app.tap("choose_family");
    app.tap("picker_search");
    app.tap("key_o");
    app.tap("key_k");
    tap_at(app, "new_family");
    tap_at(app, "new_whereabouts");
    for (const char* key : {"key_0", "key_4", "key_7", "key_0"}) app.tap(key);
    ui::Snapshot snapshot = at_work();
    screens::add_similar(snapshot, {.name = "Ok", .phone = "0470", .street = {}, .except = {}});
    app.show(std::move(snapshot));
    CHECK(app.has("key_0"));
    app.tap("same_family_0");
    app.tap("save_contact");
    const auto logged = only<engine::LogContact>(app);
    CHECK(logged.draft.family_id.has_value());
    CHECK(logged.draft.new_family_name.empty());
    CHECK(logged.draft.new_phone == "0470");
}

TEST_CASE("phone and address of a new family are asked for, compared and saved", "[ui][log]") {
    TestApp app(at_work());
    app.tap("rail_log_contact");
    app.tap("choose_family");
    app.tap("picker_search");
    app.type("Okafor");
    tap_at(app, "new_family");
    CHECK_FALSE(app.has("new_phone"));
    tap_at(app, "new_whereabouts");
    tap_at(app, "new_phone");
    app.type("0470123456");
    tap_at(app, "new_street");
    app.type("Dorp 2");
    tap_at(app, "new_municipality");
    app.type("Mol");
    CHECK(is_watched(
        app,
        engine::LookSimilarFamilies{
            .name = "Okafor", .phone = "0470123456", .street = "Dorp 2", .municipality = "Mol"}));
    app.tap("save_contact");
    const auto logged = only<engine::LogContact>(app);
    CHECK(logged.draft.new_phone == "0470123456");
    CHECK(logged.draft.new_street == "Dorp 2");
    CHECK(logged.draft.new_municipality == "Mol");
}

TEST_CASE("who spells a new family's name anew keeps what was typed of it", "[ui][log]") {
    TestApp app(at_work());
    app.tap("rail_log_contact");
    const auto name = [&](const char* typed) {
        app.tap("choose_family");
        app.tap("picker_search");
        app.type(typed);
        tap_at(app, "new_family");
    };
    name("Okfor");
    tap_at(app, "known_no");
    tap_at(app, "new_whereabouts");
    tap_at(app, "new_phone");
    app.type("0470123456");
    name("Okafor");
    app.tap("save_contact");
    const auto logged = only<engine::LogContact>(app);
    CHECK(logged.draft.new_family_name == "Okafor");
    CHECK(logged.draft.new_phone == "0470123456");
    CHECK(logged.draft.known_before == false);
}

}  // namespace oppad::test
