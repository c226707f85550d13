#include "platform/app/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "platform/host/paths.h"

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

// The languages that there are texts in, by code; none where the assets are not found, which the
// window tells when it opens.
std::vector<std::string> known_languages(const AppOptions& options) {
    std::vector<std::string> codes;
    const auto assets = find_assets_folder(options.assets_folder);
    if (!assets) return codes;
    std::error_code failure;
    const auto texts = std::filesystem::path(*assets) / "i18n";
    for (const auto& entry : std::filesystem::directory_iterator(texts, failure))
        if (entry.path().extension() == ".po") codes.push_back(entry.path().stem().string());
    std::sort(codes.begin(), codes.end());
    return codes;
}

void check_language(const AppOptions& options) {
    const auto known = known_languages(options);
    const bool is_known = std::find(known.begin(), known.end(), options.language) != known.end();
    if (options.language.empty() || known.empty() || is_known) return;
    std::string list;
    for (const std::string& code : known) list += (list.empty() ? "" : ", ") + code;
    throw CLI::ValidationError("--language",
                               "no texts in " + options.language + "; there are in: " + list);
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
        check_language(options);  // Once it is known where the texts are.
    } catch (const CLI::ParseError& stop) {
        return AnsweredHere{app.exit(stop)};
    }
    return options;
}

}  // namespace oppad::platform
