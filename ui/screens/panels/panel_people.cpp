// Who somebody is: the family itself, one of its members, somebody at a school.
#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/families/family_words.h"
#include "ui/screens/families/similar_rows.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"
#include "ui/screens/text_set.h"

namespace oppad::ui {

namespace {

using widgets::Choice;

void draw_address(Stage& stage, Rect& room) {
    draw_panel_field(stage, room, "street", Text::kStreetLabel);
    draw_panel_fields(
        stage, room,
        {"postcode", Text::kPostcodeLabel, "municipality", Text::kMunicipalityLabel, 0.35F});
}

void draw_known(Stage& stage, Rect& room, Family& family) {
    draw_panel_label(stage, room, Text::kKnownBefore);
    const int tapped = draw_panel_choices(
        stage, room,
        {{"known_no", capitalised(stage.tr(Text::kNo)), chosen_if(family.known_before == false)},
         {"known_yes", capitalised(stage.tr(Text::kYes)), chosen_if(family.known_before == true)},
         {"known_unasked", capitalised(stage.tr(Text::kNotAsked)),
          chosen_if(!family.known_before.has_value())}});
    if (tapped == 0) family.known_before = false;
    if (tapped == 1) family.known_before = true;
    if (tapped == 2) family.known_before.reset();
}

void draw_state(Stage& stage, Rect& room, Family& family) {
    draw_panel_label(stage, room, Text::kFieldState);
    std::vector<Choice> choices;
    const auto& states = CodeTable<FamilyState>::words;
    for (const auto& [state, word] : states) {
        choices.push_back({"state_" + std::string(word), capitalised(stage.tr(text_of(state))),
                           chosen_if(family.state == state)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) family.state = states[static_cast<std::size_t>(tapped)].first;
}

void draw_school(Stage& stage, Rect& room, Person& person) {
    PanelState& panel = stage.state.panel;
    draw_panel_label(stage, room, Text::kSchoolLabel);
    if (person.school_id) {
        const int tapped = draw_panel_choices(
            stage, room, {{"school_chosen", panel.chosen_name, widgets::Chosen::kYes}});
        if (tapped == 0) person.school_id.reset();
    } else if (const auto found = draw_panel_search(stage, room, SearchFor::kPlaces)) {
        person.school_id = found->place_id;
        panel.chosen_name = found->name;
    }
    draw_panel_problem(stage, room, "school_id");
    draw_panel_field(stage, room, "school_class", Text::kClassLabel);
}

void draw_weekdays(Stage& stage, Rect& room, ContactPerson& person) {
    draw_panel_label(stage, room, Text::kWeekdaysLabel);
    constexpr unsigned kSchoolDays = 5;
    std::vector<Choice> choices;
    for (unsigned day = 1; day <= kSchoolDays; ++day) {
        choices.push_back({widgets::nth("weekday", day),
                           capitalised(short_weekday(stage.texts(), day)),
                           chosen_if(holds(person.weekdays, std::to_string(day)))});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) toggle(person.weekdays, std::to_string(tapped + 1));
    std::sort(person.weekdays.begin(), person.weekdays.end());
}

void draw_channel(Stage& stage, Rect& room, ContactPerson& person) {
    draw_panel_label(stage, room, Text::kPrefersLabel);
    std::vector<Choice> choices;
    const auto& channels = CodeTable<Channel>::words;
    for (const auto& [channel, word] : channels) {
        choices.push_back({"prefers_" + std::string(word), capitalised(stage.tr(text_of(channel))),
                           chosen_if(person.preferred_channel == channel)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped < 0) return;
    const Channel channel = channels[static_cast<std::size_t>(tapped)].first;
    person.preferred_channel = person.preferred_channel == channel ? Channel::kUnknown : channel;
}

// Folded away for whoever lives with the family; what was typed stays while it is open again.
void draw_elsewhere(Stage& stage, Rect& room) {
    bool& lives_elsewhere = stage.state.panel.lives_elsewhere;
    const int tapped = draw_panel_choices(
        stage, room,
        {{"lives_elsewhere", stage.tr(Text::kLivesElsewhere), chosen_if(lives_elsewhere)}});
    if (tapped == 0) lives_elsewhere = !lives_elsewhere;
    if (lives_elsewhere) draw_address(stage, room);
}

void remove_and_close(Stage& stage, const RecordKey& key) {
    ask_and_close(stage, engine::RemoveRecord{key, false}, engine::RemoveRecord{key, true},
                  Text::kToastRemoved);
}

// The undo of a change is the change back.
template <class Save, class Record>
PanelAsk saved(const Save& save, const Record& record) {
    std::optional<engine::Command> undo;
    if (save.opened) undo = Save{*save.opened, record};
    return {save, Text::kToastSaved, undo};
}

PanelAsk ask_of_family(const PanelState& panel) {
    engine::SaveFamily save = panel.family;
    save.family.name = panel_text(panel, "name");
    save.family.street = panel_text(panel, "street");
    save.family.postcode = panel_text(panel, "postcode");
    save.family.municipality = panel_text(panel, "municipality");
    save.family.phone = panel_text(panel, "phone");
    save.family.safety_remark = typed_over(panel, "safety_remark", save.family.safety_remark);
    save.family.note = typed_over(panel, "note", save.family.note);
    return saved(save, save.family);
}

std::optional<PanelAsk> ask_of_person(PanelState& panel, Day today) {
    engine::SavePerson save = panel.person;
    save.person.given_name = panel_text(panel, "given_name");
    save.person.family_name = panel_text(panel, "family_name");
    save.person.phone = panel_text(panel, "phone");
    save.person.school_class = panel_text(panel, "school_class");
    const auto elsewhere = [&panel](const char* field) {
        return panel.lives_elsewhere ? panel_text(panel, field) : std::string{};
    };
    save.person.street = elsewhere("street");
    save.person.postcode = elsewhere("postcode");
    save.person.municipality = elsewhere("municipality");
    const std::string born = panel_text(panel, "birth_day");
    save.person.birth_day = parse_past_day(born, today);
    panel.wrong_day = !born.empty() && !save.person.birth_day;
    if (panel.wrong_day) return std::nullopt;
    return saved(save, save.person);
}

PanelAsk ask_of_contact_person(const PanelState& panel) {
    engine::SaveContactPerson save = panel.contact_person;
    save.contact_person.name = panel_text(panel, "name");
    save.contact_person.phone = panel_text(panel, "phone");
    save.contact_person.email = panel_text(panel, "email");
    return saved(save, save.contact_person);
}

}  // namespace

void open_family_panel(Stage& stage, const Family& family) {
    PanelState& panel = begin_panel(stage, PanelKind::kFamily, stage.tr(Text::kEditFamily));
    panel.family = {.family = family, .opened = family};
    set_panel_field(panel, "name", family.name);
    set_panel_field(panel, "street", family.street);
    set_panel_field(panel, "postcode", family.postcode);
    set_panel_field(panel, "municipality", family.municipality);
    set_panel_field(panel, "phone", shown_phone(family.phone));
    set_panel_note(panel, "safety_remark", family.safety_remark);
    set_panel_note(panel, "note", family.note);
}

void open_person_panel(Stage& stage, const Person& person, const std::string& school_name) {
    const bool is_new = person.id.is_nil();
    PanelState& panel = begin_panel(stage, PanelKind::kPerson,
                                    stage.tr(is_new ? Text::kAddPerson : Text::kEditPerson));
    panel.person.person = person;
    if (!is_new) panel.person.opened = person;
    panel.chosen_name = school_name;
    set_panel_field(panel, "given_name", person.given_name);
    set_panel_field(panel, "family_name", person.family_name);
    set_panel_field(panel, "phone", shown_phone(person.phone));
    set_panel_field(panel, "school_class", person.school_class);
    set_panel_field(panel, "birth_day", person.birth_day ? full_date(*person.birth_day) : "");
    panel.lives_elsewhere = !address_of(person).empty();
    set_panel_field(panel, "street", person.street);
    set_panel_field(panel, "postcode", person.postcode);
    set_panel_field(panel, "municipality", person.municipality);
}

void open_contact_person_panel(Stage& stage, const ContactPerson& person) {
    const bool is_new = person.id.is_nil();
    PanelState& panel =
        begin_panel(stage, PanelKind::kContactPerson,
                    stage.tr(is_new ? Text::kAddContactPerson : Text::kEditContactPerson));
    panel.contact_person.contact_person = person;
    if (!is_new) panel.contact_person.opened = person;
    set_panel_field(panel, "name", person.name);
    set_panel_field(panel, "phone", shown_phone(person.phone));
    set_panel_field(panel, "email", person.email);
}

float draw_family_panel(Stage& stage, Rect room) {
    Family& family = stage.state.panel.family.family;
    if (const auto* same = draw_similar(stage, room, similar_look_of(stage.state.panel))) {
        open_merge_panel(stage, Id<Family>{family.id}, same->id, same->name);
        return room.y;
    }
    draw_panel_field(stage, room, "name", Text::kFamilyNameLabel);
    draw_address(stage, room);
    draw_panel_field(stage, room, "phone", Text::kPhoneLabel);
    draw_languages(stage, room, family);
    draw_known(stage, room, family);
    draw_state(stage, room, family);
    draw_panel_note(stage, room, "safety_remark", Text::kSafetyLabel);
    draw_panel_note(stage, room, "note", Text::kFieldNote);
    const int tapped = draw_panel_actions(stage, room,
                                          {{"family_history", Text::kHistory, Icon::kHistory},
                                           {"print_family", Text::kPrintFamily, Icon::kPrint},
                                           {"merge_family", Text::kMergeFamily, Icon::kMerge}});
    const Id<Family> id = family.id;
    if (tapped == 0) open_history_panel(stage, {RecordType::kFamily, id.raw});
    if (tapped == 1) open_sheet_panel(stage, id);
    if (tapped == 2) open_merge_panel(stage, id, {}, {});
    return room.y;
}

float draw_person_panel(Stage& stage, Rect room) {
    Person& person = stage.state.panel.person.person;
    draw_panel_label(stage, room, Text::kRelationLabel);
    std::vector<Choice> choices;
    const auto& relations = CodeTable<PersonRelation>::words;
    for (const auto& [relation, word] : relations) {
        choices.push_back({"relation_" + std::string(word),
                           capitalised(stage.tr(text_of(relation))),
                           chosen_if(person.relation == relation)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) person.relation = relations[static_cast<std::size_t>(tapped)].first;
    draw_panel_problem(stage, room, "relation");
    draw_panel_fields(stage, room,
                      {"given_name", Text::kGivenNameLabel, "family_name", Text::kSurnameLabel});
    draw_panel_fields(stage, room, {"birth_day", Text::kBirthDayLabel, "phone", Text::kPhoneLabel});
    if (person.relation == PersonRelation::kChild) draw_school(stage, room, person);
    draw_elsewhere(stage, room);
    if (person.id.is_nil()) return room.y;
    const int moves =
        draw_panel_actions(stage, room,
                           {{"move_person", Text::kMovePerson, Icon::kSwap},
                            {"remove_person", Text::kRemovePerson, Icon::kDelete, Tone::kDanger}});
    if (moves == 0) open_move_panel(stage, Person{person});
    if (moves == 1) remove_and_close(stage, {RecordType::kPerson, person.id.raw});
    return room.y;
}

float draw_contact_person_panel(Stage& stage, Rect room) {
    ContactPerson& person = stage.state.panel.contact_person.contact_person;
    draw_panel_field(stage, room, "name", Text::kNameLabel);
    draw_panel_label(stage, room, Text::kFunctionLabel);
    std::vector<Choice> choices;
    const auto& functions = CodeTable<ContactFunction>::words;
    for (const auto& [function, word] : functions) {
        choices.push_back({"function_" + std::string(word), stage.tr(text_of(function)),
                           chosen_if(person.function == function)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) person.function = functions[static_cast<std::size_t>(tapped)].first;
    draw_panel_problem(stage, room, "function");
    draw_panel_fields(stage, room, {"phone", Text::kPhoneLabel, "email", Text::kEmailLabel});
    draw_weekdays(stage, room, person);
    draw_channel(stage, room, person);
    if (person.id.is_nil()) return room.y;
    const RecordKey key{RecordType::kContactPerson, person.id.raw};
    const int removes = draw_panel_actions(
        stage, room,
        {{"remove_contact_person", Text::kRemovePerson, Icon::kDelete, Tone::kDanger}});
    if (removes == 0) remove_and_close(stage, key);
    return room.y;
}

std::optional<PanelAsk> ask_of_people(PanelState& panel, Day today) {
    switch (panel.kind) {
        case PanelKind::kFamily:
            return ask_of_family(panel);
        case PanelKind::kPerson:
            return ask_of_person(panel, today);
        default:
            return ask_of_contact_person(panel);
    }
}

}  // namespace oppad::ui
