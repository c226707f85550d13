#include "ui/screens/sync/waiting.h"

#include <algorithm>

#include "ui/i18n/words.h"
#include "ui/screens/panels/panel.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

constexpr float kBetweenButtons = 14;

bool awaits_first_sync(const Stage& stage) {
    const sync::SyncStatus& sync = stage.snapshot.sync;
    return sync.state != sync::SyncState::kNotEnrolled && !sync.last_complete_at;
}

// Whoever had this tablet before can still unlock it.
bool is_known_to_another(const Stage& stage) {
    return awaits_first_sync(stage) && stage.snapshot.has_former_code;
}

widgets::EmptyLook empty_look(const Stage& stage, const widgets::EmptyLook& otherwise) {
    if (!awaits_first_sync(stage)) return otherwise;
    const Text text = is_known_to_another(stage) ? Text::kFirstSyncPassedOn : Text::kFirstSyncText;
    return {.icon = Icon::kSync, .title = stage.tr(Text::kFirstSyncTitle), .text = stage.tr(text)};
}

float width_of(const Canvas& canvas, float room, const EmptyButton& button) {
    return std::min(room, widgets::button_width(canvas, button.label, button.icon));
}

float width_of_all(const Canvas& canvas, float room, const std::vector<EmptyButton>& buttons) {
    float wide = -canvas.px(kBetweenButtons);
    for (const EmptyButton& button : buttons)
        wide += width_of(canvas, room, button) + canvas.px(kBetweenButtons);
    return wide;
}

float buttons_height(const Canvas& canvas, float room, const std::vector<EmptyButton>& buttons) {
    if (buttons.empty()) return 0;
    const bool is_stacked = width_of_all(canvas, room, buttons) > room;
    const auto rows = static_cast<float>(is_stacked ? buttons.size() : 1);
    return rows * widgets::button_height(canvas) + (rows - 1) * canvas.px(kBetweenButtons);
}

EmptyDrawn draw_buttons(Canvas& canvas, const Rect& area, const std::vector<EmptyButton>& buttons) {
    EmptyDrawn drawn{.tapped = -1, .bottom = area.y + buttons_height(canvas, area.w, buttons)};
    const float all = width_of_all(canvas, area.w, buttons);
    const bool is_stacked = all > area.w;
    const float high = widgets::button_height(canvas);
    Point at{area.x + (area.w - all) / 2, area.y};
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        const EmptyButton& button = buttons[i];
        const float wide = width_of(canvas, area.w, button);
        if (is_stacked) at.x = area.x + (area.w - wide) / 2;
        if (widgets::button(canvas, button.id, {at.x, at.y, wide, high}, button.label,
                            {button.style, button.icon})) {
            drawn.tapped = static_cast<int>(i);
        }
        at.x += wide + canvas.px(kBetweenButtons);
        if (is_stacked) at.y += high + canvas.px(kBetweenButtons);
    }
    return drawn;
}

void draw_failed(Stage& stage, const Rect& area, ErrorCode code) {
    const std::vector<EmptyButton> buttons{
        {"look_again", stage.tr(Text::kTryAgain), Icon::kSync, widgets::ButtonStyle::kPrimary}};
    widgets::ScrollArea scroll(stage.canvas, "look_failed", widgets::card(stage.canvas, area));
    const Rect room = scroll.content();
    const float y = widgets::empty_state(stage.canvas, room,
                                         {.icon = Icon::kWarning,
                                          .tone = Tone::kDanger,
                                          .title = stage.tr(Text::kLookFailed),
                                          .text = stage.tr(sentence_of(code))},
                                         buttons_height(stage.canvas, room.w, buttons));
    const EmptyDrawn drawn = draw_buttons(stage.canvas, {room.x, y, room.w, 0}, buttons);
    if (drawn.tapped == 0) stage.intents.push(LookAgain{});
    scroll.reached(drawn.bottom);
}

}  // namespace

void draw_waiting_for(Stage& stage, const Rect& area, const engine::Look& look) {
    if (const auto code = failure_of(stage, look)) return draw_failed(stage, area, *code);
    if (!is_gone(stage, look)) {
        const Rect inside = widgets::card(stage.canvas, area);
        stage.canvas.text_in(inside, stage.tr(Text::kLooking), Font::kBody,
                             stage.canvas.theme().muted, Align::kCentre);
        return;
    }
    widgets::empty_state(stage.canvas, widgets::card(stage.canvas, area),
                         {.icon = Icon::kHelp,
                          .tone = Tone::kNeutral,
                          .title = stage.tr(Text::kErrorNotFound),
                          .text = stage.tr(Text::kGoneText)},
                         0);
}

float draw_if_failed(Stage& stage, const Rect& area, const engine::Look& look) {
    const auto code = failure_of(stage, look);
    if (!code) return area.y;
    Canvas& canvas = stage.canvas;
    const std::string words = stage.tr(Text::kLookFailed) + ". " + stage.tr(sentence_of(*code));
    Rect room = area;
    room.cut_top(canvas.px(8));
    room.cut_top(canvas.paragraph({room.x, room.y}, room.w, words, Font::kBody,
                                  canvas.theme().tone(Tone::kDanger).ink, Align::kLeft));
    room.cut_top(canvas.px(8));
    const std::string& label = stage.tr(Text::kTryAgain);
    Rect button = room.cut_top(widgets::button_height(canvas));
    button.w = std::min(button.w, widgets::button_width(canvas, label, Icon::kSync));
    if (widgets::button(canvas, widgets::nth("look_again", look.index()), button, label,
                        {widgets::ButtonStyle::kOutline, Icon::kSync})) {
        stage.intents.push(LookAgain{});
    }
    return room.y;
}

EmptyDrawn draw_empty(Stage& stage, const Rect& area, const widgets::EmptyLook& otherwise,
                      std::vector<EmptyButton> buttons) {
    const bool needs_code = is_known_to_another(stage);
    if (needs_code) {
        for (EmptyButton& button : buttons) button.style = widgets::ButtonStyle::kOutline;
        buttons.insert(buttons.begin(),
                       {"change_code_now", stage.tr(Text::kChangeCode), Icon::kLock});
    }
    const float y = widgets::empty_state(stage.canvas, area, empty_look(stage, otherwise),
                                         buttons_height(stage.canvas, area.w, buttons));
    EmptyDrawn drawn = draw_buttons(stage.canvas, {area.x, y, area.w, 0}, buttons);
    if (!needs_code || drawn.tapped < 0) return drawn;
    if (drawn.tapped-- == 0) {
        open_stop(stage.state, {.screen = ScreenName::kSettings, .family_id = {}, .place_id = {}});
        open_code_panel(stage);
    }
    return drawn;
}

}  // namespace oppad::ui
