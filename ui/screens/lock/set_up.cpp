// The first screen of a new tablet: who works with it, and what opens it.
#include <algorithm>

#include "ui/i18n/words.h"
#include "ui/screens/lock/new_code.h"
#include "ui/screens/screens.h"
#include "ui/widgets/editors.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

std::optional<Text> still_to_mend(const SetUpState& form) {
    if (form.name.text().find_first_not_of(' ') == std::string::npos) {
        return Text::kSetUpNameMissing;
    }
    if (!is_long_enough(form.passphrase.text())) return Text::kSetUpTooShort;
    if (form.passphrase.text() != form.again.text()) return Text::kSetUpDiffers;
    return std::nullopt;
}

void begin(Stage& stage) {
    SetUpState& form = stage.state.set_up;
    form.remark = still_to_mend(form);
    if (form.remark) return;
    stage.intents.push(SetUp{form.name.text(), widgets::take_secret(form.passphrase)});
    form.again.edit.wipe_text();
}

float draw_welcome(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    float y = area.y;
    const float logo = canvas.px(84);
    canvas.fill({area.x, y, logo, logo}, theme.primary, canvas.px(24));
    canvas.icon({area.x + logo / 2, y + logo / 2}, Icon::kWalk, IconSize::kLarge, theme.on_primary);
    y += logo + canvas.px(22);
    y += canvas.paragraph({area.x, y}, area.w, stage.tr(Text::kSetUpTitle), Font::kNumber,
                          theme.ink, Align::kLeft);
    y += canvas.px(8);
    y += canvas.paragraph({area.x, y}, area.w, stage.tr(Text::kSetUpText), Font::kBody, theme.muted,
                          Align::kLeft);
    Rect room{area.x, y + canvas.px(18), area.w, canvas.screen().h};
    draw_languages(stage, room);
    stage.state.has_asked_language = true;
    return room.y;
}

// What keeps the tablet from beginning, if anything.
std::string remark(const Stage& stage) {
    const SetUpState& form = stage.state.set_up;
    // Once said it follows what is typed: what was mended is not asked for again.
    if (form.remark) {
        const std::optional<Text> still = still_to_mend(form);
        return still ? stage.tr(*still) : std::string{};
    }
    if (stage.snapshot.set_up_error)
        return stage.tr(sentence_of(stage.snapshot.set_up_error->code));
    return {};
}

float draw_form(Stage& stage, Rect room) {
    Canvas& canvas = stage.canvas;
    SetUpState& form = stage.state.set_up;
    const float high = widgets::field_height(canvas, true);
    const float gap = canvas.px(14);
    widgets::text_field(canvas, "set_up_name", room.cut_top(high), form.name,
                        {.when_empty = {}, .label = stage.tr(Text::kSetUpName)});
    room.cut_top(gap);
    widgets::text_field(canvas, "set_up_pin", room.cut_top(high), form.passphrase,
                        {.when_empty = {}, .label = stage.tr(Text::kSetUpPin), .is_secret = true});
    room.cut_top(gap);
    const auto event = widgets::text_field(
        canvas, "set_up_again", room.cut_top(high), form.again,
        {.when_empty = {}, .label = stage.tr(Text::kSetUpAgain), .is_secret = true});
    room.cut_top(canvas.px(10));
    room.cut_top(canvas.paragraph({room.x, room.y}, room.w, stage.tr(Text::kSetUpRule),
                                  Font::kSmall, canvas.theme().muted, Align::kLeft));
    room.cut_top(canvas.px(10));
    const std::string said = remark(stage);
    if (!said.empty()) {
        room.cut_top(canvas.paragraph({room.x, room.y}, room.w, said, Font::kSmallMedium,
                                      canvas.theme().tone(Tone::kDanger).ink, Align::kLeft));
        room.cut_top(canvas.px(10));
    }
    const Rect button = room.cut_top(widgets::button_height(canvas));
    const bool pressed =
        widgets::button(canvas, "set_up_begin", button, stage.tr(Text::kSetUpBegin),
                        {widgets::ButtonStyle::kPrimary, Icon::kNone});
    if (pressed || event == widgets::FieldEvent::kEntered) begin(stage);
    return button.bottom();
}

}  // namespace

void draw_set_up(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    widgets::ScrollArea scroll(canvas, "set_up_scroll", area);
    const bool side_by_side = area.w > area.h && canvas.roominess() >= 760;
    const float gap = canvas.px(90);
    const float room = area.w - canvas.px(48);
    const float wide = std::min(side_by_side ? (room - gap) / 2 : room, canvas.px(430));
    float y = scroll.content().y + canvas.px(40);
    if (side_by_side) {
        const float left = area.x + (area.w - 2 * wide - gap) / 2;
        y += std::max(0.0F, (area.h - canvas.px(560)) / 2);
        const float low = draw_welcome(stage, {left, y, wide, 0});
        y = std::max(low, draw_form(stage, {left + wide + gap, y, wide, 0}));
    } else {
        const float x = area.x + (area.w - wide) / 2;
        y = draw_welcome(stage, {x, y, wide, 0}) + canvas.px(30);
        y = draw_form(stage, {x, y, wide, 0});
    }
    scroll.reached(y + canvas.px(40));
}

}  // namespace oppad::ui
