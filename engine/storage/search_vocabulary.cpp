#include "engine/storage/search_vocabulary.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

namespace oppad::storage {

namespace {

constexpr std::size_t kTermLettersMin = 3;

// `typed` against the beginning of `term`, for bytes or code points alike.
template <class Text>
bool one_slip(const Text& typed, const Text& term) {
    const std::size_t common = std::min(typed.size(), term.size());
    std::size_t at = 0;
    while (at < common && typed[at] == term[at]) ++at;
    if (at == typed.size()) return false;                  // No slip at all.
    if (at == term.size()) return typed.size() == at + 1;  // One letter too many at the end.
    const auto begins = [&](std::size_t typed_from, std::size_t term_from) {
        if (typed_from > typed.size() || term_from > term.size()) return false;
        const std::size_t rest = typed.size() - typed_from;
        return term.size() - term_from >= rest &&
               std::equal(typed.begin() + static_cast<std::ptrdiff_t>(typed_from), typed.end(),
                          term.begin() + static_cast<std::ptrdiff_t>(term_from));
    };
    if (begins(at + 1, at + 1) || begins(at + 1, at) || begins(at, at + 1)) return true;
    return at + 1 < typed.size() && at + 1 < term.size() && typed[at] == term[at + 1] &&
           typed[at + 1] == term[at] && begins(at + 2, at + 2);
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

// Folded words are valid UTF-8; anything else ends the word.
std::u32string code_points(std::string_view text) {
    std::u32string letters;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto size = static_cast<utf8proc_ssize_t>(text.size());
    for (utf8proc_ssize_t at = 0; at < size;) {
        utf8proc_int32_t letter = -1;
        const utf8proc_ssize_t length = utf8proc_iterate(bytes + at, size - at, &letter);
        if (length <= 0) break;
        letters += static_cast<char32_t>(letter);
        at += length;
    }
    return letters;
}

bool has_digit(std::string_view term) {
    return std::any_of(term.begin(), term.end(),
                       [](char letter) { return letter >= '0' && letter <= '9'; });
}

}  // namespace

bool is_one_slip_from(std::string_view typed, std::string_view term) {
    if (is_ascii(typed) && is_ascii(term)) return one_slip(typed, term);
    return one_slip(code_points(typed), code_points(term));
}

void SearchVocabulary::add(std::string_view term) {
    if (term.size() < kTermLettersMin || has_digit(term)) return;
    terms_.emplace(term);
}

std::vector<std::string> SearchVocabulary::similar_to(std::string_view typed, int limit) const {
    std::vector<std::string> similar;
    for (const std::string& term : terms_) {
        if (is_one_slip_from(typed, term)) similar.push_back(term);
    }
    // Likelier: the first letter right, then the length nearest to what was typed.
    const auto rank = [typed](const std::string& term) {
        const auto gap = std::abs(static_cast<long>(term.size()) - static_cast<long>(typed.size()));
        return (term.front() == typed.front() ? 0 : 1000) + gap;
    };
    std::sort(similar.begin(), similar.end(), [&rank](const std::string& a, const std::string& b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : a < b;
    });
    if (similar.size() > static_cast<std::size_t>(limit))
        similar.resize(static_cast<std::size_t>(limit));
    return similar;
}

}  // namespace oppad::storage
