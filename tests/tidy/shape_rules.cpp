// Sizes of functions, files and lines, read from the text alone: no compiler is asked.
#include <algorithm>

#include "tests/tidy/rules.h"

namespace oppad::tidy {

namespace {

constexpr int kFunctionLinesMax = 70;
constexpr int kFileLinesMax = 500;
constexpr int kColumnsMax = 100;

// What a brace opens, judged by the text since the last `;`, `{` or `}`.
enum class Scope { kOuter, kFunction, kInner };

Scope scope_of(std::string_view opening, bool in_function) {
    if (in_function) return Scope::kInner;
    for (const char* word : {"namespace", "class", "struct", "enum", "union", "extern"}) {
        // `struct` may also stand inside a parameter list; a body follows `)` then.
        const std::size_t paren = opening.find('(');
        if (has_word(opening.substr(0, paren), word)) return Scope::kOuter;
    }
    const std::size_t paren = opening.find('(');
    if (paren == std::string_view::npos) return Scope::kOuter;
    const std::size_t equals = opening.substr(0, paren).find('=');
    const bool is_operator = opening.find("operator") < paren;
    return equals == std::string_view::npos || is_operator ? Scope::kFunction : Scope::kOuter;
}

// Unicode characters of a UTF-8 text.
int columns_of(std::string_view line) {
    return static_cast<int>(std::count_if(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

// Follows the braces of one file and notes the functions that are too long.
class BraceWalk {
public:
    explicit BraceWalk(const SourceFile& file) : file_(file) {}

    Findings run() {
        for (std::size_t i = 0; i < file_.code.size(); ++i) {
            line_ = static_cast<int>(i) + 1;
            const std::string& text = file_.code[i];
            if (!text.empty() && text[0] == '#') continue;
            for (const char c : text) take(c);
            opening_ += ' ';
        }
        return std::move(findings_);
    }

private:
    void take(char c) {
        if (c == '{') {
            const Scope scope = scope_of(opening_, function_depth_ > 0);
            if (scope == Scope::kFunction) {
                function_line_ = line_;
                function_depth_ = depth_ + 1;
            }
            ++depth_;
        } else if (c == '}') {
            if (depth_ == function_depth_) close_function();
            --depth_;
        }
        if (c == '{' || c == '}' || c == ';')
            opening_.clear();
        else
            opening_ += c;
    }
    void close_function() {
        const int count = line_ - function_line_ + 1;
        if (count > kFunctionLinesMax) {
            findings_.push_back({file_.path, function_line_,
                                 "a function of " + std::to_string(count) +
                                     " lines: split it into steps of at most 70"});
        }
        function_depth_ = 0;
    }

    const SourceFile& file_;
    Findings findings_;
    std::string opening_;
    int line_ = 0;
    int depth_ = 0;
    int function_depth_ = 0;  // 0 = outside a function.
    int function_line_ = 0;
};

}  // namespace

Findings check_function_lines(const SourceFile& file) {
    return file.is_cpp ? BraceWalk(file).run() : Findings{};
}

Findings check_file_lines(const SourceFile& file) {
    if (!file.is_cpp || file.lines.size() <= kFileLinesMax) return {};
    return {{file.path, kFileLinesMax,
             std::to_string(file.lines.size()) + " lines: split the file by what it is about"}};
}

Findings check_columns(const SourceFile& file) {
    Findings findings;
    if (!file.is_cpp) return findings;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        if (columns_of(file.lines[i]) > kColumnsMax)
            findings.push_back({file.path, static_cast<int>(i) + 1,
                                "over 100 columns: run clang-format, or break the text"});
    }
    return findings;
}

Findings check_header_opening(const SourceFile& file) {
    Findings findings;
    if (!file.is_cpp || file.path.back() != 'h') return findings;
    if (file.lines.empty() || file.lines[0].rfind("// ", 0) != 0)
        findings.push_back({file.path, 1, "begin a header with a comment that says what it is"});
    if (std::find(file.lines.begin(), file.lines.end(), "#pragma once") == file.lines.end())
        findings.push_back({file.path, 1, "a header needs #pragma once"});
    return findings;
}

}  // namespace oppad::tidy
