// The file itself, read back by another program than the one that wrote it.
#include "platform/pdf/make_pdf.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "platform/app/app_assets.h"
#include "tests/support/temp_store.h"

namespace oppad::platform {
namespace {

using Catch::Matchers::ContainsSubstring;
using ui::SheetStyle;

// What a tool of poppler prints about the file.
std::string told(const std::string& folder, const Bytes& pdf, const std::string& command) {
    const std::string path = folder + "/sheet.pdf";
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(pdf.data()), static_cast<std::streamsize>(pdf.size()));
    const std::string run = command + " '" + path + "' >'" + folder + "/told' 2>&1";
    const std::string dash =
        command == "pdftotext" ? "pdftotext '" + path + "' '" + folder + "/told'" : run;
    REQUIRE(std::system(dash.c_str()) == 0);
    std::ifstream file(folder + "/told");
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Bytes pdf_of(std::vector<ui::SheetPart> parts) {
    const auto fonts = read_fonts();
    REQUIRE(fonts);
    auto pdf = make_pdf({std::move(parts), "Vertrouwelijk", "Blad {0} van {1}"}, *fonts);
    REQUIRE(pdf);
    return std::move(*pdf);
}

}  // namespace

TEST_CASE("accented, Turkish, Greek, Cyrillic and Hebrew names are read back from the file",
          "[pdf]") {
    const test::TempFolder folder;
    const Bytes pdf = pdf_of({{SheetStyle::kTitle, "Gezin Yılmaz-Peeters", {}},
                              {SheetStyle::kBody, "Şükran Öztürk, Zoë Łukasz", "Wie"},
                              {SheetStyle::kBody, "Αλέξανδρος · Олександр", {}},
                              {SheetStyle::kBody, "משפחת כהן", {}}});
    const std::string text = told(folder.path(), pdf, "pdftotext");
    for (const char* name : {"Gezin Yılmaz-Peeters", "Şükran Öztürk, Zoë Łukasz", "Αλέξανδρος",
                             "Олександр", "Vertrouwelijk", "Blad 1 van 1"}) {
        CHECK_THAT(text, ContainsSubstring(name));
    }
    CHECK_THAT(text, ContainsSubstring("משפחת") && ContainsSubstring("כהן"));
}

TEST_CASE("the fonts are in the file, and its properties name nobody", "[pdf]") {
    const test::TempFolder folder;
    const Bytes pdf =
        pdf_of({{SheetStyle::kTitle, "Gezin Yılmaz", {}}, {SheetStyle::kBody, "عائلة النجار", {}}});
    const std::string fonts = told(folder.path(), pdf, "pdffonts");
    CHECK_THAT(fonts, ContainsSubstring("Inter") && ContainsSubstring("Arabic"));
    CHECK_THAT(fonts, !ContainsSubstring(" no  "));  // Embedded: yes, all of them.
    const std::string properties = told(folder.path(), pdf, "pdfinfo");
    CHECK_THAT(properties, ContainsSubstring("Op Pad") && !ContainsSubstring("Yılmaz"));
    CHECK_THAT(properties, ContainsSubstring("A4"));
}

TEST_CASE("a note of 20,000 letters is whole, over pages that are numbered", "[pdf]") {
    const test::TempFolder folder;
    std::string note;
    for (int i = 0; i < 2'500; ++i) note += "zin" + std::to_string(i) + ' ';
    const std::string text =
        told(folder.path(), pdf_of({{SheetStyle::kBody, note, "Notitie"}}), "pdftotext");
    for (int i = 0; i < 2'500; i += 99)
        CHECK_THAT(text, ContainsSubstring("zin" + std::to_string(i)));
    CHECK_THAT(text, ContainsSubstring("Blad 2 van "));
}

TEST_CASE("bytes that are no letters and letters that no font has do no harm", "[pdf]") {
    const test::TempFolder folder;
    const Bytes pdf =
        pdf_of({{SheetStyle::kBody, "een\tbroken \xFF\xC3 byte, \xF0\x9F\x98\x80", {}}});
    CHECK_THAT(told(folder.path(), pdf, "pdftotext"), ContainsSubstring("byte"));
}

TEST_CASE("a font that is none is an error, not a crash", "[pdf]") {
    ui::FontBytes fonts;
    fonts.regular = {1, 2, 3};
    const auto pdf = make_pdf({{}, {}, {}}, fonts);
    REQUIRE_FALSE(pdf);
    CHECK(pdf.error().code == ErrorCode::kInvalid);
}

}  // namespace oppad::platform
