#include "engine/commands/csv.h"

#include <algorithm>
#include <array>

#include "engine/domain/text.h"

namespace oppad::engine {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSeparatorLine = "sep=";

// 0x80–0x9F of Windows-1252; the five holes keep their number, as browsers do.
constexpr std::array<char32_t, 32> kWindows1252{
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        append_utf8(text, code >= 0x80 && code < 0xA0 ? kWindows1252[code - 0x80] : code);
    }
    return text;
}

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

// The separator that a spreadsheet's "sep=;" line names.
std::optional<char> named_separator(std::string_view text) {
    const bool has_line = text.substr(0, kSeparatorLine.size()) == kSeparatorLine &&
                          text.size() > kSeparatorLine.size() + 1;
    if (!has_line || !is_line_end(text[kSeparatorLine.size() + 1])) return std::nullopt;
    return text[kSeparatorLine.size()];
}

}  // namespace

std::string text_of_file(ByteView content) {
    std::string_view bytes = as_text(content);
    if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark)
        bytes.remove_prefix(kByteOrderMark.size());
    return is_utf8(bytes) ? std::string{bytes} : from_windows_1252(bytes);
}

char separator_of(std::string_view text) {
    if (const std::optional<char> named = named_separator(text)) return *named;
    constexpr std::string_view kSeparators = ";,\t";
    std::array<int, kSeparators.size()> counts{};
    bool in_quotes = false;
    for (const char c : text) {
        if (c == '"') in_quotes = !in_quotes;
        if (in_quotes) continue;
        if (is_line_end(c)) break;
        const std::size_t at = kSeparators.find(c);
        if (at != std::string_view::npos) ++counts[at];
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    return kSeparators[static_cast<std::size_t>(most - counts.begin())];
}

CsvReader::CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {
    if (!named_separator(text)) return;
    at_ = kSeparatorLine.size() + 1;
    skip_line_end();
}

bool CsvReader::at_line_end() const { return at_ == text_.size() || is_line_end(text_[at_]); }

void CsvReader::skip_line_end() {
    if (at_ == text_.size()) return;
    const bool is_pair = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
    at_ += is_pair ? 2 : 1;
    ++next_line_;
}

bool CsvReader::next(std::vector<std::string>& cells) {
    cells.clear();
    if (fault_) return false;
    while (at_ < text_.size() && at_line_end()) skip_line_end();
    if (at_ == text_.size()) return false;
    line_ = next_line_;
    for (;;) {
        if (!read_cell(cells.emplace_back())) return false;
        if (at_line_end()) break;
        ++at_;  // The separator.
    }
    skip_line_end();
    return true;
}

bool CsvReader::read_cell(std::string& cell) {
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted(cell);
    const std::size_t begin = at_;
    while (!at_line_end() && text_[at_] != separator_) ++at_;
    cell = text_.substr(begin, at_ - begin);
    return true;
}

bool CsvReader::read_quoted(std::string& cell) {
    ++at_;
    while (at_ < text_.size()) {
        if (text_[at_] == '"') {
            ++at_;
            const bool is_doubled = at_ < text_.size() && text_[at_] == '"';
            if (!is_doubled) {
                if (at_line_end() || text_[at_] == separator_) return true;
                fault_ = CsvFault::kTextAfterQuote;
                return false;
            }
            cell += '"';
            ++at_;
        } else if (is_line_end(text_[at_])) {
            const std::size_t begin = at_;
            skip_line_end();
            cell += text_.substr(begin, at_ - begin);
        } else {
            cell += text_[at_++];
        }
    }
    fault_ = CsvFault::kUnclosedQuote;
    return false;
}

}  // namespace oppad::engine
