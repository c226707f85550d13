#include "ui/i18n/code_labels.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace oppad::ui {

namespace {

using LabelsByLanguage = std::map<std::string, std::string, std::less<>>;
using LabelsByCode = std::map<std::string, LabelsByLanguage, std::less<>>;

Status add_list(LabelsByCode& labels, const std::string& json) {
    const auto list = nlohmann::json::parse(json, nullptr, false);
    if (!list.is_array()) return Error{ErrorCode::kInvalid, "a code list isn't a list"};
    for (const auto& entry : list) {
        if (!entry.is_object() || !entry.contains("code") || !entry["code"].is_string()) {
            return Error{ErrorCode::kInvalid, "a code list has an entry without a code"};
        }
        auto& by_language = labels[entry["code"].get<std::string>()];
        for (const auto& [key, value] : entry.items()) {
            if (key != "code" && value.is_string()) by_language[key] = value.get<std::string>();
        }
    }
    return ok();
}

}  // namespace

Result<CodeLabels> CodeLabels::parse(const std::vector<std::string>& lists) {
    CodeLabels labels;
    for (const std::string& list : lists) TRY(add_list(labels.labels_, list));
    return labels;
}

std::string CodeLabels::label(std::string_view code, std::string_view language) const {
    const auto entry = labels_.find(code);
    if (entry != labels_.end()) {
        for (const std::string_view wanted : {language, std::string_view("nl")}) {
            const auto found = entry->second.find(wanted);
            if (found != entry->second.end()) return found->second;
        }
    }
    std::string words(code);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

std::vector<std::string> CodeLabels::language_codes() const {
    constexpr std::size_t kLetters = 2;
    std::vector<std::string> codes;
    for (const auto& [code, labels] : labels_)
        if (code.size() == kLetters) codes.push_back(code);
    return codes;
}

}  // namespace oppad::ui
