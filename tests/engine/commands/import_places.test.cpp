// Places from a list: encodings, columns, second import, and that a broken file leaves no trace.
#include "engine/commands/import_places.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/engine/desk/test_desk.h"
#include "tests/support/source_dir.h"

using namespace oppad;
using namespace oppad::engine;
using oppad::test::TestDesk;

namespace {

PlacesImported import(TestDesk& desk, std::string_view text) {
    Result<PlacesImported> imported = desk.desk.import_places(as_bytes(text));
    if (!imported) FAIL(imported.error().detail);
    return *imported;
}

PlacesImported import_well(TestDesk& desk, std::string_view text) {
    const PlacesImported imported = import(desk, text);
    if (imported.fault) FAIL(sentence_of(*imported.fault));
    return imported;
}

Place only_place(TestDesk& desk) {
    const auto view = desk.look<PlacesView>(LookPlaces{});
    REQUIRE(view.rows.size() == 1);
    return desk.get(view.rows.front().id);
}

constexpr const char* kHeader =
    "onderwijskiezer_id;naam;adres;postcode;gemeente;net_afgeleid;kleuter\n";

}  // namespace

TEST_CASE("a list of schools becomes places", "[commands][import]") {
    TestDesk desk;
    const auto imported =
        import_well(desk, std::string{kHeader} + "17;VBS De Linde;Dorp 1;2400;Mol;VGO vrij;1\n" +
                              "18;GO! De Toren;Markt 2 B;2490;Balen;GO!;0\n");
    CHECK(imported.added == 2);
    const auto view = desk.look<PlacesView>(LookPlaces{"linde"});
    REQUIRE(view.rows.size() == 1);
    const Place place = desk.get(view.rows.front().id);
    CHECK(place.name == "VBS De Linde");
    CHECK(place.street == "Dorp 1");
    CHECK(place.postcode == "2400");
    CHECK(place.municipality == "Mol");
    CHECK(place.network == "VGO vrij");
    CHECK(place.external_id == "17");
    CHECK(place.kind == PlaceKind::kSchool);
    CHECK(place.scope == desk.fixture.staff.scope);
}

TEST_CASE("a second import updates what changed and doubles nothing", "[commands][import]") {
    TestDesk desk;
    import_well(desk, "id;naam;gemeente;telefoon\n1;De Linde;Mol;014 31 12 34\n2;De Eik;Mol;\n");
    const auto again = import_well(
        desk, "id;naam;gemeente;telefoon\n1;De Lindeboom;Mol;\n2;De Eik;Mol;\n3;X;Y;\n");
    CHECK(again.added == 1);
    CHECK(again.updated == 1);
    CHECK(again.unchanged == 1);
    const auto view = desk.look<PlacesView>(LookPlaces{"lindeboom"});
    REQUIRE(view.rows.size() == 1);
    CHECK(desk.get(view.rows.front().id).phone == "+3214311234");  // An empty cell empties nothing.
    CHECK(desk.rows("SELECT count(*) FROM places") == 3);
}

TEST_CASE("a list without numbers is recognised by name and address", "[commands][import]") {
    TestDesk desk;
    constexpr const char* kList =
        "naam,adres,postcode\nDe Linde,Dorp 1,2400\nDe Linde,Dorp 9,2490\n";
    CHECK(import_well(desk, kList).added == 2);
    const auto again = import_well(desk, kList);
    CHECK(again.added == 0);
    CHECK(again.unchanged == 2);
}

TEST_CASE("every encoding and line end reads the same", "[commands][import]") {
    const std::string text = GENERATE(
        as<std::string>{}, "naam;gemeente\nSint-Andr\xC3\xA9;Li\xC3\xA8ge\n",
        "\xEF\xBB\xBFnaam;gemeente\r\nSint-Andr\xC3\xA9;Li\xC3\xA8ge\r\n",
        "naam;gemeente\rSint-Andr\xE9;Li\xE8ge\r", "naam\tgemeente\nSint-Andr\xE9\tLi\xE8ge",
        "\"Naam\",\" GEMEENTE \"\n\"Sint-Andr\xC3\xA9\",\"Li\xC3\xA8ge\"\n");
    TestDesk desk;
    CHECK(import_well(desk, text).added == 1);
    const Place place = only_place(desk);
    CHECK(place.name == "Sint-André");
    CHECK(place.municipality == "Liège");
}

