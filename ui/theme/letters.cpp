#include "ui/theme/letters.h"

namespace oppad::ui {

namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// Bytes of a well-formed letter, else 1.
std::size_t length_at(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    std::size_t length = 1;
    if (lead >= 0xC2 && lead <= 0xDF) length = 2;
    if (lead >= 0xE0 && lead <= 0xEF) length = 3;
    if (lead >= 0xF0 && lead <= 0xF4) length = 4;
    if (at + length > text.size()) return 1;
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(text[at + i])) return 1;
    }
    return length;
}

// Combining marks, variation selectors and the joiner belong to the letter before them.
bool is_mark(unsigned letter) {
    return (letter >= 0x300 && letter <= 0x36F) || (letter >= 0x20D0 && letter <= 0x20FF) ||
           (letter >= 0xFE00 && letter <= 0xFE0F) || letter == 0x200D;
}

}  // namespace

unsigned letter_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    switch (length_at(text, at)) {
        case 2:
            return ((byte(0) & 0x1FU) << 6U) | (byte(1) & 0x3FU);
        case 3:
            return ((byte(0) & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
        case 4:
            return ((byte(0) & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) |
                   ((byte(2) & 0x3FU) << 6U) | (byte(3) & 0x3FU);
        default:
            return byte(0) < 0x80 ? byte(0) : 0xFFFDU;
    }
}

std::size_t next_letter(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.size();
    at += length_at(text, at);
    while (at < text.size() && is_mark(letter_at(text, at))) at += length_at(text, at);
    return at;
}

std::size_t previous_letter(std::string_view text, std::size_t at) {
    std::size_t start = at < text.size() ? at : text.size();
    while (start > 0) {
        std::size_t step = start - 1;
        // Back over continuation bytes, but only to a lead byte that claims exactly these.
        while (step > 0 && start - step < 4 && is_continuation(text[step])) --step;
        if (step + length_at(text, step) != start) step = start - 1;
        start = step;
        if (!is_mark(letter_at(text, start))) break;
    }
    return start;
}

std::size_t count_letters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at = next_letter(text, at)) ++count;
    return count;
}

std::string utf8_of(unsigned letter) {
    const auto low = [&](unsigned shift) {
        return static_cast<char>(0x80U | ((letter >> shift) & 0x3FU));
    };
    if (letter < 0x20 || letter == 0x7F || letter > 0x10FFFF) return {};
    if (letter >= 0xD800 && letter <= 0xDFFF) return {};
    if (letter < 0x80) return {static_cast<char>(letter)};
    if (letter < 0x800) return {static_cast<char>(0xC0U | (letter >> 6U)), low(0)};
    if (letter < 0x10000) return {static_cast<char>(0xE0U | (letter >> 12U)), low(6), low(0)};
    return {static_cast<char>(0xF0U | (letter >> 18U)), low(12), low(6), low(0)};
}

std::string initials_of(std::string_view name) {
    std::string initials;
    bool at_start = true;
    int count = 0;
    for (std::size_t at = 0; at < name.size() && count < 2; at = next_letter(name, at)) {
        const char byte = name[at];
        const bool is_gap = byte == ' ' || byte == '-' || byte == '\'' || byte == '.';
        if (at_start && !is_gap) {
            initials += name.substr(at, next_letter(name, at) - at);
            ++count;
        }
        at_start = is_gap;
    }
    for (char& byte : initials) {
        if (byte >= 'a' && byte <= 'z') byte = static_cast<char>(byte - 'a' + 'A');
    }
    return initials;
}

}  // namespace oppad::ui
