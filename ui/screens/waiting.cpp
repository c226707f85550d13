#include "ui/screens/waiting.h"

#include "ui/widgets/widgets.h"

namespace oppad::ui {

void draw_waiting(Stage& stage, const Rect& area) {
    const Rect inside = widgets::card(stage.canvas, area);
    stage.canvas.text_in(inside, stage.tr(Text::kLooking), Font::kBody, stage.canvas.theme().muted,
                         Align::kCentre);
}

void draw_waiting_for(Stage& stage, const Rect& area, const engine::Look& look) {
    if (!is_gone(stage, look)) return draw_waiting(stage, area);
    widgets::empty_state(stage.canvas, widgets::card(stage.canvas, area),
                         {.icon = Icon::kHelp,
                          .tone = Tone::kNeutral,
                          .title = stage.tr(Text::kErrorNotFound),
                          .text = stage.tr(Text::kGoneText)},
                         0);
}

widgets::EmptyLook empty_look(const Stage& stage, const widgets::EmptyLook& otherwise) {
    const sync::SyncStatus& sync = stage.snapshot.sync;
    if (sync.state == sync::SyncState::kNotEnrolled || sync.last_complete_at) return otherwise;
    // Who had it before can still unlock it.
    const bool is_passed_on = stage.snapshot.person > 0;
    return {.icon = Icon::kSync,
            .title = stage.tr(Text::kFirstSyncTitle),
            .text = stage.tr(is_passed_on ? Text::kFirstSyncPassedOn : Text::kFirstSyncText)};
}

}  // namespace oppad::ui
