#include "ui/screens/copy_phone.h"

#include "ui/i18n/dates.h"
#include "ui/screens/outcomes.h"
#include "ui/widgets/clipboard.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

void draw_copy_phone(Stage& stage, std::string_view id, const Rect& rect, const std::string& e164) {
    if (e164.empty()) return;
    Canvas& canvas = stage.canvas;
    if (!widgets::icon_button(canvas, id, rect, Icon::kPhone, canvas.theme().primary)) return;
    const std::string shown = shown_phone(e164);
    widgets::copy_text(shown);
    stage.state.copied = Copied{.text = shown, .until = canvas.steady() + kCopiedStays};
    show_toast(stage, stage.tr(Text::kPhoneCopied), {});
}

void forget_copied_in_time(Stage& stage) {
    auto& copied = stage.state.copied;
    if (!copied || stage.canvas.steady() < copied->until) return;
    widgets::forget_copied(copied->text);
    copied.reset();
}

}  // namespace oppad::ui
