#include "ui/i18n/catalog.h"

#include <algorithm>
#include <map>

namespace oppad::ui {

namespace {

constexpr std::string_view kFallbackLanguage = "nl";

std::map<std::string_view, std::size_t> key_positions() {
    std::map<std::string_view, std::size_t> positions;
    for (std::size_t i = 0; i < kTextKeys.size(); ++i) positions.emplace(kTextKeys[i], i);
    return positions;
}

}  // namespace

Result<Catalog> Catalog::create(const std::vector<std::string>& po_contents) {
    std::vector<PoFile> files;
    for (const std::string& content : po_contents) {
        TRY_ASSIGN(PoFile file, parse_po(content));
        files.push_back(std::move(file));
    }
    std::sort(files.begin(), files.end(), [](const PoFile& left, const PoFile& right) {
        const bool left_first = left.language == kFallbackLanguage;
        const bool right_first = right.language == kFallbackLanguage;
        return left_first != right_first ? left_first : left.language < right.language;
    });
    if (files.empty() || files.front().language != kFallbackLanguage) {
        return Error{ErrorCode::kInvalid, "no Dutch texts"};
    }
    const auto positions = key_positions();
    Catalog catalog;
    for (PoFile& file : files) {
        Words words{.rule = file.plural_rule, .forms = {}};
        words.forms.resize(kTextKeys.size());
        for (PoMessage& message : file.messages) {
            const auto position = positions.find(message.key);
            if (position != positions.end()) words.forms[position->second] = message.forms;
        }
        catalog.languages_.push_back({file.language, file.language_name});
        catalog.words_.push_back(std::move(words));
    }
    return catalog;
}

bool Catalog::choose(std::string_view language) {
    const std::size_t before = chosen_;
    chosen_ = 0;
    for (std::size_t i = 0; i < languages_.size(); ++i) {
        if (languages_[i].code == language) chosen_ = i;
    }
    return chosen_ != before;
}

const std::string& Catalog::form(Text text, std::size_t index) const {
    const auto position = static_cast<std::size_t>(text);
    const auto& own = words_[chosen_].forms[position];
    if (index < own.size() && !own[index].empty()) return own[index];
    const auto& fallback = words_.front().forms[position];
    static const std::string kNothing;
    return fallback.empty() ? kNothing : fallback[std::min(index, fallback.size() - 1)];
}

const std::string& Catalog::plural_form(Text text, std::int64_t count) const {
    return form(text, words_[chosen_].rule.form_for(count));
}

std::string Catalog::fill_form(const std::string& pattern, fmt::format_args args) {
    try {
        return fmt::vformat(pattern, args);
    } catch (const fmt::format_error&) {
        return pattern;
    }
}

}  // namespace oppad::ui
