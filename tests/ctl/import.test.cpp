// Lists of places as people really have them, given to the real oppadctl: encodings, line ends,
// damage, size.
#include "tests/ctl/terminal.h"

namespace oppad::platform {

namespace {

constexpr const char* kHeader = "id;naam;straat;postcode;gemeente;net";
constexpr const char* kFirst = "101;Basisschool De Zonnewijzer;Dauwpad 3;2405;Lindevoorde;vrij";
constexpr const char* kSecond = "102;École du Château;Kouterplein 1;2407;Kouterhem;officieel";
constexpr const char* kSecondIn1252 =
    "102;\xC9"
    "cole du Ch\xE2teau;Kouterplein 1;2407;Kouterhem;officieel";

std::string list_of(const std::string& line_end, const std::string& second) {
    return kHeader + line_end + kFirst + line_end + second + line_end;
}

Answer import(Terminal& terminal, const std::string& content) {
    return terminal.run({"import", "places", "--store", terminal.store(),
                         terminal.write_file("list.csv", content)});
}

void expect_both(Terminal& terminal) {
    const nlohmann::json places = shown(terminal, "places");
    REQUIRE(places.size() == 2);
    CHECK(places[0]["kind"] == "school");
    std::vector<std::string> names{places[0]["name"], places[1]["name"]};
    std::sort(names.begin(), names.end());
    CHECK(names == std::vector<std::string>{"Basisschool De Zonnewijzer", "École du Château"});
}

}  // namespace

TEST_CASE("a list is imported in every form that spreadsheets write", "[ctl][process][import]") {
    Terminal terminal;
    expect(terminal.run({"init", "--store", terminal.store()}), ExitCode::kDone);
    SECTION("UTF-8") { expect(import(terminal, list_of("\n", kSecond)), ExitCode::kDone); }
    SECTION("UTF-8 with a byte order mark and Windows line ends") {
        expect(import(terminal, "\xEF\xBB\xBF" + list_of("\r\n", kSecond)), ExitCode::kDone);
    }
    SECTION("Windows-1252") {
        expect(import(terminal, list_of("\r\n", kSecondIn1252)), ExitCode::kDone);
    }
    SECTION("line ends of an old Mac") {
        expect(import(terminal, list_of("\r", kSecond)), ExitCode::kDone);
    }
    SECTION("no line end at the end") {
        std::string list = list_of("\n", kSecond);
        list.pop_back();
        expect(import(terminal, list), ExitCode::kDone);
    }
    expect_both(terminal);
}

TEST_CASE("the same list again changes nothing, a newer one brings up to date",
          "[ctl][process][import]") {
    Terminal terminal;
    expect(terminal.run({"init", "--store", terminal.store()}), ExitCode::kDone);
    expect(import(terminal, list_of("\n", kSecond)), ExitCode::kDone);
    const Answer again = import(terminal, list_of("\n", kSecond));
    expect(again, ExitCode::kDone);
    CHECK(has(again.output, "0 places added, 0 brought up to date, 2 unchanged"));
    const Answer newer =
        import(terminal, list_of("\n", "102;École du Château;Dorp 9;2407;Kouterhem;officieel"));
    expect(newer, ExitCode::kDone);
    CHECK(has(newer.output, "0 places added, 1 brought up to date, 1 unchanged"));
    CHECK(shown(terminal, "places").size() == 2);
}

TEST_CASE("a list that can't be used is told by its line and imports nothing",
          "[ctl][process][import]") {
    Terminal terminal;
    expect(terminal.run({"init", "--store", terminal.store()}), ExitCode::kDone);
    std::string list;
    std::string said;
    SECTION("a column is missing") {
        list = "id;straat\n1;Dauwpad 3\n";
        said = "naam";
    }
    SECTION("a line has a cell too many") {
        list = list_of("\n", "102;A;B;2407;Kouterhem;officieel;en nog iets");
        said = "3";
    }
    SECTION("a postcode has letters") {
        list = list_of("\n", "102;Kleuterschool;Dorp 1;24X7;Kouterhem;officieel");
        said = "3";
    }
    SECTION("a quote never ends") {
        list = list_of("\n", "102;\"Kleuterschool;Dorp 1;2407;Kouterhem;officieel");
        said = "3";
    }
    SECTION("it is empty") { list = ""; }
    SECTION("it is an archive") { list = std::string("PK\x03\x04\x14\0\0\0", 8); }
    const Answer answer = import(terminal, list);
    expect(answer, ExitCode::kBadInput);
    CHECK(has(answer.complaint, said));
    CHECK(has(answer.complaint, "nothing was imported"));
    CHECK(shown(terminal, "places").empty());
}

TEST_CASE("a file that is not there is told before a passphrase is asked",
          "[ctl][process][import]") {
    Terminal terminal;
    const Answer answer = terminal.run(
        {"import", "places", "--store", terminal.store(), terminal.folder() + "/none.csv"});
    expect(answer, ExitCode::kBadInput);
    CHECK(has(answer.complaint, "none.csv"));
}

TEST_CASE("a list of 100,000 places is imported whole", "[ctl][process][import][slow]") {
    Terminal terminal;
    expect(terminal.run({"init", "--store", terminal.store()}), ExitCode::kDone);
    std::string list = std::string{kHeader} + "\n";
    for (int i = 0; i < 100'000; ++i) {
        const std::string number = std::to_string(i);
        list += number + ";School " + number + ";Dauwpad " + number + ";2405;Lindevoorde;vrij\n";
    }
    const Answer answer = import(terminal, list);
    expect(answer, ExitCode::kDone);
    CHECK(has(answer.output, "100000 places added"));
    const Answer verified = terminal.run({"verify", "--store", terminal.store()});
    expect(verified, ExitCode::kDone);
    CHECK(has(verified.output, "100000"));
}

}  // namespace oppad::platform
