#include "ui/screens/toast.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "ui/screens/chrome.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

// Mostly the thing itself comes back in sight; a refusal may stand far down its list, and a text
// on another screen.
std::optional<Text> said_of_undo(const engine::Command& undo) {
    if (std::holds_alternative<engine::SettleRefusal>(undo)) return Text::kToastTakenUp;
    if (std::holds_alternative<engine::TakeUnchosen>(undo)) return Text::kToastOtherText;
    if (std::holds_alternative<engine::UndoLogContact>(undo)) return Text::kToastBackInDrafts;
    return std::nullopt;
}

// Whoever goes on with something else is not in want of it: it would lie over the buttons that they
// aim at next.
bool is_passed_by(const Canvas& canvas, const Toast& toast) {
    return toast.was_shown && !toast.is_error && !toast.lasts &&
           canvas.touch().tapped_beside("toast_undo");
}

// Over the keyboard it would lie on the field that is typed in: one that lasts waits until that is
// down again.
bool waits(const Stage& stage, const Toast& toast) {
    return toast.lasts && stage.state.keyboard_height > 0;
}

void take_back(Stage& stage, const Toast& toast) {
    if (toast.undo_here) return toast.undo_here(stage);
    const std::optional<Text> said = said_of_undo(*toast.undo);
    const std::uint64_t ticket = stage.intents.run(*toast.undo);
    stage.state.asked[ticket] = Asked{.what = said ? Asked::What::kSaid : Asked::What::kQuiet,
                                      .undo = {},
                                      .said = said.value_or(Text::kToastSaved),
                                      .takes_back = toast.undo};
}

// What stands on it behind its words.
struct ToastEnd {
    float undo = 0;   // Width; 0 = there is none.
    float close = 0;  // Of one that lasts.

    [[nodiscard]] float width() const { return undo + close; }
};

ToastEnd end_of(const Stage& stage, const Toast& toast) {
    const Canvas& canvas = stage.canvas;
    ToastEnd end;
    if (toast.undo || toast.undo_here)
        end.undo = widgets::button_width(canvas, stage.tr(Text::kUndo), Icon::kUndo);
    if (toast.lasts) end.close = canvas.px(size::kTouch + 8);
    return end;
}

// Whether it would lie on something that is tapped.
bool lies_on_target(const Canvas& canvas, const Rect& rect) {
    const std::vector<Item>& items = canvas.items().items();
    return std::any_of(items.begin(), items.end(), [&rect](const Item& item) {
        return item.role != Role::kGround && !intersect(rect, item.visible).empty();
    });
}

// Never on the button that one goes on with: one that is soon gone stands beside it where nothing
// else is tapped; one that lasts over it.
Rect toast_place(const Stage& stage, Size wanted, bool lasts) {
    const Canvas& canvas = stage.canvas;
    const Rect room = toast_room(stage);
    Rect rect{room.x + (room.w - wanted.w) / 2, room.bottom() - wanted.h - canvas.px(20), wanted.w,
              wanted.h};
    std::vector<Rect> mains = canvas.main_buttons();
    std::sort(mains.begin(), mains.end(),
              [](const Rect& one, const Rect& other) { return one.y > other.y; });
    const float gap = canvas.px(12);
    const auto is_free = [&](float x) {
        return x >= room.x && x + rect.w <= room.right() &&
               !lies_on_target(canvas, {x, rect.y, rect.w, rect.h});
    };
    for (const Rect& button : mains) {
        if (intersect(rect, button).empty()) continue;
        const float before = button.x - gap - rect.w;
        const float behind = button.right() + gap;
        const float over = button.y - gap - rect.h;
        if (!lasts && is_free(before)) {
            rect.x = before;
        } else if (!lasts && is_free(behind)) {
            rect.x = behind;
        } else if (over > room.y) {
            rect.y = over;
        }
    }
    return rect;
}

void draw_toast_end(Stage& stage, Rect rect, const ToastEnd& end) {
    Canvas& canvas = stage.canvas;
    auto& toast = stage.state.toast;
    rect.cut_right(canvas.px(4));
    if (end.close > 0) {
        const float side = canvas.px(size::kTouch);
        const Rect place = rect.cut_right(end.close);
        const Rect cross{place.right() - side, rect.centre().y - side / 2, side, side};
        if (widgets::icon_button(canvas, "toast_close", cross, Icon::kClose,
                                 canvas.theme().on_toast)) {
            return toast.reset();
        }
    }
    const float high = canvas.px(52);
    const Rect undo{rect.right() - end.undo, rect.centre().y - high / 2, end.undo, high};
    if (widgets::button(canvas, "toast_undo", undo, stage.tr(Text::kUndo),
                        {widgets::ButtonStyle::kSecondary, Icon::kUndo})) {
        take_back(stage, *std::exchange(toast, std::nullopt));
    }
}

}  // namespace

void draw_toast(Stage& stage) {
    auto& toast = stage.state.toast;
    Canvas& canvas = stage.canvas;
    if (toast && (toast->until <= canvas.steady() || is_passed_by(canvas, *toast))) toast.reset();
    if (!toast || waits(stage, *toast)) return;
    toast->was_shown = true;
    const Theme& theme = canvas.theme();
    const ToastEnd end = end_of(stage, *toast);
    const float around = end.width() + canvas.px(70);
    const float room = std::min(toast_room(stage).w - canvas.px(48), canvas.em(760));
    const float text_room = room - around;
    const float text_wide = std::min(text_room, canvas.width(toast->text, Font::kStrong) + 2);
    const float text_high = canvas.paragraph_height(text_wide, toast->text, Font::kStrong);
    const float height = std::max(canvas.px(64), text_high + canvas.px(24));
    canvas.begin_layer();
    const Rect rect = toast_place(stage, {text_wide + around, height}, toast->lasts);
    canvas.fill(rect, theme.toast, canvas.px(size::kCardRadius));
    canvas.icon({rect.x + canvas.px(30), rect.centre().y},
                toast->is_error ? Icon::kWarning : Icon::kCheckCircle, IconSize::kNormal,
                theme.on_toast);
    canvas.paragraph({rect.x + canvas.px(54), rect.centre().y - text_high / 2}, text_wide,
                     toast->text, Font::kStrong, theme.on_toast, Align::kLeft);
    if (end.undo > 0) return draw_toast_end(stage, rect, end);
    if (canvas.tap("toast", rect)) toast.reset();
}

}  // namespace oppad::ui
