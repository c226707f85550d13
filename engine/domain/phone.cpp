#include "engine/domain/phone.h"

#include <algorithm>
#include <array>

#include "engine/domain/text.h"

namespace oppad {

namespace {

constexpr std::string_view kBelgium = "32";
constexpr std::size_t kInternationalDigitsMin = 7;
constexpr std::size_t kInternationalDigitsMax = 15;  // ITU-T E.164.

// First code point of each run of ten decimal digits that people's keyboards produce.
constexpr std::array<char32_t, 5> kZeros{U'0', 0x0660, 0x06F0, 0x0966, 0xFF10};

std::optional<char> digit_of(char32_t c) {
    for (const char32_t zero : kZeros) {
        if (c >= zero && c <= zero + 9) return static_cast<char>('0' + (c - zero));
    }
    return std::nullopt;
}

bool is_separator(char32_t c) {
    constexpr std::u32string_view kSeparators = U" \t./-()\u00A0\u202F\u2009\u2010\u2011\u2013";
    const bool is_direction_mark =
        c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return is_direction_mark || kSeparators.find(c) != std::u32string_view::npos;
}

// Digits only, with a leading '+' when there was one. Nothing when another character is in it.
std::optional<std::string> bare_number(std::string_view typed) {
    std::string bare;
    while (!typed.empty()) {
        const std::optional<CodePoint> next = first_code_point(typed);
        if (!next) return std::nullopt;
        if (typed.substr(0, 3) == "(0)" && !bare.empty()) {
            typed.remove_prefix(3);  // "+32 (0)470": the trunk zero, not dialled from abroad.
            continue;
        }
        const std::optional<char> digit = digit_of(next->value);
        if (digit)
            bare += *digit;
        else if ((next->value == U'+' || next->value == 0xFF0B) && bare.empty())
            bare += '+';
        else if (!is_separator(next->value))
            return std::nullopt;
        typed.remove_prefix(next->size);
    }
    return bare;
}

// Without the trunk zero: mobile numbers start with 45–49 and have nine digits, others have eight
// (04 alone is Liège).
bool is_belgian(std::string_view national) {
    if (national.empty() || national.front() == '0') return false;
    const bool is_mobile = national.size() > 1 && national.front() == '4' && national[1] >= '5';
    return national.size() == (is_mobile ? 9 : 8);
}

std::string joined(std::initializer_list<std::string_view> groups) {
    std::string text = "0";
    for (const std::string_view group : groups) {
        if (text.size() > 1) text += ' ';
        text += group;
    }
    return text;
}

}  // namespace

std::optional<std::string> parse_phone(std::string_view typed) {
    const std::optional<std::string> bare = bare_number(typed);
    if (!bare || bare->empty()) return std::nullopt;
    std::string_view digits = *bare;
    const bool has_prefix = digits.front() == '+' || digits.substr(0, 2) == "00";
    if (!has_prefix) {
        if (digits.front() != '0' || !is_belgian(digits.substr(1))) return std::nullopt;
        return "+" + std::string{kBelgium} + std::string{digits.substr(1)};
    }
    digits.remove_prefix(digits.front() == '+' ? 1 : 2);
    if (digits.substr(0, 2) == kBelgium) {
        std::string_view national = digits.substr(2);
        if (!national.empty() && national.front() == '0') national.remove_prefix(1);
        if (!is_belgian(national)) return std::nullopt;
        return "+" + std::string{kBelgium} + std::string{national};
    }
    const std::string e164 = "+" + std::string{digits};
    return is_e164(e164) ? std::optional{e164} : std::nullopt;
}

bool is_e164(std::string_view text) {
    if (text.empty() || text.front() != '+') return false;
    const std::string_view digits = text.substr(1);
    if (digits.size() < kInternationalDigitsMin || digits.size() > kInternationalDigitsMax)
        return false;
    const bool all_digits =
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!all_digits || digits.front() == '0') return false;
    return digits.substr(0, 2) != kBelgium || is_belgian(digits.substr(2));
}

std::string format_phone(std::string_view e164) {
    if (!is_e164(e164) || e164.substr(1, 2) != kBelgium) return std::string{e164};
    const std::string_view n = e164.substr(3);
    if (n.size() == 9)
        return joined({n.substr(0, 3), n.substr(3, 2), n.substr(5, 2), n.substr(7, 2)});
    const bool is_free_or_paid = n.substr(0, 2) == "80" || n.substr(0, 2) == "90";
    if (is_free_or_paid) return joined({n.substr(0, 3), n.substr(3, 2), n.substr(5, 3)});
    const bool is_short_zone = std::string_view{"2349"}.find(n.front()) != std::string_view::npos;
    if (is_short_zone)
        return joined({n.substr(0, 1), n.substr(1, 3), n.substr(4, 2), n.substr(6, 2)});
    return joined({n.substr(0, 2), n.substr(2, 2), n.substr(4, 2), n.substr(6, 2)});
}

}  // namespace oppad
