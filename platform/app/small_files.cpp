#include "platform/app/small_files.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <regex>
#include <utility>

#include "engine/core/log.h"

namespace oppad::platform {
namespace {

using Json = nlohmann::json;

constexpr const char* kPreferencesName = "/preferences.json";
constexpr const char* kLockScreenName = "/lock_screen.json";

// On disk; a name is never given to another theme.
constexpr std::array<std::pair<ui::ThemeChoice, const char*>, 3> kThemeWords{{
    {ui::ThemeChoice::kLight, "light"},
    {ui::ThemeChoice::kDark, "dark"},
    {ui::ThemeChoice::kSun, "sun"},
}};

constexpr std::array<std::pair<ui::KeyboardShown, const char*>, 3> kKeyboardWords{{
    {ui::KeyboardShown::kByItself, "by_itself"},
    {ui::KeyboardShown::kAlways, "always"},
    {ui::KeyboardShown::kNever, "never"},
}};

// An empty object when the file is absent, unreadable or not JSON.
Json load_object(FileSystem& files, const std::string& path) {
    const auto content = files.read(path);
    if (!content) {
        log::write_error("small_file_unreadable", content.error());
        return Json::object();
    }
    if (!*content) return Json::object();
    Json parsed = Json::parse((*content)->begin(), (*content)->end(), nullptr, false);
    return parsed.is_object() ? parsed : Json::object();
}

std::string text_or(const Json& object, const char* name, const std::string& otherwise) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : otherwise;
}

std::int64_t number_or(const Json& object, const char* name, std::int64_t otherwise) {
    const auto found = object.find(name);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>()
                                                               : otherwise;
}

bool flag_or(const Json& object, const char* name, bool otherwise) {
    const auto found = object.find(name);
    return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

// "de", "pt-BR": whether there are texts in it is the window's to know.
bool is_language_code(const std::string& code) {
    static const std::regex kForm("[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*");
    return std::regex_match(code, kForm);
}

Status save_object(FileSystem& files, const std::string& path, const Json& object) {
    // Bytes that are no UTF-8 become a replacement character instead of an exception.
    const std::string text = object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    return files.replace(path, as_bytes(text));
}

}  // namespace

ui::Preferences load_preferences(FileSystem& files, const std::string& folder) {
    const Json object = load_object(files, folder + kPreferencesName);
    ui::Preferences loaded;
    const std::string language = text_or(object, "language", loaded.language);
    if (is_language_code(language)) loaded.language = language;
    const std::string theme = text_or(object, "theme", "");
    for (const auto& [choice, word] : kThemeWords) {
        if (theme == word) loaded.theme = choice;
    }
    const auto percent = number_or(object, "text_percent", loaded.text_percent);
    constexpr std::array<std::int64_t, 4> kPercents{100, 125, 150, 200};
    if (std::find(kPercents.begin(), kPercents.end(), percent) != kPercents.end()) {
        loaded.text_percent = static_cast<int>(percent);
    }
    loaded.left_handed = flag_or(object, "left_handed", loaded.left_handed);
    const std::string layout = text_or(object, "keyboard_layout", "");
    if (layout == "qwerty") loaded.keyboard_layout = ui::KeyboardLayout::kQwerty;
    const std::string shown = text_or(object, "keyboard_shown", "");
    for (const auto& [choice, word] : kKeyboardWords) {
        if (shown == word) loaded.keyboard_shown = choice;
    }
    const auto minutes = number_or(object, "idle_lock_minutes", loaded.idle_lock_minutes);
    if (minutes >= 1 && minutes <= 5) loaded.idle_lock_minutes = static_cast<int>(minutes);
    loaded.tour_seen = flag_or(object, "tour_seen", loaded.tour_seen);
    return loaded;
}

Status save_preferences(FileSystem& files, const std::string& folder,
                        const ui::Preferences& preferences) {
    const char* theme = "light";
    for (const auto& [choice, word] : kThemeWords) {
        if (preferences.theme == choice) theme = word;
    }
    const char* shown = "by_itself";
    for (const auto& [choice, word] : kKeyboardWords) {
        if (preferences.keyboard_shown == choice) shown = word;
    }
    const bool is_qwerty = preferences.keyboard_layout == ui::KeyboardLayout::kQwerty;
    return save_object(files, folder + kPreferencesName,
                       Json{{"language", preferences.language},
                            {"theme", theme},
                            {"text_percent", preferences.text_percent},
                            {"left_handed", preferences.left_handed},
                            {"keyboard_layout", is_qwerty ? "qwerty" : "azerty"},
                            {"keyboard_shown", shown},
                            {"idle_lock_minutes", preferences.idle_lock_minutes},
                            {"tour_seen", preferences.tour_seen}});
}

LockScreenFacts load_lock_screen_facts(FileSystem& files, const std::string& folder) {
    const Json object = load_object(files, folder + kLockScreenName);
    LockScreenFacts facts;
    facts.organisation = text_or(object, "organisation", "");
    const auto at = number_or(object, "last_unlocked_at_ms", -1);
    if (at >= 0) facts.last_unlocked_at = Instant{at};
    const auto waiting = number_or(object, "waiting", 0);
    constexpr std::int64_t kWaitingMax = 1'000'000'000;
    facts.waiting = static_cast<int>(std::clamp<std::int64_t>(waiting, 0, kWaitingMax));
    return facts;
}

Status save_lock_screen_facts(FileSystem& files, const std::string& folder,
                              const LockScreenFacts& facts) {
    Json object{{"organisation", facts.organisation}, {"waiting", facts.waiting}};
    if (facts.last_unlocked_at) object["last_unlocked_at_ms"] = facts.last_unlocked_at->ms;
    return save_object(files, folder + kLockScreenName, object);
}

}  // namespace oppad::platform
