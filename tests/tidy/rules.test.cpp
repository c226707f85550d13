// Each style rule catches a counter-example and lets its mended form pass.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/tidy/rules.h"

namespace oppad::tidy {

namespace {

struct Example {
    const char* name;
    Findings (*rule)(const SourceFile&);
    const char* path;
    const char* bad;
    const char* good;
};

std::string repeated(std::string_view line, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += line;
    return text;
}

}  // namespace

TEST_CASE("a rule catches its counter-example and no more", "[tidy]") {
    const Example example = GENERATE(
        Example{"ui never sees storage", check_arrows, "ui/screens/today/today.cpp",
                "#include \"engine/storage/store.h\"\n", "#include \"engine/views/today.h\"\n"},
        Example{"ui never sees the sync client", check_arrows, "ui/screens/sync/sync.cpp",
                "#include \"sync/client/session.h\"\n", "#include \"sync/sync_status.h\"\n"},
        Example{"the engine never sees sync", check_arrows, "engine/desk.cpp",
                "#include \"sync/wire/stamp.h\"\n", "#include \"engine/desk.h\"\n"},
        Example{"nobody sees platform", check_arrows, "sync/client/shell.cpp",
                "#include \"platform/app/paths.h\"\n", "#include \"engine/desk.h\"\n"},
        Example{"headers are named from the root", check_arrows, "engine/views/today.cpp",
                "#include \"../desk.h\"\n", "#include \"engine/views/today.h\"\n"},
        Example{"the hub sees SQLite's wrapper alone", check_arrows, "sync/server/main.cpp",
                "#include \"engine/storage/store.h\"\n",
                "#include \"engine/storage/sqlite/connection.h\"\n"},
        Example{"SQLite stays behind its folder", check_outside_parts, "engine/storage/store.cpp",
                "#include <sqlite3.h>\n", "#include <string>\n"},
        Example{"JSON stays out of headers", check_outside_parts, "sync/wire/codec.h",
                "#include <nlohmann/json.hpp>\n", "#include <string>\n"},
        Example{"GLFW stays in its window", check_outside_parts, "platform/app/main.cpp",
                "#include <GLFW/glfw3.h>\n", "#include \"platform/app/window_glfw.h\"\n"},
        Example{"SQL stays where tables are", check_sql_place, "engine/views/today.cpp",
                "auto q = R\"sql(\n  SELECT id FROM families)sql\";\n", "// SELECT id\nint x;\n"},
        Example{"unit tests don't sleep", check_sleeps, "tests/sync/shell.test.cpp",
                "void f() { std::this_thread::sleep_for(1ms); }\n", "// sleep_for\nint x;\n"},
        Example{"the engine reads no clock", check_outside_effects, "engine/views/today.cpp",
                "auto t = std::chrono::system_clock::now();\n", "auto t = clock.now();\n"},
        Example{"sync makes no thread", check_outside_effects, "sync/client/shell.cpp",
                "std::thread worker;\n", "const char* s = \"std::thread\";\n"},
        Example{"the engine reads no environment", check_outside_effects, "engine/core/log.cpp",
                "auto* home = std::getenv(\"X\");\n", "int environment;\n"},
        Example{"leftovers are finished", check_leftovers, "docs/guide.md",
                "TO"
                "DO: write this\n",
                "Everything is written.\n"},
        Example{"paths of a machine stay out", check_machine_paths, "tests/ctl/ctl.test.cpp",
                "auto path = \"/ho"
                "me/anna/x\";\n",
                "auto path = folder + \"/x\";\n"},
        Example{"file names say something", check_file_name, "engine/views/view_utils.cpp", "",
                nullptr},
        Example{"type names say something", check_type_names, "engine/views/today.h",
                "class TodayManager {\n", "class TodayView {\n"},
        Example{"case names are outcomes", check_case_names, "tests/engine/a.test.cpp",
                "TEST_CASE(\"saving works\", \"[a]\") {\n",
                "TEST_CASE(\"a saved family is found\", \"[a]\") {\n"},
        Example{"namespaces are not taken in", check_using_namespace, "ui/a.cpp",
                "using namespace std;\n", "using namespace std::chrono_literals;\n"},
        Example{"no button's label is a literal", check_shown_literals, "ui/frame/a.cpp",
                "widgets::button(canvas, \"save\", {x, y, 2, 3}, \"ok\", look);\n",
                "widgets::button(canvas, \"save\", {x, y, 2, 3}, stage.tr(Text::kOk), look);\n"},
        Example{"no line is a literal", check_shown_literals, "ui/widgets/a.h",
                "canvas.text_in(rect.inset(1, 2),\n               \"nog \" + days, font);\n",
                "canvas.text_in(rect.inset(1, 2),\n               \"· \" + days, font);\n"},
        Example{"no paragraph is a literal", check_shown_literals, "ui/screens/a.cpp",
                "canvas.paragraph({x, y}, w, is_on ? \"aan\" : off, font, ink);\n",
                "canvas.paragraph({x, y}, w, shown(\"…\"), font, ink);\n"},
        Example{"no pill's label is a literal", check_shown_literals, "ui/widgets/a.cpp",
                "pill(canvas, {x, y}, \"nieuw\", look);\n",
                "// pill(canvas, {x, y}, \"nieuw\", look);\n"},
        Example{"headers say what they are", check_header_opening, "ui/a.h",
                "#pragma once\nint x;\n", "// What it is.\n#pragma once\nint x;\n"});
    INFO(example.name);
    CHECK_FALSE(example.rule(read_source(example.path, example.bad)).empty());
    if (example.good != nullptr)
        CHECK(example.rule(read_source(example.path, example.good)).empty());
}

TEST_CASE("a function of 71 lines is found, whatever stands around it", "[tidy]") {
    const std::string head = "namespace a {\nstruct B {\n    int c(int d) const {\n";
    const std::string tail = "    }\n};\n}  // namespace a\n";
    const std::string step = "        call({1, 2});  // {\n";
    CHECK(check_function_lines(read_source("ui/a.cpp", head + repeated(step, 68) + tail)).empty());
    const Findings found =
        check_function_lines(read_source("ui/a.cpp", head + repeated(step, 69) + tail));
    REQUIRE(found.size() == 1);
    CHECK(found[0].line == 3);
}

TEST_CASE("a long table is not taken for a function", "[tidy]") {
    const std::string table =
        "constexpr auto kTable = make<Row>({\n" + repeated("    {1, \"a\"},\n", 90) + "});\n";
    CHECK(check_function_lines(read_source("ui/a.cpp", table)).empty());
}

TEST_CASE("a file of 501 lines is found", "[tidy]") {
    CHECK(check_file_lines(read_source("ui/a.cpp", repeated("int x;\n", 500))).empty());
    CHECK(check_file_lines(read_source("ui/a.cpp", repeated("int x;\n", 501))).size() == 1);
}

TEST_CASE("columns are counted in characters, not bytes", "[tidy]") {
    const std::string full = "//" + repeated("é", 98) + "\n";
    CHECK(check_columns(read_source("ui/a.cpp", full)).empty());
    CHECK(check_columns(read_source("ui/a.cpp", "x" + full)).size() == 1);
}

TEST_CASE("a source that no listing names is dead", "[tidy]") {
    std::vector<SourceFile> tree;
    tree.push_back(read_source("ui/CMakeLists.txt", "oppad_module(ui SOURCES a/one.cpp)\n"));
    tree.push_back(read_source("ui/a/one.cpp", "int x;\n"));
    CHECK(check_dead_files(tree).empty());
    tree.push_back(read_source("ui/a/none.cpp", "int x;\n"));
    const Findings found = check_dead_files(tree);
    REQUIRE(found.size() == 1);
    CHECK(found[0].path == "ui/a/none.cpp");
}

TEST_CASE("a table of hazards that promises more or less than the cases is found", "[tidy]") {
    const auto found = [](const std::string& row, const std::string& tags) {
        std::string page;
        for (int hazard = 2; hazard <= 48; ++hazard)
            page += "| " + std::to_string(hazard) + " | h |  | open |\n";
        std::vector<SourceFile> tree;
        tree.push_back(read_source("docs/sync.md", row + page));
        tree.push_back(read_source("tests/sync/a.test.cpp",
                                   "TEST_CASE(\"it \"\n    \"holds\",\n  \"" + tags + "\") {}\n"));
        return check_hazards(tree).size();
    };
    const std::string named = "| 1 | h | tests/sync/a.test.cpp: it holds | held |\n";
    CHECK(found(named, "[sync][hazard-01]") == 0);
    CHECK(found("", "[sync]") == 1);
    CHECK(found(named, "[sync]") == 2);
    CHECK(found(named, "[sync][hazard-01][hazard-02]") == 2);
    CHECK(found("| 1 | h |  | held |\n", "[sync]") == 1);
    CHECK(found("| 1 | h | an oracle of the simulator | held |\n", "[sync]") == 0);
    CHECK(found("| 1 | h | tests/sync/a.test.cpp: it holds | open |\n", "[hazard-01]") == 1);
}

}  // namespace oppad::tidy
