#include <cctype>
#include <charconv>
#include <optional>

#include "ui/i18n/po.h"

namespace oppad::ui {

namespace {

// A recursive-descent reader of the C expressions that Plural-Forms allows, computed while reading.
class Expression {
public:
    Expression(std::string_view text, std::int64_t number) : rest_(text), number_(number) {}

    std::optional<std::int64_t> value() {
        const std::int64_t result = choice(0);
        skip_space();
        if (failed_ || !rest_.empty()) return std::nullopt;
        return result;
    }

private:
    static constexpr int kDepthMax = 32;

    void skip_space() {
        while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    }
    bool eat(std::string_view token) {
        skip_space();
        if (!rest_.starts_with(token)) return false;
        rest_.remove_prefix(token.size());
        return true;
    }
    std::int64_t choice(int depth) {
        if (depth > kDepthMax) return fail();
        const std::int64_t condition = either(depth);
        if (!eat("?")) return condition;
        const std::int64_t when_true = choice(depth + 1);
        if (!eat(":")) return fail();
        const std::int64_t when_false = choice(depth + 1);
        return condition != 0 ? when_true : when_false;
    }
    std::int64_t either(int depth) {
        std::int64_t left = both(depth);
        while (eat("||")) {
            const std::int64_t right = both(depth);
            left = (left != 0 || right != 0) ? 1 : 0;
        }
        return left;
    }
    std::int64_t both(int depth) {
        std::int64_t left = comparison(depth);
        while (eat("&&")) {
            const std::int64_t right = comparison(depth);
            left = (left != 0 && right != 0) ? 1 : 0;
        }
        return left;
    }
    std::int64_t comparison(int depth) {
        const std::int64_t left = remainder(depth);
        if (eat("==")) return left == remainder(depth) ? 1 : 0;
        if (eat("!=")) return left != remainder(depth) ? 1 : 0;
        if (eat("<=")) return left <= remainder(depth) ? 1 : 0;
        if (eat(">=")) return left >= remainder(depth) ? 1 : 0;
        if (eat("<")) return left < remainder(depth) ? 1 : 0;
        if (eat(">")) return left > remainder(depth) ? 1 : 0;
        return left;
    }
    std::int64_t remainder(int depth) {
        std::int64_t left = atom(depth);
        while (eat("%")) {
            const std::int64_t right = atom(depth);
            if (right == 0) return fail();
            left %= right;
        }
        return left;
    }
    std::int64_t atom(int depth) {
        if (eat("(")) {
            const std::int64_t inner = choice(depth + 1);
            return eat(")") ? inner : fail();
        }
        if (eat("n")) return number_;
        skip_space();
        std::int64_t literal = 0;
        const auto [end, error] =
            std::from_chars(rest_.data(), rest_.data() + rest_.size(), literal);
        if (error != std::errc{} || end == rest_.data()) return fail();
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return literal;
    }
    std::int64_t fail() {
        failed_ = true;
        rest_ = {};
        return 0;
    }

    std::string_view rest_;
    std::int64_t number_;
    bool failed_ = false;
};

}  // namespace

Result<PluralRule> PluralRule::parse(std::string_view plural_forms) {
    constexpr std::string_view kCount = "nplurals=";
    constexpr std::string_view kPlural = "plural=";
    const std::size_t count_at = plural_forms.find(kCount);
    const std::size_t semicolon = plural_forms.find(';');
    if (count_at != 0 || semicolon == std::string_view::npos) {
        return Error{ErrorCode::kInvalid, "Plural-Forms lacks nplurals"};
    }
    PluralRule rule;
    const std::string_view digits = plural_forms.substr(kCount.size(), semicolon - kCount.size());
    if (digits.size() != 1 || digits[0] < '1' || digits[0] > '6') {
        return Error{ErrorCode::kInvalid, "Plural-Forms has an odd number of forms"};
    }
    rule.form_count_ = static_cast<std::size_t>(digits[0] - '0');
    std::string_view expression = plural_forms.substr(semicolon + 1);
    while (expression.starts_with(' ')) expression.remove_prefix(1);
    if (!expression.starts_with(kPlural)) {
        return Error{ErrorCode::kInvalid, "Plural-Forms lacks an expression"};
    }
    expression.remove_prefix(kPlural.size());
    while (expression.ends_with(';') || expression.ends_with(' ')) expression.remove_suffix(1);
    for (const std::int64_t sample : {0, 1, 2, 5, 11, 100}) {
        const auto form = Expression(expression, sample).value();
        if (!form || *form < 0 || *form >= static_cast<std::int64_t>(rule.form_count_)) {
            return Error{ErrorCode::kInvalid, "Plural-Forms has an expression we can't follow"};
        }
    }
    rule.expression_ = expression;
    return rule;
}

std::size_t PluralRule::form_for(std::int64_t number) const {
    const auto form = Expression(expression_, number < 0 ? -number : number).value();
    const std::size_t index = form && *form >= 0 ? static_cast<std::size_t>(*form) : 0;
    return index < form_count_ ? index : form_count_ - 1;
}

}  // namespace oppad::ui
