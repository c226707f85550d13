// What people read comes from the catalog: no call that writes a text is given a literal.
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "tests/tidy/rules.h"

namespace oppad::tidy {

namespace {

struct Writer {
    std::string_view call;
    std::size_t text;  // Which of its arguments is read, from 0; ids are others.
};

constexpr std::array kWriters = std::to_array<Writer>({
    {"text", 1},
    {"text_in", 1},
    {"paragraph", 2},
    {"paragraph_lines", 2},
    {"button", 3},
    {"chip", 3},
    {"pill", 2},
    {"pill_in", 2},
    {"pill_at_right", 3},
});

constexpr std::size_t kWordLetters = 2;

bool is_letter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return std::isalpha(byte) != 0 || byte >= 0x80U;
}

// A file's text and, byte under byte, its code with literals and comments turned to blanks.
struct Page {
    std::string text;
    std::string code;

    explicit Page(const SourceFile& file) {
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            std::string code_line = file.code[i];
            code_line.resize(file.lines[i].size(), ' ');
            text += file.lines[i] + '\n';
            code += code_line + '\n';
        }
    }
    [[nodiscard]] int line_of(std::size_t at) const {
        return 1 + static_cast<int>(
                       std::count(text.begin(), text.begin() + static_cast<long>(at), '\n'));
    }
};

struct Part {
    std::size_t begin;
    std::size_t end;
};

// The n-th argument of the call whose parenthesis opens at `open`.
std::optional<Part> argument(const std::string& code, std::size_t open, std::size_t wanted) {
    int depth = 0;
    std::size_t index = 0;
    std::size_t begin = open + 1;
    for (std::size_t at = open; at < code.size(); ++at) {
        const char c = code[at];
        if (c == '(' || c == '{' || c == '[') ++depth;
        const bool closes = c == ')' || c == '}' || c == ']';
        if (closes) --depth;
        const bool is_over = closes && depth == 0;
        if (is_over || (c == ',' && depth == 1)) {
            if (index == wanted) return Part{begin, at};
            if (is_over) return std::nullopt;
            ++index;
            begin = at + 1;
        }
    }
    return std::nullopt;
}

// A run of letters within quotes.
bool holds_word(std::string_view text) {
    bool is_quoted = false;
    std::size_t letters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_escape = i > 0 && text[i - 1] == '\\';
        if (text[i] == '"' && !is_escape) is_quoted = !is_quoted;
        letters = is_quoted && is_letter(text[i]) && !is_escape ? letters + 1 : 0;
        // The dots and dashes between words are of two bytes and more.
        if (letters >= kWordLetters && std::isalpha(static_cast<unsigned char>(text[i])) != 0)
            return true;
    }
    return false;
}

}  // namespace

Findings check_shown_literals(const SourceFile& file) {
    Findings findings;
    if (!file.is_cpp || file.path.rfind("ui/", 0) != 0) return findings;
    const Page page(file);
    for (const Writer& writer : kWriters) {
        const std::string opening = std::string(writer.call) + '(';
        for (std::size_t at = page.code.find(opening); at != std::string::npos;
             at = page.code.find(opening, at + 1)) {
            const char before = at == 0 ? ' ' : page.code[at - 1];
            if (is_letter(before) || before == '_') continue;
            const auto part = argument(page.code, at + writer.call.size(), writer.text);
            if (!part) continue;
            const std::string_view given =
                std::string_view(page.text).substr(part->begin, part->end - part->begin);
            if (holds_word(given))
                findings.push_back({file.path, page.line_of(part->begin),
                                    "a text that people read comes from the catalog: "
                                    "tr(Text::k…), with its words in assets/i18n"});
        }
    }
    return findings;
}

}  // namespace oppad::tidy
