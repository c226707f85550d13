#include "engine/storage/search_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace oppad::storage {

namespace {

// Letters that decomposition leaves as they are, and what people type for them.
struct Spelling {
    std::int32_t letter;
    std::string_view typed;
};
constexpr std::array kSpellings{
    Spelling{0x00df, "ss"}, Spelling{0x00e6, "ae"}, Spelling{0x00f0, "d"}, Spelling{0x00f8, "o"},
    Spelling{0x00fe, "th"}, Spelling{0x0111, "d"},  Spelling{0x0127, "h"}, Spelling{0x0131, "i"},
    Spelling{0x0138, "k"},  Spelling{0x0142, "l"},  Spelling{0x014b, "n"}, Spelling{0x0153, "oe"},
    Spelling{0x0167, "t"},  Spelling{0x0259, "e"},  Spelling{0x0640, ""},
};

constexpr bool is_apostrophe(std::int32_t letter) {
    return letter == '\'' || letter == '`' || letter == 0x00b4 || letter == 0x2018 ||
           letter == 0x2019 || letter == 0x02bc;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool is_number(const std::string& word) {
    return !word.empty() && std::all_of(word.begin(), word.end(), is_digit);
}

enum class Apostrophe { kVanishes, kParts };

// Collects folded letters into words.
class Folder {
public:
    explicit Folder(Apostrophe apostrophe) : apostrophe_(apostrophe) {}

    void add_ascii(char letter) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
        if ((letter >= 'a' && letter <= 'z') || is_digit(letter))
            word_ += letter;
        else if (!is_apostrophe(letter) || apostrophe_ == Apostrophe::kParts)
            end_word();
    }

    void add(std::int32_t letter) {
        if (letter < 0x80) return add_ascii(static_cast<char>(letter));
        if (is_apostrophe(letter)) return add_ascii('\'');
        std::array<utf8proc_int32_t, 24> parts{};
        int boundary = 0;
        const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                            UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
        const utf8proc_ssize_t count = utf8proc_decompose_char(
            letter, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()), options, &boundary);
        const auto known = std::min<utf8proc_ssize_t>(std::max<utf8proc_ssize_t>(count, 0),
                                                      static_cast<utf8proc_ssize_t>(parts.size()));
        for (utf8proc_ssize_t at = 0; at < known; ++at)
            add_folded(parts[static_cast<std::size_t>(at)]);
    }

    void end_word() {
        if (!word_.empty()) words_.push_back(std::move(word_));
        word_.clear();
    }

    std::vector<std::string> finish() {
        end_word();
        return std::move(words_);
    }

private:
    void add_folded(std::int32_t letter) {
        if (letter < 0x80) return add_ascii(static_cast<char>(letter));
        for (const Spelling& spelling : kSpellings) {
            if (spelling.letter != letter) continue;
            word_ += spelling.typed;
            return;
        }
        switch (utf8proc_category(letter)) {
            case UTF8PROC_CATEGORY_LU:
            case UTF8PROC_CATEGORY_LL:
            case UTF8PROC_CATEGORY_LT:
            case UTF8PROC_CATEGORY_LM:
            case UTF8PROC_CATEGORY_LO:
                append(letter);
                return;
            case UTF8PROC_CATEGORY_ND:
                append_digit(letter);
                return;
            case UTF8PROC_CATEGORY_MN:
            case UTF8PROC_CATEGORY_MC:
            case UTF8PROC_CATEGORY_ME:
            case UTF8PROC_CATEGORY_CF:
                return;
            default:
                end_word();
        }
    }

    void append(std::int32_t letter) {
        std::array<utf8proc_uint8_t, 4> bytes{};
        const utf8proc_ssize_t count = utf8proc_encode_char(letter, bytes.data());
        for (utf8proc_ssize_t at = 0; at < count; ++at)
            word_ += static_cast<char>(bytes[static_cast<std::size_t>(at)]);
    }

    // Arabic-Indic digits, as an Arabic keyboard writes a phone number.
    void append_digit(std::int32_t letter) {
        for (const std::int32_t zero : {0x0660, 0x06f0}) {
            if (letter >= zero && letter <= zero + 9) {
                word_ += static_cast<char>('0' + (letter - zero));
                return;
            }
        }
        append(letter);
    }

    Apostrophe apostrophe_;
    std::string word_;
    std::vector<std::string> words_;
};

