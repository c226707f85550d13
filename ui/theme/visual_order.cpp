#include "ui/theme/visual_order.h"

#include <fribidi.h>

#include <algorithm>

#include "ui/theme/letters.h"

namespace oppad::ui {

namespace {

constexpr std::size_t kBytesMax = 1 << 20;

// Turns nothing and is not drawn, but ends a name of the other direction.
constexpr FriBidiChar kLeftToRight = 0x200E;
// Between the facts of a row. A number after a name is a fact of its own, though to the rules of
// Unicode it would belong to the name and stand at its other side.
constexpr FriBidiChar kBetweenFacts = 0xB7;

std::vector<FriBidiChar> letters_of(std::string_view line) {
    std::vector<FriBidiChar> letters(line.size() + 1);
    const FriBidiStrIndex count =
        fribidi_charset_to_unicode(FRIBIDI_CHAR_SET_UTF8, line.data(),
                                   static_cast<FriBidiStrIndex>(line.size()), letters.data());
    letters.resize(static_cast<std::size_t>(count));
    return letters;
}

std::string as_utf8(const FriBidiChar* letters, std::size_t count) {
    constexpr std::size_t kBytesPerLetter = 4;
    std::string text(count * kBytesPerLetter + 1, '\0');
    const FriBidiStrIndex length = fribidi_unicode_to_charset(
        FRIBIDI_CHAR_SET_UTF8, letters, static_cast<FriBidiStrIndex>(count), text.data());
    text.resize(static_cast<std::size_t>(length));
    return text;
}

}  // namespace

bool runs_right_to_left(std::string_view text) {
    // Hebrew begins with U+0590, Arabic, Syriac and Thaana follow it: lead bytes D6 … DF.
    return std::any_of(text.begin(), text.end(), [](char byte) {
        const auto lead = static_cast<unsigned char>(byte);
        return lead >= 0xD6 && lead <= 0xDF;
    });
}

std::string in_visual_order(std::string_view line) {
    VisualLine placed = placed_in_visual_order(line);
    return placed.letters.empty() ? std::string(line) : std::move(placed.text);
}

VisualLine placed_in_visual_order(std::string_view line) {
    if (line.empty() || line.size() > kBytesMax) return {};
    std::vector<FriBidiChar> logical;
    for (const FriBidiChar letter : letters_of(line)) {
        logical.push_back(letter);
        if (letter == kBetweenFacts) logical.push_back(kLeftToRight);
    }
    const std::size_t count = logical.size();
    std::vector<FriBidiChar> visual(count + 1);
    std::vector<FriBidiStrIndex> to_visual(count);
    std::vector<FriBidiLevel> levels(count);
    FriBidiParType direction = FRIBIDI_PAR_LTR;
    if (count == 0 ||
        fribidi_log2vis(logical.data(), static_cast<FriBidiStrIndex>(count), &direction,
                        visual.data(), to_visual.data(), nullptr, levels.data()) == 0) {
        return {};
    }
    VisualLine placed;
    std::vector<std::size_t> begins(count + 1);  // Of each visual letter, in bytes.
    for (std::size_t i = 0; i < count; ++i) {
        begins[i] = placed.text.size();
        // Where letters were joined into one, nothing is left of the other.
        const bool is_drawn = visual[i] != FRIBIDI_CHAR_FILL && visual[i] != kLeftToRight;
        if (is_drawn) placed.text += as_utf8(&visual[i], 1);
    }
    begins[count] = placed.text.size();
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0 && logical[i] == kLeftToRight && logical[i - 1] == kBetweenFacts) continue;
        const auto where = static_cast<std::size_t>(to_visual[i]);
        placed.letters.push_back({.at = at,
                                  .left = begins[where],
                                  .right = begins[where + 1],
                                  .is_reversed = levels[i] % 2 == 1});
        at += as_utf8(&logical[i], 1).size();
    }
    return placed;
}

}  // namespace oppad::ui
