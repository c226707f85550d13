// The style, held against the whole tree. Each case prints every place that breaks its rule, with
// the replacement. That the rules can fail at all is shown by rules.test.cpp.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "tests/tidy/rules.h"

#include "tests/support/source_dir.h"

namespace oppad::tidy {

namespace {

using Rule = Findings (*)(const SourceFile&);

std::string text_of(const Findings& findings) {
    std::string text;
    for (const Finding& finding : findings) {
        text += "\n" + finding.path + ":" + std::to_string(finding.line) + ": ";
        text += finding.message;
    }
    return text;
}

void expect_clean(Rule rule) {
    Findings findings;
    for (const SourceFile& file : read_tree(test::source_dir())) {
        for (Finding& finding : rule(file)) findings.push_back(std::move(finding));
    }
    INFO(text_of(findings));
    CHECK(findings.empty());
}

}  // namespace

TEST_CASE("every room is read", "[tidy]") {
    std::set<std::string> rooms;
    std::size_t sources = 0;
    for (const SourceFile& file : read_tree(test::source_dir())) {
        rooms.insert(file.path.substr(0, file.path.find('/')));
        sources += file.is_cpp ? 1 : 0;
    }
    for (const char* room : {"engine", "sync", "ui", "platform", "tests", "scripts"}) {
        INFO(room);
        CHECK(rooms.count(room) == 1);
    }
    CHECK(sources > 50);
}

TEST_CASE("includes follow the permitted arrows", "[tidy]") { expect_clean(check_arrows); }

TEST_CASE("parts from outside stay behind their folder", "[tidy]") {
    expect_clean(check_outside_parts);
}

TEST_CASE("functions have at most 70 lines", "[tidy]") { expect_clean(check_function_lines); }

TEST_CASE("files have at most 500 lines", "[tidy]") { expect_clean(check_file_lines); }

TEST_CASE("lines have at most 100 columns", "[tidy]") { expect_clean(check_columns); }

TEST_CASE("headers begin with what they are", "[tidy]") { expect_clean(check_header_opening); }

TEST_CASE("SQL stands only in the rooms that own tables", "[tidy]") {
    expect_clean(check_sql_place);
}

TEST_CASE("nothing but e2e sleeps", "[tidy]") { expect_clean(check_sleeps); }

TEST_CASE("engine and sync reach the world only through ports", "[tidy]") {
    expect_clean(check_outside_effects);
}

TEST_CASE("nothing is left half done", "[tidy]") { expect_clean(check_leftovers); }

TEST_CASE("no path of one machine is written down", "[tidy]") { expect_clean(check_machine_paths); }

TEST_CASE("file names say what is inside", "[tidy]") { expect_clean(check_file_name); }

TEST_CASE("type names say what they are", "[tidy]") { expect_clean(check_type_names); }

TEST_CASE("case names are sentences of outcome", "[tidy]") { expect_clean(check_case_names); }

TEST_CASE("no file takes in a whole namespace", "[tidy]") { expect_clean(check_using_namespace); }

TEST_CASE("nothing that people read is a literal", "[tidy]") { expect_clean(check_shown_literals); }

TEST_CASE("every source is part of the build", "[tidy]") {
    const Findings findings = check_dead_files(read_tree(test::source_dir()));
    INFO(text_of(findings));
    CHECK(findings.empty());
}

TEST_CASE("every hazard of sync names the cases that show it", "[tidy]") {
    const Findings findings = check_hazards(read_tree(test::source_dir()));
    INFO(text_of(findings));
    CHECK(findings.empty());
}

}  // namespace oppad::tidy
