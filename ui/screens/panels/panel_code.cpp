// Another PIN or passphrase in the place of the one that opens this tablet.
#include "ui/screens/lock/new_code.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"

namespace oppad::ui {

namespace {

// What can be seen without asking the store.
std::map<std::string_view, Text> to_mend(const PanelState& panel) {
    std::map<std::string_view, Text> mend;
    if (panel_text(panel, "old_code").empty()) mend["old_code"] = Text::kProblemMissing;
    const std::string code = panel_text(panel, "new_code");
    if (!is_long_enough(code)) {
        mend["new_code"] = Text::kCodeTooShort;
    } else if (code != panel_text(panel, "code_again")) {
        mend["code_again"] = Text::kSetUpDiffers;
    }
    return mend;
}

}  // namespace

void open_code_panel(Stage& stage) {
    begin_panel(stage, PanelKind::kCode, stage.tr(Text::kChangeCode));
}

float draw_code_panel(Stage& stage, Rect room) {
    draw_panel_field(stage, room, "old_code", Text::kCodeOld);
    draw_panel_text(stage, room, stage.tr(Text::kSetUpRule));
    draw_panel_field(stage, room, "new_code", Text::kCodeNew);
    draw_panel_field(stage, room, "code_again", Text::kCodeAgain);
    return room.y;
}

void change_code(Stage& stage) {
    PanelState& panel = stage.state.panel;
    panel.error.reset();
    panel.problems.clear();
    panel.to_mend = to_mend(panel);
    if (!panel.to_mend.empty()) return;
    const std::uint64_t ticket =
        stage.intents.change({.old_code = widgets::take_secret(panel.fields["old_code"]),
                              .new_code = widgets::take_secret(panel.fields["new_code"])});
    panel.fields["code_again"].edit.wipe_text();
    stage.canvas.blur();
    stage.state.asked[ticket] =
        Asked{.what = Asked::What::kPanel, .undo = {}, .said = Text::kCodeChanged};
    panel.saving = ticket;
}

}  // namespace oppad::ui
