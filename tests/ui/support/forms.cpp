#include "tests/ui/support/forms.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <random>
#include <set>

#include "engine/domain/record.h"
#include "platform/screens/demo.h"

namespace oppad::test {

namespace {

constexpr const char* kEditPromise = "edit_follow_up_1";
constexpr const char* kPromiseRow = "open_item_1";

// What leads away from the form, or takes back what was chosen in it.
bool leads_away(const std::string& id) {
    static const std::set<std::string> kAway{
        "merge_family",       "family_history",   "place_history", "move_person",
        "cancel_appointment", "withdraw_consent", "consent_again", "family_chosen",
        "panel_search_clear", "cancel_follow_up", "remove_person", "remove_contact_person",
        "remove_record",      "record_history",   "print_family"};
    return kAway.count(id) > 0 || id.rfind("same_", 0) == 0;
}

// What can be filled in: fields, and whatever is chosen by a tap.
std::vector<ui::Item> things_in_form(const TestApp& app) {
    std::vector<ui::Item> things = app.items().items();
    std::erase_if(things, [](const ui::Item& item) {
        return item.scroll != "panel_scroll" || item.role == ui::Role::kGround ||
               leads_away(item.id);
    });
    return things;
}

std::string typed_in(const std::string& field) {
    if (field == "panel_search") return "peeters";
    if (field.find("day") != std::string::npos) return "3/2/2027";
    if (field == "panel_postcode") return "2018";
    return "Zo\u00eb \"9/b\" \\ \u0443 " + field;
}

struct Describe {
    std::vector<Value> values;

