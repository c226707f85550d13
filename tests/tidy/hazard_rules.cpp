// docs/sync.md against the cases that it names: the table says exactly what is tested, no more and
// no less.
#include <cstdlib>
#include <map>
#include <set>

#include "tests/tidy/rules.h"

namespace oppad::tidy {

namespace {

constexpr int kHazards = 48;
constexpr const char* kPage = "docs/sync.md";

// Per hazard "path: case".
using Cases = std::map<int, std::set<std::string>>;

std::set<int> hazards_in(const std::string& tags) {
    constexpr std::string_view kTag = "[hazard-";
    std::set<int> hazards;
    for (std::size_t at = tags.find(kTag); at != std::string::npos; at = tags.find(kTag, at + 1)) {
        hazards.insert(std::atoi(tags.c_str() + at + kTag.size()));
    }
    return hazards;
}

// A case's name is every literal from its macro up to the tags.
void add_cases(const SourceFile& file, Cases& cases) {
    std::string name;
    bool is_in_case = false;
    std::size_t line = 0;
    for (const Literal& literal : file.literals) {
        for (; line < static_cast<std::size_t>(literal.line); ++line) {
            if (has_word(file.code[line], "TEST_CASE")) {
                is_in_case = true;
                name.clear();
            }
        }
        if (!is_in_case) continue;
        if (literal.text.empty() || literal.text.front() != '[') {
            name += literal.text;
            continue;
        }
        is_in_case = false;
        for (const int hazard : hazards_in(literal.text)) {
            cases[hazard].insert(file.path + ": " + name);
        }
    }
}

std::vector<std::string> split(const std::string& text, const std::string& mark) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, begin)) {
        parts.push_back(text.substr(begin, at - begin));
        begin = at + mark.size();
    }
    parts.push_back(text.substr(begin));
    return parts;
}

// | number | hazard | cases | state |
bool is_row(const std::string& line) {
    return line.size() > 4 && line.rfind("| ", 0) == 0 && line[2] >= '0' && line[2] <= '9';
}

void compare(const Cases& tested, int hazard, const std::vector<std::string>& cells, int line,
             Findings& findings) {
    std::set<std::string> named;
    for (const std::string& one : split(cells[3], "<br>")) {
        if (one.rfind("tests/", 0) == 0) named.insert(one);
    }
    const auto found = tested.find(hazard);
    const std::set<std::string> tagged =
        found == tested.end() ? std::set<std::string>{} : found->second;
    for (const std::string& one : named) {
        if (tagged.count(one) == 0)
            findings.push_back({kPage, line, "no case with the hazard's tag: " + one});
    }
    for (const std::string& one : tagged) {
        if (named.count(one) == 0) findings.push_back({kPage, line, "case not named: " + one});
    }
    const bool is_open = cells[4].rfind("open", 0) == 0;
    const bool is_shown = !tagged.empty() || cells[3].find("simulator") != std::string::npos;
    if (is_open == is_shown)
        findings.push_back({kPage, line, "a hazard is open exactly when nothing shows it"});
}

}  // namespace

Findings check_hazards(const std::vector<SourceFile>& tree) {
    Cases tested;
    const SourceFile* page = nullptr;
    for (const SourceFile& file : tree) {
        if (file.path == kPage) page = &file;
        if (file.is_cpp && file.path.rfind("tests/", 0) == 0 &&
            file.path.rfind("tests/tidy/", 0) != 0) {
            add_cases(file, tested);
        }
    }
    Findings findings;
    if (page == nullptr) return {{kPage, 0, "the page is missing"}};
    std::set<int> rows;
    for (std::size_t at = 0; at < page->lines.size(); ++at) {
        if (!is_row(page->lines[at])) continue;
        const std::vector<std::string> cells = split(" " + page->lines[at] + " ", " | ");
        const int hazard = std::atoi(page->lines[at].c_str() + 2);
        const int line = static_cast<int>(at) + 1;
        if (cells.size() < 5 || !rows.insert(hazard).second) {
            findings.push_back({kPage, line, "a row is number, hazard, cases, state; once each"});
            continue;
        }
        compare(tested, hazard, cells, line, findings);
    }
    for (int hazard = 1; hazard <= kHazards; ++hazard) {
        if (rows.count(hazard) == 0)
            findings.push_back({kPage, 0, "no row for hazard " + std::to_string(hazard)});
    }
    return findings;
}

}  // namespace oppad::tidy
