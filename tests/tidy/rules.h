// The style as rules over files: each takes one file and tells what breaks it, with the replacement
// in the message. The tables that the rules read stand at the top of their .cpp.
#pragma once

#include <string>
#include <vector>

#include "tests/tidy/source_file.h"

namespace oppad::tidy {

struct Finding {
    std::string path;
    int line = 0;
    std::string message;
};

using Findings = std::vector<Finding>;

// include_rules.cpp: the permitted arrows of the rooms, and parts from outside behind their folder.
Findings check_arrows(const SourceFile& file);
Findings check_outside_parts(const SourceFile& file);

// shape_rules.cpp: sizes, and what a header begins with.
Findings check_function_lines(const SourceFile& file);
Findings check_file_lines(const SourceFile& file);
Findings check_columns(const SourceFile& file);
Findings check_header_opening(const SourceFile& file);

// word_rules.cpp: calls, texts and names that have no place where they stand.
Findings check_sql_place(const SourceFile& file);
Findings check_sleeps(const SourceFile& file);
Findings check_outside_effects(const SourceFile& file);
Findings check_leftovers(const SourceFile& file);
Findings check_machine_paths(const SourceFile& file);
Findings check_file_name(const SourceFile& file);
Findings check_type_names(const SourceFile& file);
Findings check_case_names(const SourceFile& file);
Findings check_using_namespace(const SourceFile& file);

// text_rules.cpp: what people read is no literal, in all of ui.
Findings check_shown_literals(const SourceFile& file);

// build_rules.cpp: a .cpp that no CMakeLists.txt names is dead. Takes the whole tree.
Findings check_dead_files(const std::vector<SourceFile>& tree);

// hazard_rules.cpp: docs/sync.md names exactly the cases that carry each hazard's tag. Takes the
// whole tree.
Findings check_hazards(const std::vector<SourceFile>& tree);

}  // namespace oppad::tidy
