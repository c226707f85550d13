#include <algorithm>
#include <cmath>

#include "ui/widgets/widgets.h"

namespace oppad::ui::widgets {

namespace {

constexpr float kButtonPadding = 24;
constexpr float kChipPadding = 20;
constexpr float kChipPaddingLeast = 14;   // Where chips would nearly fit in one row.
constexpr float kChipPaddingSigned = 11;  // The least beside a sign, which has air of its own.
constexpr float kChipGap = 10;
constexpr float kPillPadding = 14;
constexpr float kIconGap = 10;

// What is under a finger darkens a little.
Color pressed(const Canvas& canvas, Color color, bool held) {
    if (!held) return color;
    const bool is_dark = contrast(color, rgb(0x000000)) < 6;
    const std::uint32_t step = 14;
    Color result = color & 0xFF000000U;
    for (const unsigned shift : {0U, 8U, 16U}) {
        const std::uint32_t channel = (color >> shift) & 0xFFU;
        const std::uint32_t moved =
            is_dark ? std::min(255U, channel + step) : channel - std::min(channel, step);
        result |= moved << shift;
    }
    (void)canvas;
    return result;
}

}  // namespace

float button_height(const Canvas& canvas) {
    const float word = canvas.line_height(Font::kButton);
    if (canvas.is_low()) return std::max(canvas.dip(size::kTouchPrimary), word + canvas.dip(16));
    return std::max(canvas.px(size::kTouchPrimary),
                    canvas.line_height(Font::kButton) + canvas.px(28));
}

float button_width(const Canvas& canvas, std::string_view label, Icon icon) {
    float width = canvas.width(label, Font::kButton) + 2 * canvas.px(kButtonPadding);
    if (icon != Icon::kNone) width += canvas.icon_width(IconSize::kNormal) + canvas.px(kIconGap);
    return width;
}

bool button(Canvas& canvas, std::string_view id, const Rect& rect, std::string_view label,
            const ButtonLook& look) {
    const Theme& theme = canvas.theme();
    const bool tapped = canvas.tap(id, rect);
    const bool held = canvas.touch().held(id);
    const float radius = canvas.px(size::kButtonRadius);
    Color ink = theme.ink;
    switch (look.style) {
        case ButtonStyle::kPrimary:
            canvas.note_main_button(rect);
            canvas.fill(rect, pressed(canvas, theme.primary, held), radius);
            ink = theme.on_primary;
            break;
        case ButtonStyle::kSecondary:
            canvas.fill(rect, pressed(canvas, theme.chip, held), radius);
            break;
        case ButtonStyle::kOutline:
            canvas.fill(rect, pressed(canvas, theme.card, held), radius);
            canvas.stroke(rect, theme.primary, radius, canvas.px(1.6F));
            ink = theme.primary;
            break;
        case ButtonStyle::kDanger:
            ink = theme.tone(Tone::kDanger).ink;
            canvas.fill(rect, pressed(canvas, theme.card, held), radius);
            canvas.stroke(rect, ink, radius, canvas.px(1.6F));
            break;
        case ButtonStyle::kQuiet:
            if (held) canvas.fill(rect, theme.chip, radius);
            ink = theme.tone(Tone::kPrimary).ink;
            break;
    }
    if (label.empty()) {
        canvas.icon(rect.centre(), look.icon, IconSize::kNormal, ink);
        canvas.focus_ring(id, rect, radius);
        return tapped;
    }
    const float icon_wide =
        look.icon == Icon::kNone ? 0 : canvas.icon_width(IconSize::kNormal) + canvas.px(kIconGap);
    const float room = rect.w - canvas.px(16) - icon_wide;
    const float text_wide = std::min(room, canvas.width(label, Font::kButton));
    const float x = rect.x + (rect.w - icon_wide - text_wide) / 2;
    if (look.icon != Icon::kNone) {
        canvas.icon({x + canvas.icon_width(IconSize::kNormal) / 2, rect.centre().y}, look.icon,
                    IconSize::kNormal, ink);
    }
    canvas.text_in({x + icon_wide, rect.y, text_wide + 2, rect.h}, label, Font::kButton, ink,
                   Align::kLeft);
    canvas.focus_ring(id, rect, radius);
    return tapped;
}

bool icon_button(Canvas& canvas, std::string_view id, const Rect& rect, Icon icon, Color color) {
    const bool tapped = canvas.tap(id, rect);
    if (canvas.touch().held(id)) {
        canvas.circle(rect.centre(), std::min(rect.w, rect.h) / 2, canvas.theme().chip);
    }
    canvas.icon(rect.centre(), icon, IconSize::kNormal, color);
    canvas.focus_ring(id, rect, rect.h / 2);
    return tapped;
}

Rect target_at_end(const Canvas& canvas, float right, float centre_y) {
    const float side = canvas.px(size::kTouch);
    const float centre = right - canvas.icon_width(IconSize::kNormal) / 2;
    return {centre - side / 2, centre_y - side / 2, side, side};
}

float chip_height(const Canvas& canvas) {
    return std::max(canvas.px(52), canvas.line_height(Font::kChip) + canvas.px(24));
}

namespace {

float check_width(const Canvas& canvas) {
    return canvas.icon_width(IconSize::kSmall) + canvas.px(7);
}

// What stands before the word; where it has no room the ground alone says that it is chosen.
Icon sign_of(const Canvas& canvas, const Choice& choice, float width) {
    if (choice.chosen == Chosen::kNo) return choice.icon;
    const float word = canvas.width(choice.label, Font::kChip);
    const float needed = word + check_width(canvas) + 2 * canvas.px(kChipPaddingSigned);
    return needed <= width + 1 ? Icon::kCheck : Icon::kNone;
}

// A sign that says what a tap does is small, and has air of its own.
constexpr float kSignInk = 0.58F;

float sign_width(const Canvas& canvas, const Choice& choice) {
    if (choice.chosen == Chosen::kYes) return check_width(canvas);
    if (choice.icon == Icon::kNone) return 0;
    return canvas.icon_width(IconSize::kSmall) * kSignInk + canvas.px(6);
}

float least_padding(const Choice& choice) {
    const bool is_signed = choice.chosen == Chosen::kNo && choice.icon != Icon::kNone;
    return is_signed ? kChipPaddingSigned : kChipPaddingLeast;
}

float width_of(const Canvas& canvas, const Choice& choice) {
    const float word = canvas.width(choice.label, Font::kChip);
    return std::max(word + sign_width(canvas, choice) + 2 * canvas.px(kChipPadding),
                    canvas.px(size::kTouch));
}

bool draw_chip(Canvas& canvas, const Rect& rect, const Choice& choice) {
    const Theme& theme = canvas.theme();
    const bool tapped = canvas.tap(choice.id, rect);
    const bool held = canvas.touch().held(choice.id);
    const bool on = choice.chosen == Chosen::kYes;
    const Icon sign = sign_of(canvas, choice, rect.w);
    canvas.fill(rect, pressed(canvas, on ? theme.primary : theme.chip, held), rect.h / 2);
    const Color ink = on ? theme.on_primary : theme.tone(Tone::kNeutral).ink;
    const float to_spare = (rect.w - width_of(canvas, choice)) / 2;
    const float padding =
        std::max(canvas.px(kChipPaddingSigned), canvas.px(kChipPadding) + to_spare);
    Rect room = rect.inset(padding, 0);
    if (sign != Icon::kNone) {
        const float wide = canvas.icon_width(IconSize::kSmall) * (on ? 1 : kSignInk);
        canvas.icon({room.x + wide / 2, rect.centre().y}, sign, IconSize::kSmall, ink);
        room.cut_left(sign_width(canvas, choice));
    }
    room.w += 2;
    canvas.text_in(room, choice.label, Font::kChip, ink,
                   sign == Icon::kNone ? Align::kCentre : Align::kLeft);
    canvas.focus_ring(choice.id, rect, rect.h / 2);
    return tapped;
}

// Rows that wrap; chips that nearly fit in one stand in it, each a little narrower.
std::vector<Rect> place_chips(const Canvas& canvas, const Rect& area,
                              const std::vector<Choice>& choices) {
    const float height = chip_height(canvas);
    const float gap = canvas.px(kChipGap);
    std::vector<Rect> placed;
    float whole = -gap;
    for (const Choice& choice : choices) {
        const float wide = width_of(canvas, choice);
        placed.push_back({0, 0, std::min(area.w, wide), height});
        whole += wide + gap;
    }
    const float short_of = (whole - area.w) / static_cast<float>(choices.size());
    float to_give = kChipPadding;
    for (const Choice& choice : choices)
        to_give = std::min(to_give, kChipPadding - least_padding(choice));
    const bool nearly_fits = short_of > 0 && short_of <= 2 * canvas.px(to_give);
    Point next{area.x, area.y};
    for (Rect& chip : placed) {
        if (nearly_fits) chip.w = std::max(canvas.px(size::kTouch), chip.w - short_of);
        if (next.x > area.x && next.x + chip.w > area.right() + 1)
            next = {area.x, next.y + height + gap};
        chip.x = next.x;
        chip.y = next.y;
        next.x += chip.w + gap;
    }
    return placed;
}

}  // namespace

float chip_width(const Canvas& canvas, std::string_view label, Chosen chosen) {
    return width_of(canvas, {{}, std::string(label), chosen});
}

bool chip(Canvas& canvas, std::string_view id, const Rect& rect, std::string_view label,
          Chosen chosen) {
    return draw_chip(canvas, rect, {std::string(id), std::string(label), chosen});
}

float chips_height(const Canvas& canvas, float width, const std::vector<Choice>& choices) {
    const auto placed = place_chips(canvas, {0, 0, width, 0}, choices);
    return placed.empty() ? 0 : placed.back().bottom();
}

float chips_width(const Canvas& canvas, const std::vector<Choice>& choices) {
    float wide = -canvas.px(kChipGap);
    for (const Choice& choice : choices) wide += width_of(canvas, choice) + canvas.px(kChipGap);
    return wide;
}

ChipsDrawn chips(Canvas& canvas, const Rect& area, const std::vector<Choice>& choices) {
    const auto placed = place_chips(canvas, area, choices);
    ChipsDrawn drawn;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const Choice& choice = choices[i];
        if (draw_chip(canvas, placed[i], choice)) drawn.tapped = static_cast<int>(i);
    }
    drawn.bottom = placed.empty() ? area.y : placed.back().bottom();
    return drawn;
}

