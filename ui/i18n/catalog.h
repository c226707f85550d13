// The words on the screen in one language, chosen at run time.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "ui/i18n/po.h"
#include "ui/i18n/texts.h"

namespace oppad::ui {

// All languages that the folder of .po files offers. Nothing is read from disk here.
class Catalog {
public:
    // `po_contents` are whole files. Fails: kInvalid when one can't be read or none is Dutch, the
    // language that the others fall back on.
    static Result<Catalog> create(const std::vector<std::string>& po_contents);

    // Stays with Dutch when there is no such language. Returns whether it changed.
    bool choose(std::string_view language);

    // Borrows from the catalog: valid until it goes.
    [[nodiscard]] const std::string& tr(Text text) const { return form(text, 0); }

    // Fills {0}, {1}, … in. A translation with a broken place holder shows as it is written.
    template <class... Args>
    [[nodiscard]] std::string fill(Text text, const Args&... args) const {
        return fill_form(form(text, 0), fmt::make_format_args(args...));
    }
    // The form that goes with `count`; {0} is the count, {1} and on are `args`.
    template <class... Args>
    [[nodiscard]] std::string plural(Text text, std::int64_t count, const Args&... args) const {
        const std::string shown = std::to_string(count);
        return fill_form(plural_form(text, count), fmt::make_format_args(shown, args...));
    }

    struct Language {
        std::string code;
        std::string name;
    };
    [[nodiscard]] const std::vector<Language>& languages() const { return languages_; }
    [[nodiscard]] const std::string& language() const { return languages_[chosen_].code; }

private:
    struct Words {
        PluralRule rule;
        std::vector<std::vector<std::string>> forms;  // By Text; empty = not translated.
    };

    [[nodiscard]] const std::string& form(Text text, std::size_t index) const;
    [[nodiscard]] const std::string& plural_form(Text text, std::int64_t count) const;
    static std::string fill_form(const std::string& pattern, fmt::format_args args);

    std::vector<Language> languages_;  // Dutch first, then by code.
    std::vector<Words> words_;
    std::size_t chosen_ = 0;
};

}  // namespace oppad::ui
