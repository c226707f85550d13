// Delimited text: separators, line ends, quotes, encodings; what is broken names its line.
#include "engine/commands/csv.h"

#include <rapidcheck.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace oppad;
using namespace oppad::engine;

namespace {

using Table = std::vector<std::vector<std::string>>;

Table read_all(std::string_view text, char separator) {
    CsvReader reader{text, separator};
    Table table;
    std::vector<std::string> cells;
    while (reader.next(cells)) table.push_back(cells);
    REQUIRE_FALSE(reader.fault());
    return table;
}

std::string written(const Table& table, char separator, std::string_view line_end) {
    std::string text;
    for (const auto& cells : table) {
        for (std::size_t at = 0; at < cells.size(); ++at) {
            if (at > 0) text += separator;
            text += '"';
            for (const char c : cells[at]) text += c == '"' ? "\"\"" : std::string(1, c);
            text += '"';
        }
        text += line_end;
    }
    return text;
}

}  // namespace

TEST_CASE("lines end in any of three ways", "[commands][csv]") {
    const std::string end = GENERATE(as<std::string>{}, "\n", "\r\n", "\r");
    const std::string last = GENERATE(as<std::string>{}, "", "\n");
    const Table table = read_all("a;b" + end + end + "1;2" + end + "3;" + last, ';');
    CHECK(table == Table{{"a", "b"}, {"1", "2"}, {"3", ""}});
}

TEST_CASE("a reader knows the line on which each row began", "[commands][csv]") {
    CsvReader reader{"a\n\"twee\r\nregels\"\n\nb", ';'};
    std::vector<std::string> cells;
    REQUIRE(reader.next(cells));
    CHECK(reader.line() == 1);
    REQUIRE(reader.next(cells));
    CHECK(reader.line() == 2);
    CHECK(cells.front() == "twee\r\nregels");
    REQUIRE(reader.next(cells));
    CHECK(reader.line() == 5);
}

TEST_CASE("quotes protect separators and are doubled inside", "[commands][csv]") {
    CHECK(read_all(R"("a;b";"zei ""ja""";)", ';') == Table{{"a;b", "zei \"ja\"", ""}});
    CHECK(read_all(R"(School "De Boom";x)", ';') == Table{{"School \"De Boom\"", "x"}});
}

TEST_CASE("a broken quote stops the reading and names its line", "[commands][csv]") {
    std::vector<std::string> cells;
    CsvReader open{"a\n\"nooit dicht\nnog", ';'};
    REQUIRE(open.next(cells));
    CHECK_FALSE(open.next(cells));
    CHECK(open.fault() == CsvFault::kUnclosedQuote);
    CHECK(open.line() == 2);
    CsvReader after{"a\n\"Mol\"x;b", ';'};
    REQUIRE(after.next(cells));
    CHECK_FALSE(after.next(cells));
    CHECK(after.fault() == CsvFault::kTextAfterQuote);
    CHECK_FALSE(after.next(cells));
}

TEST_CASE("the separator is found in the first line", "[commands][csv]") {
    CHECK(separator_of("a;b;c\n1,2,3,4,5") == ';');
    CHECK(separator_of("a,b\n") == ',');
    CHECK(separator_of("a\tb\r1;2") == '\t');
    CHECK(separator_of("\"a,b,c\";d\n") == ';');
    CHECK(separator_of("naam") == ';');
    CHECK(separator_of("sep=,\r\na;b,c") == ',');
    CHECK(read_all("sep=,\r\na,b", ',') == Table{{"a", "b"}});
}

TEST_CASE("files come as UTF-8 with or without mark, or as Windows-1252", "[commands][csv]") {
    CHECK(text_of_file(as_bytes("\xEF\xBB\xBFnaam")) == "naam");
    CHECK(text_of_file(as_bytes("Caf\xC3\xA9")) == "Café");
    CHECK(text_of_file(as_bytes("Caf\xE9 \x80 \x93ja\x94")) == "Café € “ja”");
    CHECK(text_of_file({}).empty());
}

TEST_CASE("every byte of Windows-1252 becomes well-formed text", "[commands][csv]") {
    const bool held = rc::check("any bytes", [](const std::vector<std::uint8_t>& bytes) {
        const std::string text = text_of_file(bytes);
        RC_ASSERT(text_of_file(as_bytes(text)).size() <= text.size());
    });
    CHECK(held);
}

TEST_CASE("any table survives being written and read", "[commands][csv]") {
    const bool held = rc::check("round trip", [] {
        const char separator = *rc::gen::elementOf(std::string{";,\t"});
        const std::string end = *rc::gen::element<std::string>("\n", "\r\n", "\r");
        Table table = *rc::gen::container<Table>(rc::gen::nonEmpty(
            rc::gen::container<std::vector<std::string>>(rc::gen::container<std::string>(
                rc::gen::elementOf(std::string{"ab;,\t\"\n\r é"})))));
        RC_ASSERT(read_all(written(table, separator, end), separator) == table);
    });
    CHECK(held);
}

TEST_CASE("no text makes the reader stand still or crash", "[commands][csv]") {
    const bool held = rc::check("arbitrary text", [](const std::string& text) {
        CsvReader reader{text, separator_of(text)};
        std::vector<std::string> cells;
        std::size_t lines = 0;
        while (reader.next(cells)) ++lines;
        RC_ASSERT(lines <= text.size() + 1);
    });
    CHECK(held);
}
