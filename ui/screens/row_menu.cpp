#include "ui/screens/row_menu.h"

#include <algorithm>
#include <string>

#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

std::string id_of(std::string_view row, const RowChoice& choice) {
    return std::string(row) + '_' + std::string(choice.id);
}

}  // namespace

int draw_row_menu(Stage& stage, Rect& room, std::string_view row, const RecordKey& record,
                  const std::vector<RowChoice>& choices) {
    Canvas& canvas = stage.canvas;
    auto& opened = stage.state.family.opened;
    if (canvas.asked_menu(row)) {
        opened = opened == record ? std::nullopt : std::optional(record);
        stage.state.needs_frame = true;
        // Which brings it into sight, once another row's menu no longer stands over it.
        if (opened) canvas.focus(id_of(row, choices.front()));
        return -1;
    }
    if (opened != record) return -1;
    const float high = widgets::chip_height(canvas);
    const float gap = canvas.px(8);
    int tapped = -1;
    Point next{room.x, room.y + gap};
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const RowChoice& choice = choices[i];
        const std::string& label = stage.tr(choice.label);
        const float wide = std::min(room.w, widgets::button_width(canvas, label, choice.icon));
        if (next.x > room.x && next.x + wide > room.right()) next = {room.x, next.y + high + gap};
        if (widgets::button(canvas, id_of(row, choice), {next.x, next.y, wide, high}, label,
                            {widgets::ButtonStyle::kOutline, choice.icon})) {
            tapped = static_cast<int>(i);
        }
        next.x += wide + gap;
    }
    room.cut_top(next.y + high + gap - room.y);
    if (tapped >= 0) opened.reset();
    return tapped;
}

}  // namespace oppad::ui
