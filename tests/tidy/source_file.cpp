#include "tests/tidy/source_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace oppad::tidy {

namespace {

bool is_name_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

// Walks C++ text once and blanks what is not code. One object per file.
class Blanker {
public:
    explicit Blanker(std::string_view text) : text_(text), code_(text) {}

    void run() {
        while (at_ < text_.size()) {
            if (starts("//"))
                blank_until(text_.find('\n', at_));
            else if (starts("/*"))
                blank_until(after("*/", at_ + 2));
            else if (starts("R\"") && (at_ == 0 || !is_name_char(text_[at_ - 1])))
                raw_literal();
            else if (text_[at_] == '"' || (text_[at_] == '\'' && !between_digits()))
                plain_literal(text_[at_]);
            else
                step();
        }
    }

    [[nodiscard]] const std::string& code() const { return code_; }
    [[nodiscard]] std::vector<Literal> literals() && { return std::move(literals_); }

private:
    [[nodiscard]] bool starts(std::string_view token) const {
        return text_.substr(at_, token.size()) == token;
    }
    [[nodiscard]] std::size_t after(std::string_view token, std::size_t from) const {
        const std::size_t found = text_.find(token, from);
        return found == std::string_view::npos ? text_.size() : found + token.size();
    }
    // 10'000 holds no character literal.
    [[nodiscard]] bool between_digits() const {
        return at_ > 0 && std::isxdigit(static_cast<unsigned char>(text_[at_ - 1])) != 0;
    }
    void step() {
        if (text_[at_] == '\n') ++line_;
        ++at_;
    }
    void blank_until(std::size_t end) {
        end = std::min(end, text_.size());
        while (at_ < end) {
            if (text_[at_] != '\n') code_[at_] = ' ';
            step();
        }
    }
    void raw_literal() {
        const std::size_t open = text_.find('(', at_);
        if (open == std::string_view::npos) return step();
        std::string close = ")";
        close += text_.substr(at_ + 2, open - at_ - 2);
        close += '"';
        const std::size_t end = after(close, open + 1);
        const std::size_t length = end - open - 1;
        literals_.push_back(
            {line_, std::string{text_.substr(open + 1, length - std::min(length, close.size()))}});
        blank_until(end);
    }
    void plain_literal(char quote) {
        std::size_t end = at_ + 1;
        while (end < text_.size() && text_[end] != quote && text_[end] != '\n')
            end += text_[end] == '\\' ? 2 : 1;
        end = std::min(end, text_.size());
        if (quote == '"')
            literals_.push_back({line_, std::string{text_.substr(at_ + 1, end - at_ - 1)}});
        blank_until(end + 1);
    }

    std::string_view text_;
    std::string code_;
    std::vector<Literal> literals_;
    std::size_t at_ = 0;
    int line_ = 1;
};

bool ends_with(std::string_view path, std::string_view ending) {
    return path.size() >= ending.size() && path.substr(path.size() - ending.size()) == ending;
}

bool is_read(const std::string& path) {
    static constexpr std::array kEndings = {".h",    ".cpp", ".txt", ".cmake", ".md",  ".sql",
                                            ".json", ".po",  ".sh",  ".py",    ".html"};
    if (path.rfind("scripts/", 0) == 0) return true;
    return std::any_of(kEndings.begin(), kEndings.end(),
                       [&](const char* ending) { return ends_with(path, ending); });
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

SourceFile read_source(std::string path, std::string_view text) {
    SourceFile file;
    file.is_cpp = ends_with(path, ".h") || ends_with(path, ".cpp");
    file.path = std::move(path);
    file.lines = split_lines(text);
    if (file.is_cpp) {
        Blanker blanker(text);
        blanker.run();
        file.code = split_lines(blanker.code());
        file.literals = std::move(blanker).literals();
    }
    return file;
}

std::vector<SourceFile> read_tree(const std::string& root) {
    namespace fs = std::filesystem;
    std::vector<SourceFile> files;
    for (const char* folder :
         {"engine", "sync", "ui", "platform", "assets", "tests", "scripts", "docs", "cmake"}) {
        if (!fs::exists(fs::path{root} / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(fs::path{root} / folder)) {
            const std::string path = fs::relative(entry.path(), root).generic_string();
            if (entry.is_regular_file() && is_read(path))
                files.push_back(read_source(path, read_text(entry.path())));
        }
    }
    for (const char* name : {"README.md", "CMakeLists.txt", "CMakePresets.json"}) {
        if (fs::exists(fs::path{root} / name))
            files.push_back(read_source(name, read_text(fs::path{root} / name)));
    }
    std::sort(files.begin(), files.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return files;
}

bool has_word(std::string_view line, std::string_view word) {
    for (std::size_t at = line.find(word); at != std::string_view::npos;
         at = line.find(word, at + 1)) {
        const bool free_before = at == 0 || !is_name_char(line[at - 1]) || !is_name_char(word[0]);
        const std::size_t end = at + word.size();
        const bool free_after =
            end >= line.size() || !is_name_char(line[end]) || !is_name_char(word.back());
        if (free_before && free_after) return true;
    }
    return false;
}

}  // namespace oppad::tidy
