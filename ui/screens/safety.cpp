#include "ui/screens/safety.h"

namespace oppad::ui {

namespace {

constexpr float kBesideIcon = 62;

float text_height(const Stage& stage, float width, const std::string& remark) {
    const Canvas& canvas = stage.canvas;
    return canvas.paragraph_height(width - canvas.px(kBesideIcon), remark, Font::kStrong);
}

}  // namespace

float safety_height(const Stage& stage, float width, const std::string& remark) {
    if (remark.empty()) return 0;
    return text_height(stage, width, remark) + stage.canvas.px(24 + 14);
}

float draw_safety(Stage& stage, const Rect& area, const std::string& remark) {
    if (remark.empty()) return area.y;
    Canvas& canvas = stage.canvas;
    const TonePair& tone = canvas.theme().tone(Tone::kDanger);
    const Rect box{area.x, area.y, area.w, text_height(stage, area.w, remark) + canvas.px(24)};
    canvas.fill(box, tone.ground, canvas.px(size::kButtonRadius));
    canvas.stroke(box, tone.ink, canvas.px(size::kButtonRadius), canvas.px(1));
    canvas.icon({box.x + canvas.px(26), box.centre().y}, Icon::kWarning, IconSize::kNormal,
                tone.ink);
    canvas.paragraph({box.x + canvas.px(48), box.y + canvas.px(12)}, box.w - canvas.px(kBesideIcon),
                     remark, Font::kStrong, tone.ink, Align::kLeft);
    return box.bottom() + canvas.px(14);
}

}  // namespace oppad::ui
