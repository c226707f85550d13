#include <algorithm>
#include <cmath>

#include "ui/widgets/widgets.h"

namespace oppad::ui::widgets {

namespace {

constexpr float kBarWidth = 5;
constexpr float kBarLengthMin = 32;
constexpr float kFade = 28;

// Over the edges beyond which the content goes on, into what it lies on.
void draw_fades(Canvas& canvas, const Rect& rect, const ScrollPlace& place, Color ground) {
    const float high = std::min(canvas.dip(kFade), rect.h / 4);
    const float over = canvas.dip(1);  // The part of a pixel at the edge; the clip cuts the rest.
    if (place.offset < place.offset_max - 1)
        canvas.fade({rect.x, rect.bottom() - high, rect.w, high + over}, ground);
    if (place.offset > 1) canvas.fade({rect.x, rect.y + high, rect.w, -high - over}, ground);
}

// With the padding over and under it of the card that it fills.
Rect to_card_edge(const Canvas& canvas, const Rect& rect) {
    const auto card = canvas.card_around(rect);
    if (!card) return rect;
    const float border = canvas.px(1);
    const float padding = canvas.px(size::kCardPadding) + 1;
    const float over = rect.y - card->y <= padding ? rect.y - card->y - border : 0;
    const float under = card->bottom() - rect.bottom();
    const float shown_under = under <= padding ? under - border : 0;
    return {rect.x, rect.y - std::max(0.0F, over), rect.w,
            rect.h + std::max(0.0F, over) + std::max(0.0F, shown_under)};
}

}  // namespace

Rect card(Canvas& canvas, const Rect& rect) {
    canvas.fill(rect, canvas.theme().card, canvas.px(size::kCardRadius));
    canvas.stroke(rect, canvas.theme().line, canvas.px(size::kCardRadius), canvas.px(1));
    canvas.note_card(rect);
    return rect.inset(canvas.px(size::kCardPadding), canvas.px(size::kCardPadding));
}

ScrollArea::ScrollArea(Canvas& canvas, std::string id, const Rect& rect, Shows shows)
    : canvas_(canvas),
      id_(std::move(id)),
      rect_(rect),
      seen_(shows == Shows::kInPlace ? rect : to_card_edge(canvas, rect)),
      ground_(canvas.card_around(rect) ? canvas.theme().card : canvas.theme().background),
      bottom_(rect.y) {
    canvas_.push_clip(seen_, id_);
    const float offset = std::round(canvas_.touch().scroll(id_).offset);
    content_ = rect.moved(0, -offset);
    bottom_ = content_.y;
}

void ScrollArea::reached(float bottom) { bottom_ = std::max(bottom_, bottom); }

ScrollArea::~ScrollArea() {
    const float height = bottom_ - content_.y;
    canvas_.touch().place_scroll(id_, seen_, height + seen_.h - rect_.h);
    const ScrollPlace& place = canvas_.touch().scroll(id_);
    if (place.offset_max > 1) draw_fades(canvas_, seen_, place, ground_);
    canvas_.pop_clip();
    if (place.offset_max > 1) {
        const float length = std::max(canvas_.px(kBarLengthMin), rect_.h * rect_.h / height);
        const float part = place.offset / place.offset_max;
        const float width = canvas_.px(kBarWidth);
        // Beside the content, in the margin that every area has.
        canvas_.fill(
            {rect_.right() + canvas_.px(6), rect_.y + (rect_.h - length) * part, width, length},
            with_alpha(canvas_.theme().muted, 0x70), width / 2);
    }
}

float empty_state(Canvas& canvas, const Rect& area, const EmptyLook& look, float room_for_buttons) {
    const float width = std::min(area.w, canvas.em(540));
    const float x = area.x + (area.w - width) / 2;
    const float radius = canvas.px(60);
    const float title_height = canvas.paragraph_height(width, look.title, Font::kHeading);
    const float text_height = canvas.paragraph_height(width, look.text, Font::kBody);
    const float words =
        title_height + canvas.px(14) + text_height + canvas.px(24) + room_for_buttons;
    const float sign = 2 * radius + canvas.px(20);
    // Where all of it doesn't fit, the words and the buttons come first.
    const bool has_sign = sign + words <= area.h;
    float y = area.y + std::max(0.0F, (area.h - words - (has_sign ? sign : 0)) / 2);
    if (has_sign) {
        const TonePair& tone = canvas.theme().tone(look.tone);
        const Point centre{area.x + area.w / 2, y + radius};
        canvas.circle(centre, radius, tone.ground);
        canvas.icon(centre, look.icon, IconSize::kHuge, tone.ink);
        y += sign;
    }
    y += canvas.paragraph({x, y}, width, look.title, Font::kHeading, canvas.theme().ink,
                          Align::kCentre);
    y += canvas.px(14);
    y += canvas.paragraph({x, y}, width, look.text, Font::kBody, canvas.theme().muted,
                          Align::kCentre);
    return y + canvas.px(24);
}

float card_head(Canvas& canvas, const Rect& inside, const CardHead& head) {
    const float title = canvas.line_height(Font::kCardTitle);
    const float height = head.pill.empty() ? title : std::max(pill_height(canvas), title);
    const float centre_y = inside.y + height / 2 - canvas.px(1);
    Rect room{inside.x, centre_y - height / 2, inside.w, height};
    if (!head.pill.empty()) {
        const float left = pill_at_right(canvas, inside.right(), centre_y, head.pill,
                                         {head.pill_tone, Icon::kNone});
        room.w = left - canvas.px(12) - room.x;
    }
    if (head.icon != Icon::kNone) {
        const float wide = canvas.icon_width(IconSize::kNormal);
        canvas.icon({room.x + wide / 2, centre_y}, head.icon, IconSize::kNormal,
                    canvas.theme().tone(head.icon_tone).ink);
        room.cut_left(wide + canvas.px(10));
    }
    if (canvas.width(head.title, Font::kCardTitle) > room.w) {  // It goes on under the pill.
        const float lines = canvas.paragraph({room.x, centre_y - title / 2}, room.w, head.title,
                                             Font::kCardTitle, canvas.theme().ink, Align::kLeft);
        return std::max(inside.y + height, centre_y - title / 2 + lines) + canvas.px(8);
    }
    const float used =
        canvas.text_in(room, head.title, Font::kCardTitle, canvas.theme().ink, Align::kLeft);
    room.cut_left(used + canvas.px(10));
    if (!head.remark.empty() && canvas.width(head.remark, Font::kSmallMedium) > room.w) {
        const float lines =
            canvas.paragraph({inside.x, inside.y + height}, inside.w, head.remark,
                             Font::kSmallMedium, canvas.theme().muted, Align::kLeft);
        return inside.y + height + lines + canvas.px(8);
    }
    if (!head.remark.empty()) {
        canvas.text_in(room.moved(0, canvas.px(1)), head.remark, Font::kSmallMedium,
                       canvas.theme().muted, Align::kLeft);
    }
    return inside.y + height + canvas.px(head.pill.empty() ? 12 : 8);
}

std::string nth(std::string_view prefix, std::size_t index) {
    return std::string(prefix) + '_' + std::to_string(index);
}

}  // namespace oppad::ui::widgets
