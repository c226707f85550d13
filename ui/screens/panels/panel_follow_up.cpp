// A promise that is put off, corrected or no longer needed; and what is noted outside a contact: a
// promise or a question.
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"
#include "ui/screens/panels/promise.h"

namespace oppad::ui {

void open_follow_up_panel(Stage& stage, const engine::OpenItem& item) {
    PanelState& panel = begin_panel(stage, PanelKind::kFollowUp, stage.tr(Text::kEditFollowUp));
    FollowUp& follow_up = panel.follow_up.follow_up;
    follow_up.id = {item.key.id};
    follow_up.what = item.what;
    follow_up.due_day = item.due_day;
    follow_up.channel = item.channel;
    // What isn't on the form is the same in both, and so stays as it is stored.
    panel.follow_up.opened = follow_up;
    set_panel_field(panel, "what", item.what);
}

void open_new_follow_up_panel(Stage& stage, const Id<Family>& family) {
    PanelState& panel = begin_panel(stage, PanelKind::kFollowUp, stage.tr(Text::kAddFollowUp));
    panel.follow_up.follow_up.family_id = family;
}

void open_new_question_panel(Stage& stage, const Id<Family>& family) {
    begin_panel(stage, PanelKind::kNewQuestion, stage.tr(Text::kAddQuestion))
        .new_question.family_id = family;
}

float draw_follow_up_panel(Stage& stage, Rect room) {
    PanelState& panel = stage.state.panel;
    FollowUp& follow_up = panel.follow_up.follow_up;
    draw_panel_field(stage, room, "what", Text::kWhatDoYouPromise);
    draw_due_days(stage, room, follow_up.due_day, {panel.all_days, panel.other_day});
    draw_panel_problem(stage, room, "due_day");
    draw_channels(stage, room, follow_up.channel);
    if (!panel.follow_up.opened) return room.y;
    const Id<FollowUp> id = follow_up.id;
    const int tapped = draw_panel_actions(
        stage, room,
        {{"record_history", Text::kHistory, Icon::kHistory},
         {"cancel_follow_up", Text::kFollowUpCancelled, Icon::kClose, Tone::kDanger}});
    if (tapped == 0) open_history_panel(stage, {RecordType::kFollowUp, id.raw});
    if (tapped == 1) {
        ask_and_close(
            stage, engine::SettleFollowUp{.id = id, .state = FollowUpState::kCancelled, .note = {}},
            engine::SettleFollowUp{.id = id, .state = FollowUpState::kOpen, .note = {}},
            Text::kToastNotNeeded);
    }
    return room.y;
}

float draw_new_question_panel(Stage& stage, Rect room) {
    draw_panel_text(stage, room, stage.tr(Text::kQuestionExplained));
    draw_panel_field(stage, room, "text", Text::kQuestion);
    return room.y;
}

PanelAsk ask_of_follow_up(const PanelState& panel) {
    if (panel.kind == PanelKind::kNewQuestion) {
        engine::OpenQuestion question = panel.new_question;
        question.text = panel_text(panel, "text");
        return {question, Text::kToastNoted, {}};
    }
    engine::EditFollowUp edit = panel.follow_up;
    edit.follow_up.what = panel_text(panel, "what");
    const FollowUp& follow_up = edit.follow_up;
    if (edit.opened)
        return {edit, Text::kToastSaved, engine::EditFollowUp{*edit.opened, follow_up, true}};
    const engine::PromiseFollowUp promise{.family_id = follow_up.family_id,
                                          .place_id = {},
                                          .contact_id = {},
                                          .what = follow_up.what,
                                          .due_day = follow_up.due_day,
                                          .channel = follow_up.channel};
    return {promise, Text::kToastNoted, {}};
}

}  // namespace oppad::ui
