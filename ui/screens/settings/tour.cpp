// Four cards that greet whoever opens the tablet for the first time; help shows them again.
#include <algorithm>
#include <array>

#include "ui/screens/screens.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

struct Card {
    Icon icon;
    Tone tone;
    Text title;
    Text text;
};

constexpr std::array<Card, 4> kCards{
    {{Icon::kWalk, Tone::kPrimary, Text::kTourLogTitle, Text::kTourLogText},
     {Icon::kPeople, Tone::kInfo, Text::kTourFamilyTitle, Text::kTourFamilyText},
     {Icon::kUpRight, Tone::kAccent, Text::kTourPromiseTitle, Text::kTourPromiseText},
     {Icon::kCloudDone, Tone::kOk, Text::kTourSyncTitle, Text::kTourSyncText}}};
constexpr float kCardHigh = 490;
constexpr int kLastCard = static_cast<int>(kCards.size()) - 1;

// How far one is; the words say it too.
void draw_dots(Canvas& canvas, Rect& room, int at) {
    const float gap = canvas.px(20);
    room.cut_top(canvas.px(26));
    for (int i = 0; i <= kLastCard; ++i) {
        const float x = room.x + canvas.px(7) + gap * static_cast<float>(i);
        const Theme& theme = canvas.theme();
        canvas.circle({x, room.y}, canvas.px(i == at ? 7 : 5),
                      i == at ? theme.primary : theme.track);
    }
    room.cut_top(canvas.px(14));
}

float draw_card(Stage& stage, Rect room, int at) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    const Card& card = kCards[static_cast<std::size_t>(at)];
    const float radius = canvas.px(44);
    const TonePair& tone = theme.tone(card.tone);
    canvas.circle({room.x + radius, room.y + radius}, radius, tone.ground);
    canvas.icon({room.x + radius, room.y + radius}, card.icon, IconSize::kLarge, tone.ink);
    room.cut_top(2 * radius + canvas.px(22));
    room.cut_top(canvas.paragraph({room.x, room.y}, room.w, stage.tr(card.title), Font::kHeading,
                                  theme.ink, Align::kLeft));
    room.cut_top(canvas.px(12));
    room.cut_top(canvas.paragraph({room.x, room.y}, room.w, stage.tr(card.text), Font::kBody,
                                  theme.muted, Align::kLeft));
    // Who can't read this card chooses another language on it.
    if (at == 0 && !stage.state.has_asked_language) {
        room.cut_top(canvas.px(22));
        draw_languages(stage, room);
    }
    draw_dots(canvas, room, at);
    return room.y;
}

// The way on under the thumb, the way out opposite.
void draw_buttons(Stage& stage, Rect row, int& at) {
    Canvas& canvas = stage.canvas;
    const bool is_left = stage.state.preferences.left_handed;
    const bool is_last = at == kLastCard;
    const auto cut_near = [&](float wide) {
        return is_left ? row.cut_left(wide) : row.cut_right(wide);
    };
    const auto cut_far = [&](float wide) {
        return is_left ? row.cut_right(wide) : row.cut_left(wide);
    };
    const std::string& on = stage.tr(is_last ? Text::kTourBegin : Text::kTourNext);
    if (widgets::button(canvas, "tour_next",
                        cut_near(widgets::button_width(canvas, on, Icon::kNone)), on,
                        {widgets::ButtonStyle::kPrimary, Icon::kNone})) {
        if (is_last) return end_tour(stage.state);
        ++at;
    }
    cut_near(canvas.px(12));
    const std::string& away = stage.tr(at == 0 ? Text::kTourSkip : Text::kTourBack);
    const Rect place = cut_far(widgets::button_width(canvas, away, Icon::kNone));
    if (widgets::button(canvas, at == 0 ? "tour_skip" : "tour_back", place, away,
                        {widgets::ButtonStyle::kSecondary, Icon::kNone})) {
        if (at == 0) return end_tour(stage.state);
        --at;
    }
}

}  // namespace

void end_tour(AppState& state) {
    state.tour_card.reset();
    state.has_asked_language = false;
    state.preferences.tour_seen = true;
    state.needs_frame = true;
}

void draw_tour(Stage& stage, const Rect& area) {
    Canvas& canvas = stage.canvas;
    const int at = std::clamp(stage.state.tour_card.value_or(0), 0, kLastCard);
    const float wide = std::min(area.w - canvas.px(32), canvas.em(640));
    const float padding = canvas.px(size::kCardPadding) * 1.5F;
    // One height for all cards, so that the buttons stay where the thumb is.
    const float high = std::min(area.h - canvas.px(32), canvas.em(kCardHigh));
    const Rect sheet{area.x + (area.w - wide) / 2, area.y + (area.h - high) / 2, wide, high};
    widgets::card(canvas, sheet);
    Rect room = sheet.inset(padding, padding);
    int next = at;
    draw_buttons(stage, room.cut_bottom(widgets::button_height(canvas)), next);
    room.cut_bottom(canvas.px(14));
    {
        widgets::ScrollArea scroll(canvas, "tour_scroll", room);
        scroll.reached(draw_card(stage, scroll.content(), at));
    }
    if (next != at) {
        stage.state.tour_card = next;
        canvas.touch().rewind("tour_scroll");
        stage.state.needs_frame = true;
    }
}

}  // namespace oppad::ui
