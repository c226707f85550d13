// The driver itself, before anything is believed of what it reports: an unseen screen, its picture
// and the ends of processes.
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <filesystem>

#include "tests/e2e/driver/display.h"
#include "tests/support/temp_store.h"

namespace oppad::e2e {
namespace {

using std::chrono::seconds;

TEST_CASE("an unseen screen is opened, tapped and saved as a picture", "[e2e]") {
    const test::TempFolder folder;
    auto display = Display::open(folder.path() + "/screen", {.width = 320, .height = 200});
    REQUIRE(display.has_value());
    CHECK(display->tap(10, 10).has_value());
    const std::string picture = folder.path() + "/empty.png";
    REQUIRE(display->save_picture(picture).has_value());
    const std::string png = read_file(picture);
    REQUIRE(png.size() > 24);
    CHECK(png.substr(1, 3) == "PNG");
    // Width and height, big-endian, in the first chunk.
    CHECK(png.substr(16, 8) == std::string("\0\0\x01\x40\0\0\0\xC8", 8));
}

TEST_CASE("the end of a program is told as a shell would", "[e2e]") {
    const auto fine = run_to_end({"sh", "-c", "echo out; echo log >&2; exit 3"}, seconds{20});
    REQUIRE(fine.has_value());
    CHECK(fine->exit_code == 3);
    CHECK(fine->output == "out\n");
    CHECK(fine->log == "log\n");
    const auto missing = run_to_end({"/no/such/program"}, seconds{20});
    REQUIRE(missing.has_value());
    CHECK(missing->exit_code == 127);

    auto program = Program::start({.command = {"sleep", "1000"}});
    REQUIRE(program.has_value());
    program->signal(SIGTERM);
    CHECK(program->wait_for_end(seconds{20}) == 128 + SIGTERM);
}

}  // namespace
}  // namespace oppad::e2e
