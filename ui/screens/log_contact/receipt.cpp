#include "ui/screens/log_contact/receipt.h"

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

std::string receipt_of(const Stage& stage, Whereabouts whereabouts, std::string_view before) {
    if (whereabouts == Whereabouts::kSafe) return {};
    const std::string& words = stage.tr(text_of(whereabouts));
    return before.empty() ? capitalised(words) : " · " + words;
}

TextRun receipt_run(const Stage& stage, Whereabouts whereabouts, std::string_view words,
                    Told told) {
    constexpr std::string_view kBetween = " · ";
    const Tone tone = tone_of(whereabouts);
    if (words.empty() || told == Told::kInWords || whereabouts == Whereabouts::kRefused)
        return widgets::toned(stage.canvas, words, tone);
    return widgets::sign(stage.canvas, words.starts_with(kBetween) ? kBetween : std::string_view{},
                         icon_of(whereabouts), tone);
}

}  // namespace oppad::ui
