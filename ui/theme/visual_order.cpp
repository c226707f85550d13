#include "ui/theme/visual_order.h"

#include <fribidi.h>

#include <algorithm>
#include <vector>

namespace oppad::ui {

bool runs_right_to_left(std::string_view text) {
    // Hebrew begins with U+0590, Arabic, Syriac and Thaana follow it: lead bytes D6 … DF.
    return std::any_of(text.begin(), text.end(), [](char byte) {
        const auto lead = static_cast<unsigned char>(byte);
        return lead >= 0xD6 && lead <= 0xDF;
    });
}

std::string in_visual_order(std::string_view line) {
    constexpr std::size_t kLettersMax = 1 << 20;
    if (line.size() > kLettersMax) return std::string(line);
    std::vector<FriBidiChar> logical(line.size() + 1);
    const auto bytes = static_cast<FriBidiStrIndex>(line.size());
    const FriBidiStrIndex letters =
        fribidi_charset_to_unicode(FRIBIDI_CHAR_SET_UTF8, line.data(), bytes, logical.data());
    std::vector<FriBidiChar> visual(logical.size());
    FriBidiParType direction = FRIBIDI_PAR_LTR;
    if (fribidi_log2vis(logical.data(), letters, &direction, visual.data(), nullptr, nullptr,
                        nullptr) == 0) {
        return std::string(line);
    }
    // Where letters were joined into one, nothing is left of the other.
    const auto end = std::remove(visual.begin(), visual.begin() + letters, FRIBIDI_CHAR_FILL);
    const auto count = static_cast<FriBidiStrIndex>(end - visual.begin());
    constexpr std::size_t kBytesPerLetter = 4;
    std::string shown(static_cast<std::size_t>(count) * kBytesPerLetter + 1, '\0');
    const FriBidiStrIndex length =
        fribidi_unicode_to_charset(FRIBIDI_CHAR_SET_UTF8, visual.data(), count, shown.data());
    shown.resize(static_cast<std::size_t>(length));
    return shown;
}

}  // namespace oppad::ui
