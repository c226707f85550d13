// A fixed set of screens beside the pictures of them that were looked at and kept in goldens/.
// After a change that is meant: scripts/screens --goldens, and look at what it changed.
#include <fmt/format.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/e2e/driver/display.h"
#include "tests/e2e/driver/picture.h"
#include "tests/e2e/organisation.h"

namespace oppad::e2e {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

constexpr seconds kDrawingLongest{300};

struct GoldenSet {
    const char* folder;
    std::vector<std::string> look;
    const char* only;
};

std::vector<GoldenSet> golden_sets() {
    return {{"usual",
             {"--language", "nl"},
             "01-today,02-log-contact,03-family,03i-family-refer,03u-member-menu,04-places,06-sync,"
             "08-follow-ups,09-unlock,10-families,11-keyboard,15-settings,17-tour"},
            {"wide", {"--size", "1920x1200", "--language", "en"}, "01-today,04b-place"},
            {"upright-dark",
             {"--size", "800x1280", "--theme", "dark", "--language", "en"},
             "01-today,03-family"},
            {"low-large-sun",
             {"--size", "1024x600", "--theme", "sun", "--language", "fr", "--text-percent", "150",
              "--left-handed"},
             "02-log-contact,16-help-today"}};
}

fs::path goldens() { return OPPAD_GOLDENS; }

// FNV-1a over the letters' shapes: with other ones every picture is another.
std::string fonts_here() {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char* path :
         {"opentype/inter/Inter-Regular.otf", "opentype/inter/Inter-SemiBold.otf",
          "truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf"}) {
        for (const char byte : read_file(std::string{"/usr/share/fonts/"} + path)) {
            hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001b3U;
        }
    }
    return fmt::format("{:016x}\n", hash);
}

void draw(const GoldenSet& set, const fs::path& out, const std::string& display) {
    std::vector<std::string> command{program_path("oppad-screens"),
                                     out.string(),
                                     "--assets",
                                     OPPAD_ASSETS,
                                     "--small",
                                     "--only",
                                     set.only};
    command.insert(command.end(), set.look.begin(), set.look.end());
    const auto drawn = run_to_end(command, kDrawingLongest,
                                  {{"DISPLAY", display}, {"LIBGL_ALWAYS_SOFTWARE", "1"}});
    REQUIRE(drawn.has_value());
    INFO(drawn->log);
    REQUIRE(drawn->exit_code == 0);
}

// Returns what to say of it; nothing when nobody would see a difference.
std::string difference(const fs::path& golden, const fs::path& drawn, const std::string& name) {
    const auto before = read_picture(golden.string());
    const auto after = read_picture(drawn.string());
    if (!before || !after) return name + " has no golden picture";
    const Difference found = compare(*before, *after);
    if (!found.is_seen()) return {};
    const std::string shown = picture_path("difference-" + name);
    const Status written = write_picture(shown, found.shown);
    return fmt::format("{}: {} of {} blocks changed, red in {}", name, found.changed_blocks,
                       found.blocks, written ? shown : "no picture");
}

PictureOf plain(std::uint8_t grey) {
    return {64, 64, std::vector<std::uint8_t>(std::size_t{64} * 64 * 3, grey)};
}

}  // namespace

TEST_CASE("a moved word is a difference, another rounding of its edges is none", "[e2e][goldens]") {
    const PictureOf before = plain(0xF0);
    CHECK_FALSE(compare(before, before).is_seen());
    PictureOf rounded = before;
    for (std::uint8_t& byte : rounded.rgb) byte = static_cast<std::uint8_t>(byte - 9);
    CHECK_FALSE(compare(before, rounded).is_seen());
    PictureOf moved = before;
    for (std::size_t i = 0; i < std::size_t{64} * 8 * 3; ++i) moved.rgb[i] = 0x20;
    const Difference found = compare(before, moved);
    CHECK(found.is_seen());
    CHECK(found.changed_blocks == 8);
    CHECK(found.shown.rgb[0] == 0xFF);
    PictureOf smaller = before;
    smaller.height = 32;
    CHECK(compare(before, smaller).is_seen());
}

TEST_CASE("the screens look as when they were last looked at", "[e2e][goldens]") {
    const bool is_update = std::getenv("OPPAD_UPDATE_GOLDENS") != nullptr;
    if (!is_update && read_file((goldens() / "fonts").string()) != fonts_here()) {
        SKIP("the golden pictures were drawn with other versions of the fonts than are here");
    }
    const test::TempFolder folder;
    auto display =
        Display::open(folder.path() + "/screen", DisplaySize{.width = 1920, .height = 1300});
    REQUIRE(display.has_value());
    for (const GoldenSet& set : golden_sets()) {
        const fs::path out =
            is_update ? goldens() / set.folder : fs::path{folder.path()} / set.folder;
        draw(set, out, display->name());
        for (const auto& picture : fs::directory_iterator(out)) {
            const std::string name = picture.path().filename().string();
            const std::string said =
                difference(goldens() / set.folder / name, picture.path(),
                           std::string{set.folder} + "-" + picture.path().stem().string());
            INFO(said);
            CHECK(said.empty());
        }
    }
    if (is_update) std::ofstream{goldens() / "fonts"} << fonts_here();
}

}  // namespace oppad::e2e
