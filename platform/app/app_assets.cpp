#include "platform/app/app_assets.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace oppad::platform {

namespace {

namespace fs = std::filesystem;

const fs::path kInter = "/usr/share/fonts/opentype/inter";
const fs::path kIcons =
    "/usr/share/fonts/truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf";
const fs::path kNoto = "/usr/share/fonts/truetype/noto";
// Scripts that families write their names in; what is not installed is passed over.
struct ScriptFont {
    const char* file;
    float line;  // (ascender - descender) / units per em of its table hhea.
};
constexpr ScriptFont kFallbackFonts[] = {{"NotoSans-Regular.ttf", 1.362F},
                                         {"NotoSansArabic-Regular.ttf", 2.112F},
                                         {"NotoSansHebrew-Regular.ttf", 1.36F}};

template <class Container>
Result<Container> read_whole(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return Error{ErrorCode::kNotFound, "missing file " + path.filename().string()};
    Container content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return content;
}

Result<std::vector<ui::OutsidePart>> read_outside_parts(const fs::path& path) {
    using Json = nlohmann::json;
    TRY_ASSIGN(const std::string content, read_whole<std::string>(path));
    const Json list = Json::parse(content, nullptr, false);
    std::vector<ui::OutsidePart> parts;
    for (const Json& each : list) {
        if (!each.is_object()) return Error{ErrorCode::kInvalid, "parts.json can't be read"};
        parts.push_back({each.value("name", ""), each.value("licence", "")});
    }
    return parts;
}

}  // namespace

Result<ui::FontBytes> read_fonts() {
    using Bytes = std::vector<std::uint8_t>;
    ui::FontBytes fonts;
    TRY_ASSIGN(fonts.regular, read_whole<Bytes>(kInter / "Inter-Regular.otf"));
    TRY_ASSIGN(fonts.medium, read_whole<Bytes>(kInter / "Inter-Medium.otf"));
    TRY_ASSIGN(fonts.semi_bold, read_whole<Bytes>(kInter / "Inter-SemiBold.otf"));
    TRY_ASSIGN(fonts.bold, read_whole<Bytes>(kInter / "Inter-Bold.otf"));
    TRY_ASSIGN(fonts.icons, read_whole<Bytes>(kIcons));
    for (const ScriptFont& font : kFallbackFonts) {
        auto bytes = read_whole<Bytes>(kNoto / font.file);
        if (bytes) fonts.fallbacks.push_back({std::move(*bytes), font.line});
    }
    return fonts;
}

Result<ui::AppParts> read_app_assets(const fs::path& assets) {
    ui::AppParts parts;
    TRY_ASSIGN(parts.fonts, read_fonts());
    std::error_code failure;
    std::vector<fs::path> po_files;
    for (const auto& entry : fs::directory_iterator(assets / "i18n", failure)) {
        if (entry.path().extension() == ".po") po_files.push_back(entry.path());
    }
    std::sort(po_files.begin(), po_files.end());
    for (const fs::path& path : po_files) {
        TRY_ASSIGN(std::string content, read_whole<std::string>(path));
        parts.po_contents.push_back(std::move(content));
    }
    if (parts.po_contents.empty()) return Error{ErrorCode::kNotFound, "no texts in i18n"};
    for (const char* list : {"themes.json", "languages.json"}) {
        auto content = read_whole<std::string>(assets / "codes" / list);
        if (content) parts.code_lists.push_back(std::move(*content));
    }
    TRY_ASSIGN(parts.about.outside_parts, read_outside_parts(assets / "parts.json"));
    parts.about.version = OPPAD_VERSION;
    return parts;
}

}  // namespace oppad::platform
