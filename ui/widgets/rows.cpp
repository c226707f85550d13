#include <algorithm>

#include "ui/widgets/widgets.h"

namespace oppad::ui::widgets {

namespace {

constexpr float kAvatarRadius = 23;

// A number of five digits is still to be read whole.
Font fitting_font(const Canvas& canvas, std::string_view letters, float radius) {
    const float room = 2 * radius - canvas.px(6);
    for (const Font font : {Font::kStrong, Font::kSmallMedium}) {
        if (canvas.width(letters, font) <= room) return font;
    }
    return Font::kLabelStrong;
}

}  // namespace

void avatar(Canvas& canvas, Point centre, float radius, const AvatarLook& look) {
    const TonePair& tone = canvas.theme().tone(look.tone);
    const Color ground = look.solid ? canvas.theme().primary : tone.ground;
    const Color ink = look.solid ? canvas.theme().on_primary : tone.ink;
    canvas.circle(centre, radius, ground);
    if (look.icon != Icon::kNone) {
        const bool is_small = radius < canvas.px(18);
        canvas.icon(centre, look.icon, is_small ? IconSize::kTiny : IconSize::kNormal, ink);
    } else {
        const Rect place{centre.x - radius, centre.y - radius, 2 * radius, 2 * radius};
        canvas.text_in(place, look.letters, fitting_font(canvas, look.letters, radius), ink,
                       Align::kCentre);
    }
}

void progress(Canvas& canvas, const Rect& rect, float part) {
    canvas.fill(rect, canvas.theme().track, rect.h / 2);
    const float wide = rect.w * std::clamp(part, 0.0F, 1.0F);
    if (wide > 0) {
        canvas.fill({rect.x, rect.y, std::max(wide, rect.h), rect.h}, canvas.theme().primary,
                    rect.h / 2);
    }
}

void separator(Canvas& canvas, float x, float y, float width) {
    canvas.line({x, y}, {x + width, y}, canvas.theme().line, canvas.px(1));
}

TextRun strong(const Canvas& canvas, std::string_view text) {
    return {.text = text, .font = Font::kStrong, .color = canvas.theme().ink};
}

TextRun quiet(const Canvas& canvas, std::string_view text) {
    return {.text = text, .font = Font::kSmall, .color = canvas.theme().muted};
}

TextRun toned(const Canvas& canvas, std::string_view text, Tone tone) {
    return {.text = text, .font = Font::kSmall, .color = canvas.theme().tone(tone).ink};
}

TextRun sign(const Canvas& canvas, std::string_view before, Icon icon, Tone tone) {
    TextRun run = toned(canvas, before, tone);
    run.icon = icon;
    return run;
}

float row_indent(const Canvas& canvas) { return 2 * canvas.em(kAvatarRadius) + canvas.px(14); }

RowDrawn row(Canvas& canvas, const Rect& area, const Row& row) {
    const Theme& theme = canvas.theme();
    const bool has_avatar = row.avatar.icon != Icon::kNone || !row.avatar.letters.empty();
    const float radius = canvas.em(kAvatarRadius);
    Rect room = area;
    if (has_avatar) room.cut_left(row_indent(canvas));
    float end_wide = 0;
    if (!row.end_pill.empty()) end_wide = pill_width(canvas, row.end_pill, Icon::kNone);
    if (row.end_icon != Icon::kNone) end_wide = canvas.icon_width(IconSize::kNormal);
    if (end_wide > 0) room.cut_right(end_wide + canvas.px(10));
    room.cut_right(row.end_room);
    const float title = canvas.runs_height(room.w, row.title);
    const float warning = canvas.runs_height(room.w, row.warning);
    const float subtitle = canvas.runs_height(room.w, row.subtitle);
    const float least = has_avatar ? 2 * radius + canvas.px(17) : canvas.px(63);
    const float height = std::max(least, title + warning + subtitle + canvas.px(18));
    const Rect rect{area.x, area.y, area.w, height};
    RowDrawn drawn{.tapped = false, .bottom = rect.bottom(), .rect = rect};
    const Rect target = rect.inset(-canvas.px(8), canvas.px(1));
    if (!row.id.empty()) {
        // Rows stand close; their targets are 8 pixels apart all the same.
        const Rect apart = rect.inset(0, canvas.dip(4));
        drawn.tapped =
            row.has_menu ? canvas.tap_with_menu(row.id, apart) : canvas.tap(row.id, apart);
        if (canvas.touch().held(row.id) || row.chosen) {
            canvas.fill({rect.x - canvas.px(8), rect.y + canvas.px(1), rect.w + canvas.px(16),
                         rect.h - canvas.px(2)},
                        row.chosen ? theme.tone(Tone::kPrimary).ground : theme.chip,
                        canvas.px(size::kButtonRadius));
        }
        canvas.focus_ring(row.id, target, canvas.px(size::kButtonRadius));
    }
    if (!canvas.in_sight(rect)) return drawn;
    if (has_avatar) avatar(canvas, {area.x + radius, rect.centre().y}, radius, row.avatar);
    float y = rect.centre().y - (title + warning + subtitle) / 2;
    canvas.runs({room.x, y}, room.w, row.title);
    y += title;
    canvas.runs({room.x, y}, room.w, row.warning);
    y += warning;
    canvas.runs({room.x, y}, room.w, row.subtitle);
    if (!row.end_pill.empty()) {
        pill_at_right(canvas, rect.right(), rect.centre().y, row.end_pill,
                      {row.end_tone, Icon::kNone});
    }
    if (row.end_icon != Icon::kNone) {
        canvas.icon({rect.right() - canvas.icon_width(IconSize::kNormal) / 2, rect.centre().y},
                    row.end_icon, IconSize::kNormal,
                    row.end_color == 0 ? theme.muted : row.end_color);
    }
    return drawn;
}

}  // namespace oppad::ui::widgets
