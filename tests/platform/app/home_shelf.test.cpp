// Sheets as plain files in the folders of a person: names without names, and nothing else touched.
#include "platform/app/home_shelf.h"

#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "platform/host/posix_file_system.h"
#include "tests/support/temp_store.h"

namespace oppad::platform {
namespace {

namespace fs = std::filesystem;

constexpr Day kDay{std::chrono::year{2026} / std::chrono::November / 26};

struct Home {
    test::TempFolder folder;
    PosixFileSystem files;
    std::string home = folder.path() + "/els";
    HomeShelf shelf{files, {home, home + "/.config", {folder.path() + "/media"}}};

    Home() { make("els/.config"); }
    void make(const std::string& name) { fs::create_directories(folder.path() + '/' + name); }
    void write(const std::string& name, const std::string& content) {
        std::ofstream(folder.path() + '/' + name) << content;
    }
    Status put(const std::string& into) {
        return shelf.put({{{ui::SheetStyle::kTitle, "Gezin Yılmaz", {}}}, "Vertrouwelijk", "{0}"},
                         into, kDay);
    }
};

}  // namespace

TEST_CASE("sheets go to the folder for documents, in whatever language it is called",
          "[platform][sheet]") {
    Home home;
    home.make("els/Documenten");
    home.make("els/Downloads");
    home.write("els/.config/user-dirs.dirs",
               "# by xdg\nXDG_DOCUMENTS_DIR=\"$HOME/Documenten\"\nXDG_MUSIC_DIR=\"$HOME/M\"\n");
    const ui::Sheets sheets = home.shelf.look();
    REQUIRE(sheets.places.size() == 2);
    CHECK(sheets.places[0] ==
          ui::SheetPlace{ui::SheetFolder::kDocuments, home.home + "/Documenten", {}});
    CHECK(sheets.places[1].kind == ui::SheetFolder::kDownloads);
}

TEST_CASE("without such folders the home folder is offered, and a stick by its name",
          "[platform][sheet]") {
    Home home;
    home.make("media/KINGSTON");
    const ui::Sheets sheets = home.shelf.look();
    REQUIRE(sheets.places.size() == 2);
    CHECK(sheets.places[0].kind == ui::SheetFolder::kHome);
    CHECK(sheets.places[1].kind == ui::SheetFolder::kStick);
    CHECK(sheets.places[1].name == "KINGSTON");
}

TEST_CASE("a sheet is a file for its owner alone, named by a day and a number",
          "[platform][sheet]") {
    Home home;
    home.make("els/Documents");
    REQUIRE(home.put(home.home + "/Documents"));
    REQUIRE(home.put(home.home + "/Documents"));
    const ui::Sheets sheets = home.shelf.look();
    REQUIRE(sheets.lying.size() == 2);
    CHECK(sheets.lying[0].name == "op-pad-2026-11-26-2.pdf");
    CHECK(sheets.lying[1].name == "op-pad-2026-11-26-1.pdf");
    struct stat status {};
    REQUIRE(::stat(sheets.lying[0].path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
    REQUIRE(home.shelf.remove(sheets.lying[1].path));
    CHECK(home.shelf.look().lying.size() == 1);
    REQUIRE(home.put(home.home + "/Documents"));  // Its number is free again.
    CHECK(home.shelf.look().lying.size() == 2);
}

TEST_CASE("only sheets of ours are listed, and only they are opened or deleted",
          "[platform][sheet]") {
    Home home;
    home.make("els/Documents");
    for (const char* name : {"brief.pdf", "op-pad-2026-11-26-1.pdf.txt", "op-pad-2026-11-xx-1.pdf",
                             "op-pad-2026-11-26-.pdf", "op-pad-2026-11-26-1 kopie.pdf"}) {
        home.write(std::string("els/Documents/") + name, "van iemand");
    }
    CHECK(home.shelf.look().lying.empty());
    const std::string letter = home.home + "/Documents/brief.pdf";
    CHECK(home.shelf.remove(letter).error().code == ErrorCode::kDenied);
    CHECK(home.shelf.open(letter).error().code == ErrorCode::kDenied);
    CHECK(fs::exists(letter));
}

TEST_CASE("all sheets in this machine's folders go at once, and nothing of others or on a stick",
          "[platform][sheet][hazard-28]") {
    Home home;
    home.make("els/Documents");
    home.make("els/Downloads");
    home.make("media/KINGSTON");
    home.write("els/Documents/brief.pdf", "van iemand");
    for (const char* folder : {"/els/Documents", "/els/Downloads", "/media/KINGSTON"})
        REQUIRE(home.put(home.folder.path() + folder));
    REQUIRE(home.shelf.look().lying.size() == 3);
    REQUIRE(home.shelf.remove_all());
    const ui::Sheets left = home.shelf.look();
    REQUIRE(left.lying.size() == 1);
    CHECK(left.lying[0].place.kind == ui::SheetFolder::kStick);
    CHECK(fs::exists(home.home + "/Documents/brief.pdf"));
}

TEST_CASE("a sheet whose writing was cut off is listed and deleted like a whole one",
          "[platform][sheet]") {
    Home home;
    home.make("els/Documents");
    home.write("els/Documents/op-pad-2026-11-26-1.pdf.aZ09bY", "half of it");
    home.write("els/Documents/brief.pdf.aZ09bY", "van iemand");
    REQUIRE(home.put(home.home + "/Documents"));
    const ui::Sheets sheets = home.shelf.look();
    REQUIRE(sheets.lying.size() == 2);
    SECTION("by itself") {
        for (const ui::LyingSheet& sheet : sheets.lying) CHECK(home.shelf.remove(sheet.path));
    }
    SECTION("with all others") { CHECK(home.shelf.remove_all()); }
    CHECK(home.shelf.look().lying.empty());
    CHECK(fs::exists(home.home + "/Documents/brief.pdf.aZ09bY"));
    CHECK_FALSE(fs::exists(home.home + "/Documents/op-pad-2026-11-26-1.pdf.aZ09bY"));
}

TEST_CASE("a folder that went, or that was never offered, gets no sheet", "[platform][sheet]") {
    Home home;
    home.make("elsewhere");
    const Status put = home.put(home.folder.path() + "/elsewhere");
    REQUIRE_FALSE(put);
    CHECK(put.error().code == ErrorCode::kNotFound);
    CHECK(fs::is_empty(home.folder.path() + "/elsewhere"));
}

}  // namespace oppad::platform
