// What was written wrong, in other words: a question, a referral, a signal.
#include <algorithm>

#include "engine/domain/theme_codes.h"
#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"
#include "ui/screens/text_set.h"

namespace oppad::ui {

namespace {

// Back to what it said before, and away with what was noted by mistake. What hangs on a referral is
// its partner's too: that one is closed, not taken away.
void draw_looking_back(Stage& stage, Rect& room, const RecordKey& key) {
    std::vector<RowChoice> actions{{"record_history", Text::kHistory, Icon::kHistory}};
    if (key.type != RecordType::kReferral)
        actions.push_back({"remove_record", Text::kDeleteContact, Icon::kDelete, Tone::kDanger});
    const int tapped = draw_panel_actions(stage, room, actions);
    if (tapped == 0) open_history_panel(stage, key);
    if (tapped != 1) return;
    ask_and_close(stage, engine::RemoveRecord{key, false}, engine::RemoveRecord{key, true},
                  Text::kToastRemoved);
}

// Those most used first, as where a contact is logged; what is chosen is always in sight.
std::vector<std::string> themes_shown(const Stage& stage, const TextSet& chosen) {
    constexpr std::size_t kAtHand = 8;
    const auto* page = find_view<engine::LogContactPage>(stage.snapshot, engine::LookLogContact{});
    std::vector<std::string> codes(kThemeCodes.begin(), kThemeCodes.end());
    if (page != nullptr) codes = page->themes;
    for (const std::string& code : chosen)
        if (!holds(codes, code)) codes.push_back(code);
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const bool is_offered = stage.state.panel.all_themes || i < kAtHand;
        if (is_offered || holds(chosen, codes[i])) shown.push_back(codes[i]);
    }
    return shown;
}

void draw_signal_themes(Stage& stage, Rect& room, TextSet& chosen) {
    draw_panel_label(stage, room, Text::kFieldThemes);
    const std::vector<std::string> codes = themes_shown(stage, chosen);
    std::vector<widgets::Choice> choices;
    for (const std::string& code : codes) {
        choices.push_back(
            {"theme_" + code, capitalised(stage.code_label(code)), chosen_if(holds(chosen, code))});
    }
    if (!stage.state.panel.all_themes)
        choices.push_back({"themes_more", stage.tr(Text::kMoreThemes)});
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped < 0) return;
    const auto index = static_cast<std::size_t>(tapped);
    if (index == codes.size()) {
        stage.state.panel.all_themes = true;
    } else {
        toggle(chosen, codes[index]);
    }
}

void draw_signal_state(Stage& stage, Rect& room, SignalState& state) {
    draw_panel_label(stage, room, Text::kSignalState);
    const auto& states = CodeTable<SignalState>::words;
    std::vector<widgets::Choice> choices;
    for (const auto& [each, word] : states) {
        choices.push_back({"signal_" + std::string(word), capitalised(stage.tr(text_of(each))),
                           chosen_if(state == each)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped >= 0) state = states[static_cast<std::size_t>(tapped)].first;
}

// What isn't on the form is the same in both, and so stays as it is stored.
template <class Edit, class Record>
PanelAsk corrected(const Record& edited, const std::optional<Record>& opened) {
    return {Edit{edited, opened}, Text::kToastSaved, Edit{*opened, edited}};
}

}  // namespace

void open_edit_question_panel(Stage& stage, const Id<Question>& id, const std::string& text) {
    PanelState& panel = begin_panel(stage, PanelKind::kEditQuestion, stage.tr(Text::kEditQuestion));
    Question& question = panel.edit_question.question;
    question.id = id;
    question.text = text;
    panel.edit_question.opened = question;
    set_panel_note(panel, "text", text);
}

void open_edit_referral_panel(Stage& stage, const Id<Referral>& id,
                              const std::optional<Id<Partner>>& partner, const std::string& what) {
    PanelState& panel = begin_panel(stage, PanelKind::kEditReferral, stage.tr(Text::kEditReferral));
    Referral& referral = panel.edit_referral.referral;
    referral.id = id;
    referral.partner_id = partner;
    referral.what = what;
    panel.edit_referral.opened = referral;
    set_panel_note(panel, "what", what);
}

void open_edit_signal_panel(Stage& stage, const engine::NotedSignal& noted) {
    PanelState& panel = begin_panel(stage, PanelKind::kEditSignal, stage.tr(Text::kEditSignal));
    Signal& signal = panel.edit_signal.signal;
    signal.id = noted.id;
    signal.text = noted.text;
    signal.themes = noted.themes;
    signal.state = noted.state;
    signal.answer = noted.answer;
    panel.edit_signal.opened = signal;
    set_panel_note(panel, "text", noted.text);
    set_panel_note(panel, "answer", noted.answer);
}

float draw_edit_question_panel(Stage& stage, Rect room) {
    draw_panel_note(stage, room, "text", Text::kQuestion);
    const Id<Question> id = stage.state.panel.edit_question.question.id;
    draw_looking_back(stage, room, {RecordType::kQuestion, id.raw});
    return room.y;
}

float draw_edit_referral_panel(Stage& stage, Rect room) {
    Referral& referral = stage.state.panel.edit_referral.referral;
    draw_panel_partners(stage, room, Text::kToWhichPartner, referral.partner_id);
    draw_panel_note(stage, room, "what", Text::kWhatIsAsked);
    const Id<Referral> id = referral.id;
    draw_looking_back(stage, room, {RecordType::kReferral, id.raw});
    return room.y;
}

float draw_edit_signal_panel(Stage& stage, Rect room) {
    draw_panel_text(stage, room, stage.tr(Text::kSignalExplained));
    draw_panel_note(stage, room, "text", Text::kSignal);
    Signal& signal = stage.state.panel.edit_signal.signal;
    draw_signal_themes(stage, room, signal.themes);
    draw_signal_state(stage, room, signal.state);
    if (signal.state == SignalState::kAnswered)
        draw_panel_note(stage, room, "answer", Text::kWhatAnswer);
    const Id<Signal> id = signal.id;
    draw_looking_back(stage, room, {RecordType::kSignal, id.raw});
    return room.y;
}

PanelAsk ask_of_correction(const PanelState& panel) {
    if (panel.kind == PanelKind::kEditReferral) {
        engine::EditReferral edit = panel.edit_referral;
        edit.referral.what = typed_over(panel, "what", edit.opened->what);
        return corrected<engine::EditReferral>(edit.referral, edit.opened);
    }
    if (panel.kind == PanelKind::kEditSignal) {
        engine::EditSignal edit = panel.edit_signal;
        edit.signal.text = typed_over(panel, "text", edit.opened->text);
        edit.signal.answer = typed_over(panel, "answer", edit.opened->answer);
        // Chips add at the end, a stored set is sorted.
        std::sort(edit.signal.themes.begin(), edit.signal.themes.end());
        return corrected<engine::EditSignal>(edit.signal, edit.opened);
    }
    engine::EditQuestion edit = panel.edit_question;
    edit.question.text = typed_over(panel, "text", edit.opened->text);
    return corrected<engine::EditQuestion>(edit.question, edit.opened);
}

}  // namespace oppad::ui
