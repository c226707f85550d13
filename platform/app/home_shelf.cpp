#include "platform/app/home_shelf.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <system_error>
#include <tuple>

#include "platform/app/app_assets.h"
#include "platform/pdf/make_pdf.h"

namespace oppad::platform {
namespace {

namespace fs = std::filesystem;

constexpr const char* kViewer = "xdg-open";
constexpr int kSheetsADayMax = 9'999;

std::string of_environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string{} : std::string{value};
}

bool can_write_in(const std::string& folder) {
    std::error_code ignored;  // Unreadable counts as absent.
    return fs::is_directory(folder, ignored) && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

// XDG_DOCUMENTS_DIR="$HOME/Documenten" of user-dirs.dirs; `otherwise` in the home folder.
std::string user_folder(const std::string& lines, const HomePlaces& places, const std::string& key,
                        const char* otherwise) {
    std::istringstream stream(lines);
    const std::string begin = key + "=\"";
    for (std::string line; std::getline(stream, line);) {
        if (line.rfind(begin, 0) != 0 || line.back() != '"') continue;
        std::string path = line.substr(begin.size(), line.size() - begin.size() - 1);
        constexpr std::string_view kHome = "$HOME";
        if (path.rfind(kHome, 0) == 0) path = places.home + path.substr(kHome.size());
        while (path.size() > 1 && path.back() == '/') path.pop_back();
        if (!path.empty() && path[0] == '/' && path != places.home) return path;
    }
    return places.home + '/' + otherwise;
}

std::vector<ui::SheetPlace> find_places(FileSystem& files, const HomePlaces& places) {
    using enum ui::SheetFolder;
    const auto content = files.read(places.config + "/user-dirs.dirs");
    std::string lines;
    if (content && *content) lines = std::string((*content)->begin(), (*content)->end());
    std::vector<ui::SheetPlace> found;
    const auto add = [&found](ui::SheetFolder kind, const std::string& path, std::string name) {
        if (can_write_in(path)) found.push_back({kind, path, std::move(name)});
    };
    add(kDocuments, user_folder(lines, places, "XDG_DOCUMENTS_DIR", "Documents"), {});
    add(kDownloads, user_folder(lines, places, "XDG_DOWNLOAD_DIR", "Downloads"), {});
    if (found.empty()) add(kHome, places.home, {});
    for (const std::string& mount : places.stick_mounts) {
        std::error_code failed;
        for (const auto& stick : fs::directory_iterator(mount, failed)) {
            add(kStick, stick.path().string(), stick.path().filename().string());
        }
    }
    return found;
}

std::string name_of(Day day, int number) {
    return fmt::format("op-pad-{:04}-{:02}-{:02}-{}.pdf", static_cast<int>(day.date.year()),
                       static_cast<unsigned>(day.date.month()),
                       static_cast<unsigned>(day.date.day()), number);
}

// The day and the number in a name that name_of() made; nothing for any other name.
std::optional<std::pair<std::string, int>> age_of(const std::string& name) {
    constexpr std::string_view kForm = "op-pad-dddd-dd-dd-";
    constexpr std::string_view kEnd = ".pdf";
    if (name.size() <= kForm.size() + kEnd.size()) return std::nullopt;
    if (name.substr(name.size() - kEnd.size()) != kEnd) return std::nullopt;
    const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    for (std::size_t i = 0; i < kForm.size(); ++i) {
        // The "d" of "op-pad" is a letter, those behind it are digits.
        const bool wants_digit = i > 6 && kForm[i] == 'd';
        if (wants_digit ? !is_digit(name[i]) : name[i] != kForm[i]) return std::nullopt;
    }
    const std::string number = name.substr(kForm.size(), name.size() - kForm.size() - kEnd.size());
    if (number.size() > 4 || !std::all_of(number.begin(), number.end(), is_digit))
        return std::nullopt;
    return std::pair{name.substr(0, kForm.size()), std::stoi(number)};
}

// A program that was killed while it wrote a sheet left it under a name of its own beside the one
// it was to bear: a dot and six letters more (posix_file_system.h).
std::string without_unfinished_end(const std::string& name) {
    constexpr std::size_t kEndLength = 7;
    if (name.size() <= kEndLength) return name;
    const std::string_view end = std::string_view{name}.substr(name.size() - kEndLength);
    const bool is_made = end[0] == '.' && std::all_of(end.begin() + 1, end.end(), [](char letter) {
                             return std::isalnum(static_cast<unsigned char>(letter)) != 0;
                         });
    return is_made ? name.substr(0, name.size() - kEndLength) : name;
}

// The same of a sheet that was being written as well.
std::optional<std::pair<std::string, int>> age_of_file(const std::string& name) {
    return age_of(without_unfinished_end(name));
}

void add_lying(const ui::SheetPlace& place, std::vector<ui::LyingSheet>& lying) {
    std::error_code failed;
    for (const auto& file : fs::directory_iterator(place.path, failed)) {
        const std::string name = file.path().filename().string();
        std::error_code ignored;
        if (!age_of_file(name) || !file.is_regular_file(ignored)) continue;
        lying.push_back({file.path().string(), name, place});
    }
}

bool has_viewer() {
    std::istringstream folders(of_environment("PATH"));
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (::access((folder + '/' + kViewer).c_str(), X_OK) == 0) return true;
    }
    return false;
}

Status check_lies_here(const ui::Sheets& sheets, const std::string& path) {
    const bool is_ours = std::any_of(sheets.lying.begin(), sheets.lying.end(),
                                     [&](const auto& sheet) { return sheet.path == path; });
    return is_ours ? ok() : Status{Error{ErrorCode::kDenied, "no sheet of ours"}};
}

}  // namespace

