#include "ui/screens/log_contact/receipt.h"

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"

namespace oppad::ui {

std::string receipt_of(const Stage& stage, Whereabouts whereabouts, std::string_view before) {
    if (whereabouts == Whereabouts::kSafe) return {};
    const std::string& words = stage.tr(text_of(whereabouts));
    return before.empty() ? capitalised(words) : " · " + words;
}

}  // namespace oppad::ui