TEST_CASE("a broken file says which line and leaves no trace", "[commands][import]") {
    struct Broken {
        std::string text;
        ImportFault fault;
    };
    using enum ImportFaultKind;
    const Broken broken = GENERATE(values<Broken>({
        {"", {kEmpty}},
        {"\n\n", {kEmpty}},
        {"id;gemeente\n1;Mol\n", {kMissingColumn, 1, "name"}},
        {"naam;name\nA;B\n", {kRepeatedColumn, 1, "name"}},
        {"id;naam\n1;Goed\n2;Slecht;3\n", {kCellCount, 3}},
        {"id;naam\n1;Goed\n\n2\n", {kCellCount, 4}},
        {"id;naam\n1;Goed\n2;\"open\n", {kUnclosedQuote, 3}},
        {"id;naam\n1;Goed\n2;\"A\"B\n", {kTextAfterQuote, 3}},
        {"id;naam\n1;Goed\n2; \n", {kProblem, 3, "name", ProblemCode::kMissing}},
        {"naam;postcode\nGoed;2400\nSlecht;24\n",
         {kProblem, 3, "postcode", ProblemCode::kNotAPostcode}},
        {"naam;telefoon\nSlecht;geen\n", {kProblem, 2, "phone", ProblemCode::kNotAPhone}},
        {"id;naam\n1;Een\n1;Twee\n", {kRepeatedNumber, 3, "external_id"}},
        {std::string{"PK\x03\x04\x00\x00", 6}, {kNotText}},
    }));
    TestDesk desk;
    const PlacesImported imported = import(desk, broken.text);
    REQUIRE(imported.fault);
    INFO(sentence_of(*imported.fault));
    CHECK(*imported.fault == broken.fault);
    CHECK(imported.added == 0);
    CHECK(desk.rows("SELECT count(*) FROM places") == 0);
}

TEST_CASE("a fault is one sentence that names the line", "[commands][import]") {
    const std::string sentence =
        sentence_of({ImportFaultKind::kProblem, 12, "postcode", ProblemCode::kNotAPostcode});
    CHECK(sentence ==
          "Line 12: \"postcode\" is not a postcode of four digits; nothing was imported.");
    CHECK(sentence_of({ImportFaultKind::kEmpty}) == "the file has no lines; nothing was imported.");
}

TEST_CASE("the same line twice is one place", "[commands][import]") {
    TestDesk desk;
    CHECK(import_well(desk, "id;naam\n1;Een\n1;Een\n").added == 1);
}

TEST_CASE("kinds of places are read in Dutch", "[commands][import]") {
    TestDesk desk;
    import_well(desk, "naam;soort\nOpen Deur;Armoedevereniging\n");
    CHECK(only_place(desk).kind == PlaceKind::kPovertyAssociation);
}

TEST_CASE("a hundred thousand lines are imported, once", "[commands][import][slow]") {
    std::string text = "id;naam;adres;postcode;gemeente\n";
    for (int at = 0; at < 100'000; ++at) {
        const std::string number = std::to_string(at);
        text += number + ";School " + number + ";Straat " + number + ";2400;Mol\n";
    }
    TestDesk desk;
    CHECK(import_well(desk, text).added == 100'000);
    CHECK(import_well(desk, text).unchanged == 100'000);
    CHECK(desk.rows("SELECT count(*) FROM places") == 100'000);
}

TEST_CASE("the school lists beside the tree are imported", "[commands][import][outside]") {
    const std::filesystem::path folder =
        std::filesystem::path{test::source_dir()} / ".." / ".." / "shared" / "data" / "belgium";
    const std::filesystem::path nearby =
        std::filesystem::path{test::source_dir()} / ".." / "shared" / "data" / "belgium";
    const auto& found = std::filesystem::exists(nearby) ? nearby : folder;
    if (!std::filesystem::exists(found)) SKIP("no lists beside the tree");
    TestDesk desk;
    int lists = 0;
    for (const auto& entry : std::filesystem::directory_iterator(found)) {
        if (entry.path().extension() != ".csv") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        INFO(entry.path().filename().string());
        const PlacesImported first = import_well(desk, text);
        CHECK(first.added > 10);
        CHECK(import_well(desk, text).unchanged == first.added);
        ++lists;
    }
    CHECK(lists > 0);
}
