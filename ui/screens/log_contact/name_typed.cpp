#include "ui/screens/log_contact/name_typed.h"

#include <algorithm>
#include <array>

#include "ui/i18n/dates.h"

namespace oppad::ui {

namespace {

// What stands before a family's name here and with those who came from elsewhere.
constexpr std::array<std::string_view, 22> kParticles{
    "van", "von", "de", "den", "der", "des", "du",  "di",  "da",  "del", "della",
    "dos", "la",  "le", "el",  "al",  "ben", "ibn", "ait", "abu", "ter", "ten"};

bool has_digit(std::string_view word) {
    return word.find_first_of("0123456789") != std::string_view::npos;
}

bool has_capital(const std::string& word) { return !word.empty() && capitalised(word) == word; }

bool is_particle(std::string_view word) {
    std::string small(word);
    if (small[0] >= 'A' && small[0] <= 'Z') small[0] = static_cast<char>(small[0] - 'A' + 'a');
    return std::find(kParticles.begin(), kParticles.end(), small) != kParticles.end();
}

// A capital for each part, also behind a hyphen.
std::string capitalised_parts(const std::string& word) {
    std::string parts;
    for (std::size_t start = 0; start <= word.size();) {
        const std::size_t hyphen = std::min(word.find('-', start), word.size());
        if (start > 0) parts += '-';
        parts += capitalised(word.substr(start, hyphen - start));
        start = hyphen + 1;
    }
    return parts;
}

}  // namespace

std::string name_typed(std::string_view query) {
    std::string name;
    bool has_name = false;
    for (std::size_t start = 0; start < query.size();) {
        const std::size_t end = std::min(query.find(' ', start), query.size());
        const std::string word(query.substr(start, end - start));
        start = end + 1;
        if (word.empty()) continue;
        if (has_digit(word) || (has_name && !has_capital(word))) break;
        const bool is_before = !has_name && is_particle(word);
        if (!name.empty()) name += ' ';
        name += is_before && !name.empty() ? word : capitalised_parts(word);
        has_name = has_name || !is_before;
    }
    return name.empty() ? std::string(query) : name;
}

bool holds_name(std::string_view query) {
    const std::string name = name_typed(query);
    return !has_digit(name) && name.find_first_not_of(" +-/.()") != std::string::npos;
}

}  // namespace oppad::ui
