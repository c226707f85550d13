#include "ui/screens/lock/no_entry.h"

#include "ui/i18n/words.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

// Nothing is wrong: the other window has the store, and this one goes on by itself once it hasn't.
void draw_already_open(Stage& stage, const Rect& area) {
    widgets::ScrollArea scroll(stage.canvas, "already_open", area);
    scroll.reached(widgets::empty_state(stage.canvas, scroll.content(),
                                        {.icon = Icon::kOpen,
                                         .tone = Tone::kInfo,
                                         .title = stage.tr(Text::kAlreadyOpenTitle),
                                         .text = stage.tr(Text::kAlreadyOpenText)},
                                        0));
}

}  // namespace

void draw_no_entry(Stage& stage, const Rect& area) {
    const ErrorCode code =
        stage.snapshot.store_error ? stage.snapshot.store_error->code : ErrorCode::kInternal;
    if (code == ErrorCode::kBusy) return draw_already_open(stage, area);
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