    template <class Record>
    void record(const Record& one) {
        values.emplace_back(one.id.raw);
        values.emplace_back(one.scope);
        for (Value& value : to_values(one)) values.push_back(std::move(value));
    }
    template <class Record>
    void save(const Record& one, const std::optional<Record>& opened) {
        record(one);
        values.emplace_back(std::int64_t{opened.has_value()});
        if (opened) record(*opened);
    }
    template <class... Members>
    void all(const Members&... members) {
        (values.push_back(to_value(members)), ...);
    }
    void operator()(const engine::SaveFamily& c) { save(c.family, c.opened); }
    void operator()(const engine::SavePerson& c) { save(c.person, c.opened); }
    void operator()(const engine::SavePlace& c) { save(c.place, c.opened); }
    void operator()(const engine::SaveContactPerson& c) { save(c.contact_person, c.opened); }
    void operator()(const engine::SaveConsent& c) { save(c.consent, c.opened); }
    void operator()(const engine::PlanAppointment& c) { save(c.appointment, c.opened); }
    void operator()(const engine::EditFollowUp& c) { save(c.follow_up, c.opened); }
    void operator()(const engine::EditQuestion& c) { save(c.question, c.opened); }
    void operator()(const engine::EditReferral& c) { save(c.referral, c.opened); }
    void operator()(const engine::EditSignal& c) { save(c.signal, c.opened); }
    void operator()(const engine::PromiseFollowUp& c) {
        all(c.family_id, c.place_id, c.contact_id, c.what, c.due_day, c.channel);
    }
    void operator()(const engine::OpenQuestion& c) {
        all(c.family_id, c.contact_id, c.themes, c.text);
    }
    void operator()(const engine::AnswerQuestion& c) { all(c.id, c.state, c.answer); }
    void operator()(const engine::AdvanceReferral& c) {
        all(c.id, c.step, c.warm, c.introduction, c.answer, c.note, c.opened_note);
    }
    void operator()(const engine::ReferToPartner& c) {
        all(c.family_id, c.question_id, c.contact_id, c.partner_id, c.new_partner_name, c.what,
            c.consented, c.warm, c.introduction);
    }
    void operator()(const engine::MergeFamilies& c) { all(c.kept, c.merged); }
    void operator()(const engine::MovePerson& c) { all(c.id, c.family_id); }
    template <class Other>
    void operator()(const Other& /*command*/) {
        FAIL("no form asks for this");
    }
};

}  // namespace

std::vector<Form> all_forms() {
    return {
        {"answer to a question", {"rail_follow_ups", "answer_3"}},
        {"step of a referral", {"rail_follow_ups", "step_0"}},
        {"visit that is planned", {"agenda_item_1_more", "agenda_item_1_edit"}},
        {"visit with whomever", {"plan_appointment"}},
        {"visit to a family", {"rail_families", "family_row_0", "plan_appointment"}},
        {"visit to a school", {"rail_places", "place_row_0", "plan_appointment"}},
        {"family", {"rail_families", "family_row_0", "edit_family"}},
        {"member", {"rail_families", "family_row_0", "edit_member_2"}},
        {"new member", {"rail_families", "family_row_0", "add_person"}},
        {"consent", {"rail_families", "family_row_0", "consent_0"}},
        {"new consent", {"rail_families", "family_row_0", "add_consent"}},
        {"new referral", {"rail_families", "family_row_0", "refer_family"}},
        {"promise", {"rail_follow_ups", kEditPromise}},
        {"new promise", {"rail_families", "family_row_0", "add_follow_up"}},
        {"new question", {"rail_families", "family_row_0", "add_question"}},
        {"question in other words", {"rail_families", "family_row_0", "edit_question_1"}},
        {"referral in other words", {"rail_families", "family_row_0", "edit_referral_0"}},
        {"signal in other words", {"rail_families", "family_row_0", "timeline_signal_2_0"}},
        {"merge", {"rail_families", "family_row_0", "edit_family", "merge_family"}},
        {"move", {"rail_families", "family_row_0", "edit_member_2", "move_person"}},
        {"contact person", {"rail_places", "place_row_0", "edit_contact_person_0"}},
        {"new contact person", {"rail_places", "place_row_0", "add_contact_person"}},
        {"school", {"rail_places", "place_row_0", "edit_place"}},
        {"new school", {"rail_places", "new_place"}},
        {"waiting list", {"rail_places", "place_row_0", "waiting_add"}},
    };
}

ui::Snapshot work_for_forms() {
    ui::Snapshot snapshot = screens::demo_base();
    screens::add_today(snapshot);
    screens::add_families(snapshot, "");
    screens::add_families(snapshot, "peeters");
    screens::add_guarded_family(snapshot);
    screens::add_places(snapshot);
    screens::add_place(snapshot);
    screens::add_partners(snapshot);
    screens::add_history(snapshot);
    screens::add_sync(snapshot);
    return snapshot;
}

void open(TestApp& app, const Form& form) {
    for (std::string id : form.way) {
        // On a narrow screen it stands in the menu of its row.
        if (id == kEditPromise && !app.has(id)) {
            app.scroll_to(kPromiseRow);
            app.hold(kPromiseRow, std::chrono::milliseconds(600));
            id = std::string(kPromiseRow) + "_edit";
        }
        app.scroll_to(id);
        app.tap(id);
    }
    REQUIRE(app.has("panel_save"));
}

void fill(TestApp& app, unsigned one_in) {
    std::minstd_rand random(3);
    std::set<std::string> seen;
    for (int round = 0; round < 3; ++round) {
        const std::vector<ui::Item> things = things_in_form(app);
        for (const ui::Item& thing : things) {
            const std::string& id = thing.id;
            if (!seen.insert(id).second || !app.has(id)) continue;
            if (things.size() > 1 && random() % one_in != 0) continue;
            app.scroll_to(id);
            app.tap(id);
            if (!thing.takes_text()) continue;
            app.press_with_ctrl(ImGuiKey_A);
            app.type(typed_in(id));
        }
    }
    // Nothing has the focus, as after a lock.
    const std::vector<ui::Item> things = things_in_form(app);
    const auto field = std::find_if(things.begin(), things.end(),
                                    [](const ui::Item& item) { return item.takes_text(); });
    if (field != things.end()) {
        app.tap(field->id);
        app.press(ImGuiKey_Escape);
    }
    REQUIRE(app.has("panel_save"));
}

std::string picture(const TestApp& app) {
    std::string words;
    const auto add = [&](const ui::Rect& rect) {
        for (const float each : {rect.x, rect.y, rect.w, rect.h})
            words += std::to_string(static_cast<int>(each)) + ' ';
    };
    for (const ui::DrawnText& text : app.ledger().texts) {
        add(text.rect);
        words += text.text + ' ' + std::to_string(text.color) + '\n';
    }
    for (const ui::DrawnFill& one : app.ledger().fills) {
        add(one.rect);
        words += std::to_string(one.color) + '\n';
    }
    return words;
}

std::vector<Value> described(const engine::Command& command) {
    Describe describe{{Value{static_cast<std::int64_t>(command.index())}}};
    std::visit(describe, command);
    return describe.values;
}

Asked take_asked(TestApp& app) {
    Asked asked;
    for (ui::Intent& intent : app.take()) {
        auto* run = std::get_if<ui::Run>(&intent);
        if (run == nullptr || std::holds_alternative<engine::NoteOpened>(run->command)) continue;
        if (const auto* keep = std::get_if<engine::KeepForm>(&run->command))
            asked.kept.push_back(keep->content);
        else
            asked.forms.push_back(std::move(*run));
    }
    return asked;
}

}  // namespace oppad::test
