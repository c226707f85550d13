#include "ui/screens/families/safety.h"

#include <algorithm>
#include <cmath>

namespace oppad::ui {

namespace {

constexpr float kLeastUnderSafety = 300;
constexpr float kBesideIcon = 62;
constexpr float kAround = 24;
constexpr float kUnder = 14;

float text_height(const Stage& stage, float width, const std::string& remark) {
    const Canvas& canvas = stage.canvas;
    return canvas.paragraph_height(width - canvas.px(kBesideIcon), remark, Font::kStrong);
}

// The ground with its sign; `high` is that of the words.
Rect draw_ground(Stage& stage, const Rect& area, float high) {
    Canvas& canvas = stage.canvas;
    const TonePair& tone = canvas.theme().tone(Tone::kDanger);
    const Rect box{area.x, area.y, area.w, high + canvas.px(kAround)};
    canvas.fill(box, tone.ground, canvas.px(size::kButtonRadius));
    canvas.stroke(box, tone.ink, canvas.px(size::kButtonRadius), canvas.px(1));
    canvas.icon({box.x + canvas.px(26), box.centre().y}, Icon::kWarning, IconSize::kNormal,
                tone.ink);
    return box;
}

Point words_at(const Canvas& canvas, const Rect& box) {
    return {box.x + canvas.px(48), box.y + canvas.px(kAround / 2)};
}

}  // namespace

float safety_height(const Stage& stage, float width, const std::string& remark) {
    if (remark.empty()) return 0;
    return text_height(stage, width, remark) + stage.canvas.px(kAround + kUnder);
}

float draw_safety(Stage& stage, const Rect& area, const std::string& remark) {
    if (remark.empty()) return area.y;
    Canvas& canvas = stage.canvas;
    const Rect box = draw_ground(stage, area, text_height(stage, area.w, remark));
    canvas.paragraph(words_at(canvas, box), box.w - canvas.px(kBesideIcon), remark, Font::kStrong,
                     canvas.theme().tone(Tone::kDanger).ink, Align::kLeft);
    return box.bottom() + canvas.px(kUnder);
}

int safety_lines(const Stage& stage, const Rect& area, const std::string& remark) {
    constexpr int kLinesMin = 2;
    const Canvas& canvas = stage.canvas;
    const float line = canvas.line_height(Font::kStrong);
    const float room = area.h - canvas.em(kLeastUnderSafety) - canvas.px(kAround + kUnder);
    const int lines = std::max(kLinesMin, static_cast<int>(std::floor(room / line)));
    const float whole = text_height(stage, area.w, remark);
    return whole <= (static_cast<float>(lines) + 0.5F) * line ? 0 : lines;
}

float draw_folded_safety(Stage& stage, const Rect& area, const std::string& remark, int lines,
                         bool& is_open) {
    Canvas& canvas = stage.canvas;
    const Color ink = canvas.theme().tone(Tone::kDanger).ink;
    const float end = canvas.icon_width(IconSize::kNormal) + canvas.px(14);
    const float wide = area.w - canvas.px(kBesideIcon) - end;
    const float line = canvas.line_height(Font::kStrong);
    const float high = is_open ? canvas.paragraph_height(wide, remark, Font::kStrong)
                               : static_cast<float>(lines) * line;
    const Rect box = draw_ground(stage, area, high);
    if (is_open) {
        canvas.paragraph(words_at(canvas, box), wide, remark, Font::kStrong, ink, Align::kLeft);
    } else {
        canvas.paragraph_lines(words_at(canvas, box), wide, remark, Font::kStrong, ink, lines);
    }
    canvas.icon({box.right() - end / 2 - canvas.px(4), box.centre().y},
                is_open ? Icon::kExpandLess : Icon::kExpandMore, IconSize::kNormal, ink);
    const bool tapped = canvas.tap("safety_more", box);
    canvas.focus_ring("safety_more", box, canvas.px(size::kButtonRadius));
    if (tapped) is_open = !is_open;
    return box.bottom() + canvas.px(kUnder);
}

}  // namespace oppad::ui
