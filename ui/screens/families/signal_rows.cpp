#include "ui/screens/families/signal_rows.h"

#include "ui/i18n/words.h"
#include "ui/screens/panels/panel.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

// Its state while it is on its way; that it was noted is nothing new.
std::string title_of(const Stage& stage, const engine::NotedSignal& signal) {
    const std::string& word = stage.tr(Text::kSignal);
    const bool is_new =
        signal.state == SignalState::kNoted || signal.state == SignalState::kUnknown;
    return is_new ? word : word + " · " + stage.tr(text_of(signal.state));
}

}  // namespace

void draw_signal_rows(Stage& stage, Rect& room, const std::vector<engine::NotedSignal>& signals,
                      std::string_view id_prefix) {
    Canvas& canvas = stage.canvas;
    for (std::size_t i = 0; i < signals.size(); ++i) {
        const engine::NotedSignal& signal = signals[i];
        const std::string title = title_of(stage, signal);
        const std::string id = widgets::nth(id_prefix, i);
        const std::string said =
            signal.answer.empty() ? signal.text : signal.text + " · " + signal.answer;
        const auto drawn = widgets::row(canvas, room,
                                        {.id = id,
                                         .avatar = {Tone::kPolicy, Icon::kSignal},
                                         .title = {widgets::strong(canvas, title)},
                                         .subtitle = {widgets::quiet(canvas, said)},
                                         .end_icon = Icon::kEdit});
        room.cut_top(drawn.bottom - room.y);
        if (drawn.tapped) open_edit_signal_panel(stage, signal);
    }
}

}  // namespace oppad::ui
