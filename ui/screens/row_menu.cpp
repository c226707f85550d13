#include "ui/screens/row_menu.h"

#include <algorithm>
#include <string>

#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

std::string id_of(std::string_view row, std::string_view choice) {
    return row.empty() ? std::string(choice) : std::string(row) + '_' + std::string(choice);
}

}  // namespace

void turn_row_menu(Stage& stage, std::string_view row, const RecordKey& record,
                   std::string_view first) {
    auto& opened = stage.state.family.opened;
    opened = opened == record ? std::nullopt : std::optional(record);
    stage.state.needs_frame = true;
    if (opened) stage.canvas.focus(id_of(row, first));
    if (opened) reveal_choices_soon(stage);
}

void draw_menu_button(Stage& stage, std::string_view row, const RecordKey& record,
                      const Rect& rect) {
    const bool is_open = stage.state.family.opened == record;
    if (widgets::icon_button(stage.canvas, id_of(row, "more"), rect,
                             is_open ? Icon::kExpandLess : Icon::kMore,
                             stage.canvas.theme().muted)) {
        turn_row_menu(stage, row, record, "edit");
    }
}

int draw_row_menu(Stage& stage, Rect& room, std::string_view row, const RecordKey& record,
                  const std::vector<RowChoice>& choices) {
    Canvas& canvas = stage.canvas;
    auto& opened = stage.state.family.opened;
    if (canvas.asked_menu(row)) {
        turn_row_menu(stage, row, record, choices.front().id);
        return -1;
    }
    if (opened != record) return -1;
    room.cut_top(canvas.px(8));
    const float top = room.y;
    const int tapped = draw_commands(stage, room, row, choices);
    reveal_choices(stage, {room.x, top, room.w, room.y - top});
    room.cut_top(canvas.px(8));
    if (tapped >= 0) opened.reset();
    return tapped;
}

int draw_commands(Stage& stage, Rect& room, std::string_view row,
                  const std::vector<RowChoice>& choices) {
    Canvas& canvas = stage.canvas;
    const float high = widgets::chip_height(canvas);
    const float gap = canvas.px(8);
    int tapped = -1;
    Point next{room.x, room.y};
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const RowChoice& choice = choices[i];
        const std::string& label = stage.tr(choice.label);
        const float wide = std::min(room.w, widgets::button_width(canvas, label, choice.icon));
        if (next.x > room.x && next.x + wide > room.right()) next = {room.x, next.y + high + gap};
        if (widgets::button(canvas, id_of(row, choice.id), {next.x, next.y, wide, high}, label,
                            {choice.tone == Tone::kDanger ? widgets::ButtonStyle::kDanger
                                                          : widgets::ButtonStyle::kOutline,
                             choice.icon})) {
            tapped = static_cast<int>(i);
        }
        next.x += wide + gap;
    }
    room.cut_top(next.y + high - room.y);
    return tapped;
}

// In the next frame no other choices stand over them, and their card is as high as they need.
void reveal_choices_soon(Stage& stage) {
    constexpr int kFramesUntilPlaced = 3;
    stage.state.family.frames_to_reveal = kFramesUntilPlaced;
    stage.state.needs_frame = true;
}

void reveal_choices(Stage& stage, const Rect& choices) {
    int& frames = stage.state.family.frames_to_reveal;
    if (frames == 0) return;
    stage.state.needs_frame = true;
    if (--frames == 0) stage.canvas.bring_into_sight(choices);
}

}  // namespace oppad::ui
