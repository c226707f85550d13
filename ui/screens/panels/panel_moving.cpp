// Two families that are one, and a person who belongs to another family.
#include "ui/i18n/words.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/panels/panel_parts.h"

namespace oppad::ui {

namespace {

// The family that is chosen, or the field that looks for it. `id` is nil while none is.
void draw_chosen_family(Stage& stage, Rect& room, Id<Family>& id) {
    PanelState& panel = stage.state.panel;
    if (id.is_nil()) {
        const std::optional<Found> found = draw_panel_search(stage, room, SearchFor::kFamilies);
        if (!found || !found->family_id) return;
        id = *found->family_id;
        panel.chosen_name = found->name;
        return;
    }
    const int tapped = draw_panel_choices(
        stage, room,
        {{"family_chosen", stage.texts().fill(Text::kFamilyNamed, panel.chosen_name),
          widgets::Chosen::kYes}});
    if (tapped == 0) id = {};
}

}  // namespace

void open_merge_panel(Stage& stage, const Id<Family>& kept, const Id<Family>& merged,
                      const std::string& merged_name) {
    PanelState& panel = begin_panel(stage, PanelKind::kMerge, stage.tr(Text::kMergeTitle));
    panel.merge = {kept, merged};
    panel.chosen_name = merged_name;
}

void open_move_panel(Stage& stage, const Person& person) {
    const std::string name = person.given_name.empty() ? person.family_name : person.given_name;
    PanelState& panel =
        begin_panel(stage, PanelKind::kMovePerson, stage.texts().fill(Text::kMoveTitle, name));
    panel.move.id = person.id;
    panel.moved_from = person.family_id;
}

float draw_merge_panel(Stage& stage, Rect room) {
    draw_panel_label(stage, room, Text::kMergeWhich);
    draw_chosen_family(stage, room, stage.state.panel.merge.merged);
    draw_panel_problem(stage, room, "merged");
    draw_panel_text(stage, room, stage.tr(Text::kMergeExplained));
    return room.y;
}

float draw_move_panel(Stage& stage, Rect room) {
    draw_panel_label(stage, room, Text::kMoveWhich);
    draw_chosen_family(stage, room, stage.state.panel.move.family_id);
    draw_panel_problem(stage, room, "family_id");
    draw_panel_text(stage, room, stage.tr(Text::kMoveExplained));
    return room.y;
}

std::optional<PanelAsk> ask_of_moving(const PanelState& panel) {
    if (panel.kind == PanelKind::kMerge) {
        // Its way back comes with the outcome.
        return PanelAsk{panel.merge, Text::kToastMerged, {}};
    }
    std::optional<engine::Command> undo;
    if (panel.moved_from) undo = engine::MovePerson{panel.move.id, *panel.moved_from};
    return PanelAsk{panel.move, Text::kToastMoved, undo};
}

}  // namespace oppad::ui
