// Labels of the code lists that an organisation may extend: assets/codes/*.json, a list of
// {"code": …, "nl": …, "fr": …, "en": …}.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace oppad::ui {

class CodeLabels {
public:
    // Lists share no codes: themes are words, languages have two letters.
    // Fails: kInvalid when one of the texts isn't such a list.
    static Result<CodeLabels> parse(const std::vector<std::string>& lists);

    // A code without a label shows as its own words, so that an unknown one is still legible.
    [[nodiscard]] std::string label(std::string_view code, std::string_view language) const;

    // Of all languages, in the order of their codes.
    [[nodiscard]] std::vector<std::string> language_codes() const;

private:
    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> labels_;
};

}  // namespace oppad::ui