float even_chip_width(const Canvas& canvas, const std::vector<Choice>& choices, ChosenBy by) {
    const float sign = by == ChosenBy::kCheck ? check_width(canvas) : 0;
    float widest = canvas.px(size::kTouch);
    for (const Choice& choice : choices) {
        const float word = canvas.width(choice.label, Font::kChip);
        widest = std::max(widest, word + sign + 2 * canvas.px(kChipPaddingSigned));
    }
    return std::ceil(widest);
}

ChipsDrawn even_chips(Canvas& canvas, const Rect& area, float chip_wide,
                      const std::vector<Choice>& choices) {
    const float height = chip_height(canvas);
    const float gap = canvas.px(kChipGap);
    const float wide = std::min(area.w, chip_wide);
    const auto fit = static_cast<std::size_t>((area.w + gap + 1) / (wide + gap));
    const std::size_t most =
        std::clamp<std::size_t>(fit, 1, std::max<std::size_t>(1, choices.size()));
    const std::size_t rows = (choices.size() + most - 1) / most;
    const std::size_t columns = rows == 0 ? 1 : (choices.size() + rows - 1) / rows;
    ChipsDrawn drawn{.bottom = area.y};
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const auto column = static_cast<float>(i % columns);
        const auto row = static_cast<float>(i / columns);
        const Rect place{area.x + column * (wide + gap), area.y + row * (height + gap), wide,
                         height};
        if (draw_chip(canvas, place, choices[i])) drawn.tapped = static_cast<int>(i);
        drawn.bottom = place.bottom();
    }
    return drawn;
}

