#include "tests/e2e/driver/display.h"

#include <fcntl.h>
#include <png.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

namespace oppad::e2e {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kStartLongest{20};
constexpr seconds kHandsLongest{20};

// The header of X's window dump: 32-bit big-endian words, as XWDFile.h numbers them.
enum WordOf : std::size_t {
    kHeaderSize = 0,
    kWidth = 4,
    kHeight = 5,
    kBits = 11,
    kLine = 12,
    kColours = 19
};
constexpr std::size_t kHeaderWords = 25;
constexpr std::size_t kColourBytes = 12;

std::uint32_t word(const std::string& dump, std::size_t index) {
    std::uint32_t value = 0;
    for (std::size_t byte = 0; byte < 4; ++byte) {
        value = (value << 8U) | static_cast<std::uint8_t>(dump[index * 4 + byte]);
    }
    return value;
}

// Rows of 24-bit red, green, blue.
Result<std::vector<std::uint8_t>> colours_of(const std::string& dump, std::size_t width,
                                             std::size_t height) {
    const std::size_t start = word(dump, kHeaderSize) + word(dump, kColours) * kColourBytes;
    const std::size_t line = word(dump, kLine);
    if (word(dump, kBits) != 32 || line < width * 4 || dump.size() < start + line * height) {
        return Error{ErrorCode::kInternal, "the frame buffer has another form"};
    }
    std::vector<std::uint8_t> rgb(width * height * 3);
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            const std::size_t from = start + y * line + x * 4;  // Blue, green, red, unused.
            const std::size_t to = (y * width + x) * 3;
            for (std::size_t part = 0; part < 3; ++part) {
                rgb[to + part] = static_cast<std::uint8_t>(dump[from + 2 - part]);
            }
        }
    }
    return rgb;
}

}  // namespace

Result<Display> Display::open(const std::string& folder, DisplaySize size) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) return Error{ErrorCode::kDenied, "the folder of the display can't be made"};
    // Xvfb finds a free number itself and writes it to its standard output.
    const std::string number_path = folder + "/display";
    std::filesystem::remove(number_path, failed);
    const std::string screen =
        std::to_string(size.width) + "x" + std::to_string(size.height) + "x24";
    TRY_ASSIGN(Program server,
               // -r: a key that a busy machine lets go late is not typed twice.
               Program::start({.command = {"Xvfb", "-displayfd", "1", "-screen", "0", screen, "-r",
                                           "-nolisten", "tcp", "-noreset", "-fbdir", folder},
                               .environment = {},
                               .output_path = number_path,
                               .log_path = folder + "/xvfb.log"}));
    const auto is_named = [&] {
        const std::string number = read_file(number_path);
        return (!number.empty() && number.back() == '\n') || !server.is_running();
    };
    if (!wait_until(is_named, kStartLongest)) {
        return Error{ErrorCode::kBusy, "Xvfb did not start in time"};
    }
    std::string number = read_file(number_path);
    if (number.empty()) return Error{ErrorCode::kNotFound, "Xvfb did not start"};
    number.pop_back();
    return Display{std::move(server), ":" + number, folder};
}

Status Display::hands(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "xdotool");
    TRY_ASSIGN(Program program, Program::start({.command = std::move(arguments),
                                                .environment = {{"DISPLAY", name_}},
                                                .output_path = {},
                                                .log_path = folder_ + "/xdotool.log"}));
    const auto code = program.wait_for_end(kHandsLongest);
    if (code != 0) return Error{ErrorCode::kInternal, "xdotool failed"};
    return ok();
}

Status Display::tap(int x, int y) {
    return hands({"mousemove", std::to_string(x), std::to_string(y), "click", "1"});
}

Status Display::drag(int x, int from_y, int to_y) {
    std::vector<std::string> steps{"mousemove", std::to_string(x), std::to_string(from_y),
                                   "mousedown", "1"};
    constexpr int kSteps = 8;
    for (int step = 1; step <= kSteps; ++step) {
        const int y = from_y + (to_y - from_y) * step / kSteps;
        steps.insert(steps.end(), {"mousemove", std::to_string(x), std::to_string(y)});
    }
    // A finger that stands still before it lets go throws nothing on.
    steps.insert(steps.end(), {"sleep", "0.1", "mouseup", "1"});
    return hands(std::move(steps));
}

Status Display::type(const std::string& text) { return hands({"type", "--delay", "15", text}); }

Status Display::key(const std::string& name) { return hands({"key", name}); }

Status Display::save_picture(const std::string& png_path) {
    const std::string dump = read_file(folder_ + "/Xvfb_screen0");
    if (dump.size() < kHeaderWords * 4) {
        return Error{ErrorCode::kInternal, "there is no frame buffer"};
    }
    const std::size_t width = word(dump, kWidth);
    const std::size_t height = word(dump, kHeight);
    TRY_ASSIGN(const std::vector<std::uint8_t> rgb, colours_of(dump, width, height));
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGB;
    if (png_image_write_to_file(&image, png_path.c_str(), 0, rgb.data(), 0, nullptr) == 0) {
        return Error{ErrorCode::kDiskFull, "the picture can't be written"};
    }
    return ok();
}

}  // namespace oppad::e2e
