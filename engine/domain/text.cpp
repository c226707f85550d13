#include "engine/domain/text.h"

namespace oppad {

namespace {

struct Lead {
    std::size_t size;
    char32_t bits;
    char32_t smallest;  // Below it the form is overlong.
};

std::optional<Lead> lead_of(unsigned char byte) {
    if (byte < 0x80) return Lead{1, byte, 0};
    if (byte >= 0xC2 && byte < 0xE0) return Lead{2, byte & 0x1FU, 0x80};
    if (byte >= 0xE0 && byte < 0xF0) return Lead{3, byte & 0x0FU, 0x800};
    if (byte >= 0xF0 && byte < 0xF5) return Lead{4, byte & 0x07U, 0x10000};
    return std::nullopt;
}

bool is_blank(char32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x202F || c == 0x3000 ||
           c == 0xFEFF || (c >= 0x2000 && c <= 0x200B);
}

// Requires: well-formed UTF-8.
std::size_t blank_at_end(std::string_view text) {
    std::size_t end = text.size();
    while (end > 0) {
        std::size_t start = end - 1;
        while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U) --start;
        const std::optional<CodePoint> last = first_code_point(text.substr(start));
        if (!last || !is_blank(last->value)) break;
        end = start;
    }
    return end;
}

}  // namespace

std::optional<CodePoint> first_code_point(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const std::optional<Lead> lead = lead_of(static_cast<unsigned char>(text.front()));
    if (!lead || text.size() < lead->size) return std::nullopt;
    char32_t value = lead->bits;
    for (std::size_t at = 1; at < lead->size; ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((byte & 0xC0U) != 0x80U) return std::nullopt;
        value = (value << 6U) | (byte & 0x3FU);
    }
    const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < lead->smallest || is_surrogate || value > 0x10FFFF) return std::nullopt;
    return CodePoint{value, lead->size};
}

void append_utf8(std::string& text, char32_t c) {
    const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
    if (c < 0x80) {
        text += byte(c);
    } else if (c < 0x800) {
        text += {byte(0xC0U | (c >> 6U)), byte(0x80U | (c & 0x3FU))};
    } else if (c < 0x10000) {
        text += {byte(0xE0U | (c >> 12U)), byte(0x80U | ((c >> 6U) & 0x3FU)),
                 byte(0x80U | (c & 0x3FU))};
    } else {
        text += {byte(0xF0U | (c >> 18U)), byte(0x80U | ((c >> 12U) & 0x3FU)),
                 byte(0x80U | ((c >> 6U) & 0x3FU)), byte(0x80U | (c & 0x3FU))};
    }
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::optional<CodePoint> next = first_code_point(text);
        if (!next) return false;
        text.remove_prefix(next->size);
    }
    return true;
}

TextFacts text_facts(std::string_view text) {
    TextFacts facts;
    while (!text.empty()) {
        const std::optional<CodePoint> next = first_code_point(text);
        if (!next) {
            facts.is_utf8 = false;
            return facts;
        }
        const char32_t c = next->value;
        if (c == '\n' || c == 0x2028 || c == 0x2029)
            facts.has_line_break = true;
        else if (c == '\t')
            facts.has_tab = true;
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c & 0xFFFEU) == 0xFFFEU)
            facts.has_control = true;
        ++facts.chars;
        text.remove_prefix(next->size);
    }
    return facts;
}

std::string tidied(std::string_view text) {
    if (!is_utf8(text)) return std::string{text};
    std::string lines;
    lines.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r') {
            lines += text[at];
        } else if (at + 1 == text.size() || text[at + 1] != '\n') {
            lines += '\n';
        }
    }
    std::string_view rest = std::string_view{lines}.substr(0, blank_at_end(lines));
    while (!rest.empty()) {
        const std::optional<CodePoint> next = first_code_point(rest);
        if (!next || !is_blank(next->value)) break;
        rest.remove_prefix(next->size);
    }
    return std::string{rest};
}

}  // namespace oppad
