#include "ui/keyboard/layouts.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

#include "ui/theme/letters.h"

namespace oppad::ui {

namespace {

constexpr float kWide = 1.3F;  // Beside a letter.
constexpr float kWider = 1.6F;
constexpr float kSpaceWide = 6;

// The letters of three rows; the last row follows shift on pages that have it.
struct Letters {
    std::array<std::string_view, 3> rows;
    bool has_shift;
};

constexpr Letters kAzerty{{"azertyuiop", "qsdfghjklm", "wxcvbn',.?"}, true};
constexpr Letters kQwerty{{"qwertyuiop", "asdfghjkl'", "zxcvbnm,.?"}, true};
constexpr Letters kSigns{{"1234567890", "@#€%&*()-+", "_=/\\:;!?\"',."}, false};
// French and German, then Turkish, Polish and the languages of the Balkans.
constexpr Letters kAccented{{"éèêëàâçùûô", "îïñöüßäáíó", "şğıłćąęńžš"}, true};

constexpr std::array<std::pair<std::string_view, std::string_view>, 33> kAccents{{
    {"a", "àâäáæåãąă"}, {"c", "çćč"}, {"d", "đ"},      {"e", "éèêëęě"},  {"g", "ğ"},
    {"i", "îïíìıİ"},    {"l", "ł"},   {"n", "ñń"},     {"o", "ôöóòœøő"}, {"r", "ř"},
    {"s", "ßşšśș"},     {"t", "ţț"},  {"u", "ùûüúűů"}, {"y", "ÿý"},      {"z", "žźż"},
    {"'", "’‘\""},      {",", ";"},   {".", "…:·"},    {"?", "¿!"},      {"!", "¡"},
    {"\"", "“”„«»"},    {"-", "–—"},  {"€", "$£"},     {"(", "[{<"},     {")", "]}>"},
    {"/", "|\\"},       {"&", "§"},   {"+", "±×"},     {"=", "≤≥"},      {"1", "¹½¼"},
    {"2", "²"},         {"3", "³¾"},  {"0", "°"},
}};

std::vector<std::string> letters_in(std::string_view text) {
    std::vector<std::string> letters;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = next_letter(text, at);
        letters.emplace_back(text.substr(at, next - at));
        at = next;
    }
    return letters;
}

std::vector<KeyCap> caps_of(std::string_view text) {
    std::vector<KeyCap> caps;
    for (std::string& letter : letters_in(text)) {
        caps.push_back({KeyAction::kType, std::move(letter), 1});
    }
    return caps;
}

KeyRows rows_of(const Letters& letters) {
    KeyRows rows{caps_of(letters.rows[0]), caps_of(letters.rows[1]), {}};
    rows[0].push_back({KeyAction::kBackspace, {}, kWide});
    rows[1].push_back({KeyAction::kEnter, {}, kWide});
    if (letters.has_shift) rows[2].push_back({KeyAction::kShift, {}, kWide});
    for (KeyCap& cap : caps_of(letters.rows[2])) rows[2].push_back(std::move(cap));
    return rows;
}

std::vector<KeyCap> last_row(KeyPage page) {
    const bool is_letters = page == KeyPage::kLetters;
    const KeyAction left = page == KeyPage::kSymbols ? KeyAction::kLetters : KeyAction::kSymbols;
    const KeyAction right = page == KeyPage::kAccents ? KeyAction::kLetters : KeyAction::kAccents;
    std::vector<KeyCap> row{{left, {}, kWider}};
    if (is_letters) row.push_back({KeyAction::kLayout, {}, kWide});
    row.push_back({KeyAction::kSpace, {}, is_letters ? kSpaceWide : kSpaceWide + kWide});
    row.push_back({right, {}, kWide});
    row.push_back({KeyAction::kHide, {}, kWider});
    return row;
}

// `last` stands at the ends of the third and the fourth row.
KeyRows digits(std::string_view third, std::string_view fourth) {
    KeyRows rows{caps_of("123"), caps_of("456"), caps_of("789"), caps_of(fourth)};
    rows[0].push_back({KeyAction::kBackspace, {}, 1});
    rows[1].push_back({KeyAction::kEnter, {}, 1});
    rows[2].push_back({KeyAction::kType, std::string(third), 1});
    rows[3].push_back({KeyAction::kHide, {}, 1});
    return rows;
}

}  // namespace

KeyRows keys_of(KeyPage page, KeyboardLayout layout) {
    KeyRows rows;
    switch (page) {
        case KeyPage::kLetters:
            rows = rows_of(layout == KeyboardLayout::kAzerty ? kAzerty : kQwerty);
            break;
        case KeyPage::kSymbols:
            rows = rows_of(kSigns);
            break;
        case KeyPage::kAccents:
            rows = rows_of(kAccented);
            break;
        case KeyPage::kPhone:
            return digits("+", "/0.");
        case KeyPage::kDate:
            return digits("-", "/0.");
    }
    rows.push_back(last_row(page));
    return rows;
}

KeyPage first_page(Typing typing) {
    if (typing == Typing::kPhone) return KeyPage::kPhone;
    if (typing == Typing::kDate) return KeyPage::kDate;
    return KeyPage::kLetters;
}

std::vector<std::string> accents_of(std::string_view letter) {
    const auto found = std::find_if(kAccents.begin(), kAccents.end(),
                                    [&](const auto& entry) { return entry.first == letter; });
    return found == kAccents.end() ? std::vector<std::string>{} : letters_in(found->second);
}

std::string upper_case(std::string_view letter) {
    if (letter.empty()) return {};
    const auto code = static_cast<utf8proc_int32_t>(letter_at(letter, 0));
    return utf8_of(static_cast<unsigned>(utf8proc_toupper(code)));
}

std::string key_id(std::string_view letter) {
    const unsigned code = letter.empty() ? 0 : letter_at(letter, 0);
    const bool is_plain = (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9');
    return is_plain ? fmt::format("key_{}", letter) : fmt::format("key_u{:x}", code);
}

std::string id_of(const KeyCap& key) {
    switch (key.action) {
        case KeyAction::kType:
            return key_id(key.text);
        case KeyAction::kSpace:
            return "key_space";
        case KeyAction::kBackspace:
            return "key_backspace";
        case KeyAction::kEnter:
            return "key_enter";
        case KeyAction::kShift:
            return "key_shift";
        case KeyAction::kLetters:
            return "key_letters";
        case KeyAction::kSymbols:
            return "key_symbols";
        case KeyAction::kAccents:
            return "key_accents";
        case KeyAction::kLayout:
            return "key_layout";
        case KeyAction::kHide:
            return "key_hide";
    }
    return {};
}

}  // namespace oppad::ui