HomePlaces home_places() {
    HomePlaces places;
    places.home = of_environment("HOME");
    places.config = of_environment("XDG_CONFIG_HOME");
    if (places.config.empty()) places.config = places.home + "/.config";
    const std::string user = of_environment("USER");
    if (!user.empty()) places.stick_mounts = {"/media/" + user, "/run/media/" + user};
    return places;
}

ui::Sheets HomeShelf::look() {
    ui::Sheets sheets;
    sheets.places = find_places(files_, places_);
    for (const ui::SheetPlace& place : sheets.places) add_lying(place, sheets.lying);
    std::sort(sheets.lying.begin(), sheets.lying.end(), [](const auto& a, const auto& b) {
        return std::tuple{*age_of_file(b.name), a.path} < std::tuple{*age_of_file(a.name), b.path};
    });
    sheets.can_open = has_viewer();
    return sheets;
}

Status HomeShelf::put(const ui::Sheet& sheet, const std::string& folder, Day day) {
    const std::vector<ui::SheetPlace> places = find_places(files_, places_);
    const bool is_known = std::any_of(places.begin(), places.end(),
                                      [&](const auto& place) { return place.path == folder; });
    if (!is_known) return Error{ErrorCode::kNotFound, "the sheet's folder is gone"};
    TRY_ASSIGN(const ui::FontBytes fonts, read_fonts());
    TRY_ASSIGN(const Bytes content, make_pdf(sheet, fonts));
    for (int number = 1; number <= kSheetsADayMax; ++number) {
        const std::string path = folder + '/' + name_of(day, number);
        if (::access(path.c_str(), F_OK) == 0) continue;
        return files_.replace(path, content);
    }
    return Error{ErrorCode::kDenied, "too many sheets in one day"};
}

Status HomeShelf::open(const std::string& path) {
    TRY(check_lies_here(look(), path));
    // Through a shell that ends at once: nobody has to wait for the viewer's end.
    std::string shell = "/bin/sh";
    std::string flag = "-c";
    std::string script{kViewer};
    script += " \"$0\" >/dev/null 2>&1 &";
    std::string file = path;
    char* const arguments[] = {shell.data(), flag.data(), script.data(), file.data(), nullptr};
    pid_t child = 0;
    if (::posix_spawn(&child, shell.c_str(), nullptr, nullptr, arguments, environ) != 0) {
        return Error{ErrorCode::kInternal, "the viewer can't be started"};
    }
    ::waitpid(child, nullptr, 0);
    return ok();
}

Status HomeShelf::remove(const std::string& path) {
    TRY(check_lies_here(look(), path));
    return files_.remove(path);
}

Status HomeShelf::remove_all() {
    Status outcome = ok();
    for (const ui::LyingSheet& sheet : look().lying) {
        if (sheet.place.kind == ui::SheetFolder::kStick) continue;
        const Status removed = files_.remove(sheet.path);
        if (!removed) outcome = removed;
    }
    return outcome;
}

}  // namespace oppad::platform
