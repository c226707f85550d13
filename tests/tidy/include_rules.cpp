// The arrows between the rooms, in one table. CMake's target links say the same; this names the
// place.
#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "tests/tidy/rules.h"

namespace oppad::tidy {

namespace {

constexpr std::size_t kTargetsMax = 12;

// `room` may include from each of `targets`: a folder ("engine/core/") or one header. The longest
// room that a path begins with counts; an empty target ends the list.
struct Arrow {
    std::string_view room;
    std::array<std::string_view, kTargetsMax> targets;
};

constexpr std::array kArrows = std::to_array<Arrow>({
    {"engine/core/", {"engine/core/"}},
    {"engine/domain/", {"engine/core/", "engine/domain/"}},
    {"engine/ports/", {"engine/core/", "engine/domain/", "engine/ports/"}},
    {"engine/storage/", {"engine/core/", "engine/domain/", "engine/ports/", "engine/storage/"}},
    {"engine/commands/",
     {"engine/core/", "engine/domain/", "engine/ports/", "engine/storage/", "engine/commands/"}},
    // A view of the draft shows the command that it will become, hence commands.h.
    {"engine/views/",
     {"engine/core/", "engine/domain/", "engine/ports/", "engine/storage/", "engine/views/",
      "engine/commands/commands.h", "engine/commands/calendar.h", "engine/commands/draft_codec.h"}},
    {"engine/", {"engine/"}},
    {"sync/wire/", {"engine/core/", "engine/domain/", "sync/wire/"}},
    {"sync/merge/", {"engine/core/", "engine/domain/", "sync/wire/", "sync/merge/"}},
    {"sync/capture/",
     {"engine/core/", "engine/domain/", "engine/ports/", "engine/storage/", "sync/wire/",
      "sync/merge/", "sync/capture/", "sync/tuning.h"}},
    {"sync/client/",
     {"engine/", "sync/wire/", "sync/merge/", "sync/capture/", "sync/client/", "sync/tuning.h",
      "sync/sync_status.h"}},
    {"sync/server/",
     {"engine/core/", "engine/domain/", "engine/ports/", "engine/storage/sqlite/", "sync/wire/",
      "sync/merge/", "sync/server/", "sync/tuning.h"}},
    {"sync/", {"engine/core/", "engine/domain/", "sync/"}},
    {"ui/",
     {"engine/core/", "engine/domain/", "engine/commands/commands.h", "engine/commands/outcome.h",
      "engine/commands/told_family.h", "engine/views/", "sync/sync_status.h", "ui/"}},
    {"platform/", {"engine/", "sync/", "ui/", "platform/"}},
    {"tests/", {"engine/", "sync/", "ui/", "platform/", "tests/"}},
});

// A part from outside: its headers begin with one of `headers` and may be named under `places`.
struct OutsidePart {
    std::string_view name;
    std::array<std::string_view, 4> headers;
    std::array<std::string_view, 8> places;
};

constexpr std::array kOutsideParts = std::to_array<OutsidePart>({
    {"SQLite",
     {"sqlite3.h", "sqlcipher/"},
     {"engine/storage/sqlite/", "platform/sim/memory_disk.cpp", "tests/bench/", "tests/support/"}},
    {"libpq",
     {"libpq-fe.h", "libpq/", "postgresql/"},
     {"sync/server/store/postgres_", "tests/hub/support/postgres_"}},
    {"libcurl",
     {"curl/"},
     {"sync/client/curl_transport.cpp", "sync/client/doubted_certificate.cpp"}},
    {"Dear ImGui",
     {"imgui", "imstb_", "misc/freetype/"},
     {"ui/", "platform/app/window_glfw", "platform/screens/", "tests/ui/", "tests/bench/"}},
    {"GLFW", {"GLFW/"}, {"platform/app/window_glfw"}},
    {"Boost", {"boost/asio", "boost/beast"}, {"sync/server/", "tests/hub/", "tests/e2e/"}},
    {"Boost.Container", {"boost/container/"}, {"sync/wire/record_state.h"}},
    {"OpenSSL",
     {"openssl/"},
     {"sync/server/", "sync/client/doubted_certificate.cpp", "platform/ctl/bench/certificate.cpp",
      "tests/hub/", "tests/e2e/", "tests/support/planted_word.cpp"}},
    {"FreeType", {"ft2build.h", "freetype/"}, {"ui/", "platform/pdf/"}},
    {"cairo", {"cairo"}, {"platform/pdf/"}},
    {"libpng", {"png.h"}, {"platform/screens/", "tests/"}},
    {"CLI11", {"CLI/"}, {"platform/", "sync/server/"}},
    {"spdlog", {"spdlog/"}, {"engine/core/log.cpp"}},
    {"zstd", {"zstd.h", "zdict.h"}, {"sync/", "tests/"}},
    {"zlib", {"zlib.h"}, {"sync/server/api/gzip.cpp"}},
    {"utf8proc", {"utf8proc.h"}, {"engine/", "ui/"}},
    {"FriBidi", {"fribidi"}, {"ui/theme/visual_order.cpp"}},
    {"libsodium", {"sodium.h", "sodium/"}, {"engine/", "sync/", "platform/", "tests/"}},
});

bool begins(std::string_view text, std::string_view start) {
    return !start.empty() && text.substr(0, start.size()) == start;
}

bool under_any(std::string_view path, std::span<const std::string_view> places) {
    return std::any_of(places.begin(), places.end(),
                       [&](std::string_view place) { return begins(path, place); });
}

// The path between the marks of an #include, as written.
std::optional<std::string_view> included(std::string_view line) {
    if (!begins(line, "#include ")) return std::nullopt;
    const std::size_t open = line.find_first_of("\"<");
    const std::size_t close = line.find_last_of("\">");
    if (open == std::string_view::npos || close <= open) return std::nullopt;
    return line.substr(open + 1, close - open - 1);
}

const Arrow* arrow_of(std::string_view path) {
    for (const Arrow& arrow : kArrows) {  // Longer rooms stand before shorter ones.
        if (begins(path, arrow.room)) return &arrow;
    }
    return nullptr;
}

bool is_ours(std::string_view header) {
    constexpr std::array<std::string_view, 5> kRooms{"engine/", "sync/", "ui/", "platform/",
                                                     "tests/"};
    return under_any(header, kRooms);
}

std::string list_of(const Arrow& arrow) {
    std::string list;
    for (const std::string_view target : arrow.targets) {
        if (target.empty()) break;
        list += list.empty() ? "" : ", ";
        list += target;
    }
    return list;
}

}  // namespace

Findings check_arrows(const SourceFile& file) {
    Findings findings;
    const Arrow* arrow = file.is_cpp ? arrow_of(file.path) : nullptr;
    if (arrow == nullptr) return findings;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const auto header = included(file.lines[i]);
        if (!header) continue;
        const int line = static_cast<int>(i) + 1;
        if (begins(*header, "./") || begins(*header, "../")) {
            findings.push_back({file.path, line, "name headers from the root, not with ../"});
        } else if (is_ours(*header) && !under_any(*header, arrow->targets)) {
            std::string message = std::string{arrow->room} + " may not include ";
            message += std::string{*header} + "; it may include from: " + list_of(*arrow);
            findings.push_back({file.path, line, std::move(message)});
        }
    }
    return findings;
}

Findings check_outside_parts(const SourceFile& file) {
    Findings findings;
    if (!file.is_cpp) return findings;
    const bool is_header = file.path.back() == 'h';
    // A header that opens with these words is read by the .cpp files beside it alone.
    const bool is_private = !file.lines.empty() && begins(file.lines[0], "// Private to ");
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const auto header = included(file.lines[i]);
        if (!header || is_ours(*header)) continue;
        const int line = static_cast<int>(i) + 1;
        if (is_header && !is_private && begins(*header, "nlohmann/")) {
            findings.push_back(
                {file.path, line, "nlohmann only in .cpp files: hand out structs or text instead"});
        }
        for (const OutsidePart& part : kOutsideParts) {
            if (!under_any(*header, part.headers) || under_any(file.path, part.places)) continue;
            std::string message = std::string{part.name} + " stays behind ";
            message += std::string{part.places[0]} + ": use what that room offers";
            findings.push_back({file.path, line, std::move(message)});
        }
    }
    return findings;
}

}  // namespace oppad::tidy
