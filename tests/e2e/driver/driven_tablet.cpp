#include "tests/e2e/driver/driven_tablet.h"

#include <filesystem>
#include <nlohmann/json.hpp>

namespace oppad::e2e {
namespace {

using std::chrono::milliseconds;
using Json = nlohmann::json;

// Software drawing on a busy machine: generous, and only a failing run waits this long.
constexpr milliseconds kSightLongest{30'000};

Json read_map(const std::string& path) { return Json::parse(read_file(path), nullptr, false); }

}  // namespace

DrivenTablet::DrivenTablet(TabletOptions options, Display display)
    : options_(std::move(options)), display_(std::move(display)) {}

Result<std::unique_ptr<DrivenTablet>> DrivenTablet::create(TabletOptions options) {
    TRY_ASSIGN(Display display, Display::open(options.work_folder, options.size));
    return std::unique_ptr<DrivenTablet>{new DrivenTablet{std::move(options), std::move(display)}};
}

Status DrivenTablet::start() {
    program_.reset();
    std::error_code ignored;  // There may be none yet.
    std::filesystem::remove(map_path(), ignored);
    std::vector<std::string> command{
        options_.program, "--store", options_.store_folder, "--size",
        std::to_string(options_.size.width) + "x" + std::to_string(options_.size.height)};
    command.insert(command.end(), options_.more_arguments.begin(), options_.more_arguments.end());
    TRY_ASSIGN(Program program,
               Program::start({.command = std::move(command),
                               .environment = {{"DISPLAY", display_.name()},
                                               {"XDG_DATA_HOME", options_.home_folder},
                                               {"OPPAD_UI_MAP", map_path()},
                                               {"LIBGL_ALWAYS_SOFTWARE", "1"},
                                               {"TZ", "Europe/Brussels"}},
                               .output_path = options_.work_folder + "/oppad.out",
                               .log_path = options_.work_folder + "/oppad.log"}));
    program_.emplace(std::move(program));
    return ok();
}

std::string DrivenTablet::screen() const {
    const Json map = read_map(map_path());
    return map.is_object() ? map.value("screen", "") : "";
}

std::vector<SeenItem> DrivenTablet::items() const {
    std::vector<SeenItem> seen;
    const Json map = read_map(map_path());
    if (!map.is_object() || !map.contains("items")) return seen;
    for (const auto& [id, rect] : map["items"].items()) {
        if (!rect.is_array() || rect.size() != 4) continue;
        seen.push_back(
            {id, rect[0].get<int>(), rect[1].get<int>(), rect[2].get<int>(), rect[3].get<int>()});
    }
    return seen;
}

std::optional<SeenItem> DrivenTablet::find(std::string_view id) const {
    for (SeenItem& item : items()) {
        if (item.id == id) return std::move(item);
    }
    return std::nullopt;
}

bool DrivenTablet::is_whole(std::string_view id) const {
    constexpr int kEnough = 40;  // Of a target of 48 pixels or more.
    const auto item = find(id);
    return item && item->width >= kEnough && item->height >= kEnough;
}

std::int64_t DrivenTablet::frame() const {
    const Json map = read_map(map_path());
    return map.is_object() ? map.value("frame", std::int64_t{0}) : 0;
}

Error DrivenTablet::not_seen(std::string_view what) const {
    std::string sight = screen() + ":";
    for (const SeenItem& item : items()) sight += " " + item.id;
    if (program_ && !const_cast<Program&>(*program_).is_running()) sight += " (oppad has ended)";
    return {ErrorCode::kNotFound, "waited for " + std::string{what} + ", saw " + sight};
}

Status DrivenTablet::wait_for_screen(std::string_view name) {
    if (wait_until([&] { return screen() == name; }, kSightLongest)) return ok();
    return not_seen("screen " + std::string{name});
}

Status DrivenTablet::wait_for_item(std::string_view id) {
    if (wait_until([&] { return find(id).has_value(); }, kSightLongest)) return ok();
    return not_seen(id);
}

Status DrivenTablet::wait_without_item(std::string_view id) {
    if (wait_until([&] { return !find(id).has_value(); }, kSightLongest)) return ok();
    return not_seen("the end of " + std::string{id});
}

Result<SeenItem> DrivenTablet::still_item(std::string_view id) {
    TRY(wait_for_item(id));
    // A list that still slides would be tapped beside the item.
    std::optional<SeenItem> before;
    SeenItem now;
    const auto stands_still = [&] {
        const auto found = find(id);
        const bool same = found && before && found->x == before->x && found->y == before->y;
        before = found;
        if (same) now = *found;
        return same;
    };
    if (!wait_until(stands_still, kSightLongest)) return not_seen(id);
    return now;
}

Status DrivenTablet::tap(std::string_view id) {
    TRY_ASSIGN(const SeenItem item, still_item(id));
    return display_.tap(item.x + item.width / 2, item.y + item.height / 2);
}

// Returns when it stands still: a tap on what coasts would only stop it. On a busy machine a frame
// may take longer than what settle() calls quiet.
Status DrivenTablet::swipe(int from_y, int to_y) {
    constexpr int kQuietTimes = 4;
    const auto panel = find("panel_close");
    const int x = panel ? panel->x : options_.size.width * 2 / 5;
    TRY(display_.drag(x, from_y, to_y));
    for (int i = 0; i < kQuietTimes; ++i) settle();
    return ok();
}

Status DrivenTablet::swipe_up() {
    const int height = options_.size.height;
    return swipe(height * 3 / 4, height * 2 / 5);
}

Status DrivenTablet::swipe_down() {
    const int height = options_.size.height;
    return swipe(height * 2 / 5, height * 3 / 4);
}

Status DrivenTablet::unlock(const std::string& pin) {
    TRY(wait_for_screen("unlock"));
    for (const char digit : pin) TRY(tap(std::string{"pin_"} + digit));
    TRY(tap("pin_enter"));
    const auto is_open = [&] {
        const std::string now = screen();
        return !now.empty() && now != "unlock";
    };
    if (!wait_until(is_open, kSightLongest)) return not_seen("a screen of work");
    if (screen() != "tour") return ok();
    TRY(tap("tour_skip"));
    return wait_for_screen("today");
}

void DrivenTablet::settle() {
    constexpr int kQuietLooks = 15;  // A caret that blinks is slower than that.
    std::string before;
    int quiet_looks = 0;
    const auto is_quiet = [&] {
        std::string now = read_file(map_path());
        quiet_looks = now == before ? quiet_looks + 1 : 0;
        before = std::move(now);
        return quiet_looks >= kQuietLooks;
    };
    constexpr milliseconds kQuietLongest{3'000};
    wait_until(is_quiet, kQuietLongest);
}

Status DrivenTablet::save_picture(const std::string& png_path) {
    settle();
    return display_.save_picture(png_path);
}

std::string DrivenTablet::log() const { return read_file(options_.work_folder + "/oppad.log"); }

}  // namespace oppad::e2e
