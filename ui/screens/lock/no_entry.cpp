#include "ui/screens/lock/no_entry.h"

#include "ui/i18n/words.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

void draw_no_entry(Stage& stage, const Rect& area) {
    const ErrorCode code =
        stage.snapshot.store_error ? stage.snapshot.store_error->code : ErrorCode::kInternal;
    const bool lacks_key = code == ErrorCode::kNotFound;
    const std::string text = lacks_key
                                 ? stage.tr(Text::kKeyMissingText)
                                 : stage.tr(sentence_of(code)) + ' ' + stage.tr(Text::kStoreKept);
    widgets::ScrollArea scroll(stage.canvas, "no_entry", area);
    scroll.reached(widgets::empty_state(
        stage.canvas, scroll.content(),
        {.icon = Icon::kWarning,
         .tone = Tone::kDanger,
         .title = stage.tr(lacks_key ? Text::kKeyMissingTitle : Text::kStoreUnusable),
         .text = text},
        0));
}

// Nothing to type, nothing to wait for.
void draw_forfeit(Stage& stage, const Rect& area) {
    const int waiting = stage.snapshot.waiting_while_locked;
    std::string text = stage.tr(Text::kForfeitText);
    if (waiting > 0) text += ' ' + stage.texts().plural(Text::kForfeitUnsent, waiting);
    text += '\n' + stage.tr(Text::kForfeitBring);
    widgets::ScrollArea scroll(stage.canvas, "forfeit", area);
    scroll.reached(widgets::empty_state(stage.canvas, scroll.content(),
                                        {.icon = Icon::kLock,
                                         .tone = Tone::kDanger,
                                         .title = stage.tr(Text::kForfeitTitle),
                                         .text = text},
                                        0));
}

}  // namespace oppad::ui
