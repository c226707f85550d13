// A file of the tree as the style rules see it: its lines as written, the same lines with comments
// and literals blanked, and the literals on their own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace oppad::tidy {

struct Literal {
    int line = 0;  // Of its opening quote; the first line is 1.
    std::string text;
};

struct SourceFile {
    std::string path;                // From the root: "engine/core/time.h".
    std::vector<std::string> lines;  // As written.
    std::vector<std::string> code;   // As `lines`, with comments and literals turned to blanks.
    std::vector<Literal> literals;
    bool is_cpp = false;  // .h or .cpp.
};

// Splits `text`; reads comments and literals only of .h and .cpp files.
SourceFile read_source(std::string path, std::string_view text);

// Every file of the rooms, the tests, the scripts and the papers under `root`; build trees left
// out. Sorted by path.
std::vector<SourceFile> read_tree(const std::string& root);

// Whether `word` occurs in `line` with no letter, digit or underscore on either side.
bool has_word(std::string_view line, std::string_view word);

}  // namespace oppad::tidy
