// Reads one gettext .po file. Strict: what it doesn't understand is refused with the line number,
// so that a slip of a translator shows when the tablet starts in a test, not as a hole on a screen.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace oppad::ui {

// The rule of the header's Plural-Forms: which form of a message goes with a number.
class PluralRule {
public:
    // Fails: kInvalid for an expression that isn't C over `n`, or without a count of 1 to 6 forms.
    static Result<PluralRule> parse(std::string_view plural_forms);

    // Always under form_count().
    [[nodiscard]] std::size_t form_for(std::int64_t number) const;
    [[nodiscard]] std::size_t form_count() const { return form_count_; }

private:
    std::size_t form_count_ = 2;
    std::string expression_ = "n != 1";
};

struct PoMessage {
    std::string key;                 // msgid.
    std::vector<std::string> forms;  // One, or as many as the plural rule has.
    bool has_plural = false;
};

struct PoFile {
    std::string language;       // Header "Language", e.g. "nl".
    std::string language_name;  // Header "X-Language-Name", in its own words: "Nederlands".
    PluralRule plural_rule;
    std::vector<PoMessage> messages;  // In the order of the file; keys are unique.
};

// Fails: kInvalid, with the line.
Result<PoFile> parse_po(std::string_view content);

}  // namespace oppad::ui
