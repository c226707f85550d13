// Which Op Pad this is, and whose work it stands on.
#include "ui/screens/screens.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

std::string parts_of(const About& about) {
    std::string words;
    for (const OutsidePart& part : about.outside_parts) {
        if (!words.empty()) words += " · ";
        words += part.name + " (" + part.licence + ')';
    }
    return words;
}

}  // namespace

void draw_about(Stage& stage, Rect& room) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const auto line = [&](std::string_view text, Font font, Color color) {
        room.cut_top(canvas.paragraph({room.x, room.y}, room.w, text, font, color, Align::kLeft));
        room.cut_top(canvas.px(8));
    };
    const About& about = *stage.state.about;
    line(stage.texts().fill(Text::kAboutVersion, about.version), Font::kBody, theme.ink);
    line(stage.tr(Text::kAboutLicence), Font::kBody, theme.ink);
    line(stage.tr(Text::kAboutParts), Font::kBody, theme.ink);
    line(parts_of(about), Font::kSmall, theme.muted);
}

}  // namespace oppad::ui