std::vector<std::string> fold(std::string_view text, Apostrophe apostrophe) {
    Folder folder{apostrophe};
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto size = static_cast<utf8proc_ssize_t>(text.size());
    for (utf8proc_ssize_t at = 0; at < size;) {
        if (bytes[at] < 0x80) {
            folder.add_ascii(static_cast<char>(bytes[at++]));
            continue;
        }
        utf8proc_int32_t letter = -1;
        const utf8proc_ssize_t length = utf8proc_iterate(bytes + at, size - at, &letter);
        if (length > 0 && letter >= 0)
            folder.add(letter);
        else
            folder.end_word();
        at += std::max<utf8proc_ssize_t>(length, 1);
    }
    return folder.finish();
}

void append_term(std::string& terms, std::string_view term) {
    if (!terms.empty()) terms += ' ';
    terms += term;
}

void append_terms(std::string& terms, const std::vector<std::string>& words) {
    for (const std::string& word : words) append_term(terms, word);
}

// Of the countries that families here call from; elsewhere only the full number is found.
constexpr std::array<std::string_view, 16> kCountries{"32",  "31",  "33",  "49",  "352", "44",
                                                      "90",  "212", "213", "216", "48",  "40",
                                                      "359", "421", "34",  "351"};

// What stands before the number of a box.
constexpr std::array<std::string_view, 6> kBoxes{"b", "bus", "bte", "boite", "box", "bt"};

}  // namespace

std::vector<std::string> folded_words(std::string_view text) {
    return fold(text, Apostrophe::kVanishes);
}

std::string name_terms(std::string_view name) {
    std::string terms;
    // A hyphen joins two names: each is written as one on its own.
    for (std::size_t start = 0; start <= name.size();) {
        const std::size_t hyphen = std::min(name.find('-', start), name.size());
        const std::string_view part = name.substr(start, hyphen - start);
        const std::vector<std::string> words = folded_words(part);
        append_terms(terms, words);
        if (words.size() > 1) {
            std::string as_one;
            for (const std::string& word : words) as_one += word;
            append_term(terms, as_one);
        }
        const std::vector<std::string> apart = fold(part, Apostrophe::kParts);
        if (apart != words) append_terms(terms, apart);
        start = hyphen + 1;
    }
    return terms;
}

std::string plain_terms(std::string_view text) {
    std::string terms;
    append_terms(terms, folded_words(text));
    return terms;
}

std::string phone_terms(std::string_view phone) {
    std::string digits;
    for (const char letter : phone) {
        if (is_digit(letter)) digits += letter;
    }
    if (digits.empty()) return {};
    std::string terms = digits;
    if (phone.front() != '+') return terms;
    for (const std::string_view country : kCountries) {
        if (!std::string_view{digits}.starts_with(country)) continue;
        append_term(terms, "0" + digits.substr(country.size()));
        break;
    }
    return terms;
}

std::optional<House> house_of(std::string_view street) {
    const std::vector<std::string> words = folded_words(street);
    if (words.empty()) return std::nullopt;
    const auto begins_number = [](const std::string& word) { return is_digit(word.front()); };
    const auto is_of_box = [](const std::string& word) {
        return std::find(kBoxes.begin(), kBoxes.end(), word) != kBoxes.end();
    };
    // Behind the name; before it only where none is behind: "12 rue des Fleurs bte 3", but "11
    // Novemberstraat 20".
    auto begin = words.begin();
    auto number = std::find_if(begin + 1, words.end(), begins_number);
    auto end = number;
    const bool is_first = begins_number(words.front()) && words.size() > 1 &&
                          (number == words.end() || is_of_box(*(number - 1)));
    if (is_first) {
        number = begin++;
        end = std::find_if(begin, words.end(), is_of_box);
    }
    if (number == words.end()) return std::nullopt;
    House house;
    for (auto word = begin; word != end; ++word) house.street += *word;
    const auto past = std::find_if_not(number->begin(), number->end(), is_digit);
    house.number.assign(number->begin(), past);
    if (house.street.empty()) return std::nullopt;
    return house;
}

std::vector<std::string> with_numbers_joined(const std::vector<std::string>& words) {
    std::vector<std::string> joined;
    bool follows_number = false;
    for (const std::string& word : words) {
        const bool is_digits = is_number(word);
        if (is_digits && follows_number)
            joined.back() += word;
        else
            joined.push_back(word);
        follows_number = is_digits;
    }
    for (std::string& word : joined) {
        // International numbers are stored without the 00 that some begin with.
        if (word.size() > 4 && is_number(word) && word.starts_with("00")) word.erase(0, 2);
    }
    return joined;
}

}  // namespace oppad::storage