float pill_height(const Canvas& canvas) {
    return std::max(canvas.px(36), canvas.line_height(Font::kSmallMedium) + canvas.px(14));
}

float pill_width(const Canvas& canvas, std::string_view label, Icon icon) {
    float width = canvas.width(label, Font::kSmallMedium) + 2 * canvas.px(kPillPadding);
    if (icon != Icon::kNone) width += canvas.icon_width(IconSize::kSmall) + canvas.px(6);
    return width;
}

void pill_in(Canvas& canvas, const Rect& rect, std::string_view label, const PillLook& look) {
    const TonePair& tone = canvas.theme().tone(look.tone);
    canvas.fill(rect, tone.ground, rect.h / 2);
    Rect room = rect.inset(canvas.px(kPillPadding), 0);
    if (look.icon != Icon::kNone) {
        const float wide = canvas.icon_width(IconSize::kSmall);
        canvas.icon({room.x + wide / 2, rect.centre().y}, look.icon, IconSize::kSmall, tone.ink);
        room.cut_left(wide + canvas.px(6));
    }
    room.w += 2;
    canvas.text_in(room, label, Font::kSmallMedium, tone.ink, Align::kLeft);
}

float pill(Canvas& canvas, Point left_centre, std::string_view label, const PillLook& look) {
    const float height = pill_height(canvas);
    const float wide = pill_width(canvas, label, look.icon);
    pill_in(canvas, {left_centre.x, left_centre.y - height / 2, wide, height}, label, look);
    return left_centre.x + wide;
}

float pill_at_right(Canvas& canvas, float right, float centre_y, std::string_view label,
                    const PillLook& look) {
    const float left = right - pill_width(canvas, label, look.icon);
    pill(canvas, {left, centre_y}, label, look);
    return left;
}

}  // namespace oppad::ui::widgets
