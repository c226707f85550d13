#include "ui/screens/families/copy_phone.h"

#include <algorithm>

#include "ui/i18n/dates.h"
#include "ui/screens/outcomes.h"
#include "ui/widgets/clipboard.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

void copy_when_tapped(Stage& stage, std::string_view id, const Rect& rect, const std::string& text,
                      Text said) {
    Canvas& canvas = stage.canvas;
    if (!widgets::icon_button(canvas, id, rect, Icon::kCopy, canvas.theme().primary)) return;
    widgets::copy_text(canvas, text);
    show_toast(stage, stage.tr(said), {});
}

}  // namespace

void copy_phone(Stage& stage, const std::string& e164) {
    widgets::copy_text(stage.canvas, shown_phone(e164));
    show_toast(stage, stage.tr(Text::kPhoneCopied), {});
}

bool draw_copy_fact(Stage& stage, std::string_view id, const Rect& rect, const std::string& text,
                    Text said) {
    Canvas& canvas = stage.canvas;
    const bool tapped = canvas.tap_with_menu(id, rect);
    const float radius = canvas.px(size::kButtonRadius);
    const Rect ground = rect.inset(-canvas.px(8), 0);
    if (canvas.touch().held(id)) canvas.fill(ground, canvas.theme().chip, radius);
    canvas.icon({rect.right() - canvas.icon_width(IconSize::kNormal) / 2, rect.centre().y},
                Icon::kCopy, IconSize::kNormal, canvas.theme().primary);
    canvas.focus_ring(id, ground, radius);
    if (tapped) {
        widgets::copy_text(canvas, with_plain_spaces(text));
        show_toast(stage, stage.tr(said), {});
    }
    return canvas.asked_menu(id);
}

CopyFactsDrawn draw_copy_facts(Stage& stage, const Rect& area, const std::vector<CopyFact>& facts) {
    Canvas& canvas = stage.canvas;
    const float side = canvas.px(size::kTouch);
    const float sign = canvas.px(8) + canvas.icon_width(IconSize::kNormal);
    CopyFactsDrawn drawn{.bottom = area.y};
    Point at{area.x, area.y};
    for (const CopyFact& fact : facts) {
        if (fact.value.empty()) continue;
        const float needed = canvas.width(fact.value, Font::kBody) + 1 + sign;
        const float wide = std::min(area.w, std::max(side, needed));
        if (at.x > area.x && at.x + wide > area.right()) {
            at = {area.x, drawn.bottom + canvas.dip(8)};
        }
        const float words = canvas.paragraph_height(wide - sign, fact.value, Font::kBody);
        const Rect target{at.x, at.y, wide, std::max(side, words)};
        if (draw_copy_fact(stage, fact.id, target, fact.value, fact.said)) drawn.asked_menu = true;
        canvas.paragraph({at.x, target.centre().y - words / 2}, wide - sign, fact.value,
                         Font::kBody, canvas.theme().ink, Align::kLeft);
        drawn.bottom = std::max(drawn.bottom, target.bottom());
        at.x = target.right() + canvas.px(36);
    }
    return drawn;
}

void draw_copy_phone(Stage& stage, std::string_view id, const Rect& rect, const std::string& e164) {
    if (e164.empty()) return;
    copy_when_tapped(stage, id, rect, shown_phone(e164), Text::kPhoneCopied);
}

void draw_copy_email(Stage& stage, std::string_view id, const Rect& rect,
                     const std::string& email) {
    if (email.empty()) return;
    copy_when_tapped(stage, id, rect, email, Text::kEmailCopied);
}

void draw_copy_address(Stage& stage, std::string_view id, const Rect& rect,
                       const std::string& address) {
    if (address.empty()) return;
    copy_when_tapped(stage, id, rect, address, Text::kAddressCopied);
}

void forget_copied_in_time(Stage& stage) {
    auto& copied = stage.state.copied;
    if (std::optional<std::string> text = stage.canvas.take_copied())
        copied = Copied{.text = *std::move(text), .until = stage.canvas.steady() + kCopiedStays};
    if (!copied || stage.canvas.steady() < copied->until) return;
    widgets::forget_copied(copied->text);
    copied.reset();
}

}  // namespace oppad::ui
