// What was written wrong, in other words: a question, a referral, a signal.
#include "ui/i18n/words.h"
#include "ui/screens/panel.h"
#include "ui/screens/panel_parts.h"

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
    panel.edit_signal.opened = signal;
    set_panel_note(panel, "text", noted.text);
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
    const Id<Signal> id = stage.state.panel.edit_signal.signal.id;
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
        return corrected<engine::EditSignal>(edit.signal, edit.opened);
    }
    engine::EditQuestion edit = panel.edit_question;
    edit.question.text = typed_over(panel, "text", edit.opened->text);
    return corrected<engine::EditQuestion>(edit.question, edit.opened);
}

}  // namespace oppad::ui
