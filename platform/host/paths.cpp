#include "platform/host/paths.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

namespace oppad::platform {
namespace {

Result<std::string> user_folder(const char* name) {
    // The specification wants relative values ignored.
    if (const char* home = std::getenv("XDG_DATA_HOME"); home != nullptr && home[0] == '/') {
        return std::string{home} + "/" + name;
    }
    if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/') {
        return std::string{home} + "/.local/share/" + name;
    }
    return Error{ErrorCode::kNotFound, "neither XDG_DATA_HOME nor HOME is set"};
}

bool is_folder(const std::filesystem::path& path) {
    std::error_code ignored;  // Unreadable counts as absent.
    return std::filesystem::is_directory(path, ignored);
}

}  // namespace

Result<std::string> default_store_folder() { return user_folder("oppad"); }

Result<std::string> default_device_folder() { return user_folder("oppad-device"); }

Result<std::string> find_assets_folder(const std::string& chosen) {
    std::vector<std::filesystem::path> candidates;
    if (!chosen.empty()) {
        candidates.emplace_back(chosen);
    } else {
        std::error_code failed;
        const auto executable = std::filesystem::read_symlink("/proc/self/exe", failed);
        if (failed) return Error{ErrorCode::kNotFound, "the executable's place is unknown"};
        const auto beside = executable.parent_path().parent_path();
        candidates = {beside / "assets", beside / "share" / "oppad" / "assets"};
    }
    std::string looked_at;
    for (const auto& candidate : candidates) {
        if (is_folder(candidate)) return candidate.string();
        looked_at += (looked_at.empty() ? "" : ", ") + candidate.string();
    }
    return Error{ErrorCode::kNotFound, "no assets folder at " + looked_at};
}

}  // namespace oppad::platform
