#include "platform/app/options.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <optional>
#include <string_view>

namespace oppad::platform {
namespace {

constexpr int kSidePixelsMin = 320;
constexpr int kSidePixelsMax = 8'192;

std::optional<int> parse_side(std::string_view text) {
    int side = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), side);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) return std::nullopt;
    if (side < kSidePixelsMin || side > kSidePixelsMax) return std::nullopt;
    return side;
}

// Returns what is wrong with it, in CLI11's way: an empty text means nothing.
std::string read_size(const std::string& text, AppOptions& options) {
    const auto cross = text.find('x');
    const auto width = parse_side(std::string_view{text}.substr(0, cross));
    const auto height = cross == std::string::npos
                            ? std::nullopt
                            : parse_side(std::string_view{text}.substr(cross + 1));
    if (!width || !height) return "a size is WIDTHxHEIGHT in pixels, each 320 to 8192";
    options.width = *width;
    options.height = *height;
    return {};
}

}  // namespace

std::variant<AppOptions, AnsweredHere> parse_options(int argument_count,
                                                     const char* const* arguments) {
    AppOptions options;
    CLI::App app{"Op Pad, the tablet of an outreach worker."};
    app.add_option("--store", options.store_folder, "folder of the encrypted store")
        ->type_name("FOLDER");
    app.add_option("--device", options.device_folder, "folder of this device's share of the key")
        ->type_name("FOLDER");
    app.add_option("--assets", options.assets_folder, "folder of texts and code lists")
        ->type_name("FOLDER");
    app.add_option("--ca", options.hub_ca_file, "certificate authority of the hub, PEM")
        ->type_name("FILE");
    std::string size;
    app.add_option("--size", size, "size of the window (1280x800)")
        ->type_name("WIDTHxHEIGHT")
        ->check([&options](const std::string& text) { return read_size(text, options); });
    app.add_option("--language", options.language, "nl, fr, en, or another of its texts")
        ->type_name("CODE");
    app.set_version_flag("--version", "oppad " OPPAD_VERSION);
    try {
        app.parse(argument_count, arguments);
    } catch (const CLI::ParseError& stop) {
        return AnsweredHere{app.exit(stop)};
    }
    return options;
}

}  // namespace oppad::platform
