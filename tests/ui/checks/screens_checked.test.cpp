// Every screen of the tour, in every language, size and size of text: nothing is cut off, nothing
// lies over anything else, every target can be hit, every word can be read. OPPAD_CHECK_ALL=1 walks
// every combination; without it each value is walked with some of the others.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "tests/ui/support/screen_checks.h"
#include "tests/ui/support/walk.h"

namespace oppad::test {

namespace {

constexpr std::size_t kFaultsShown = 60;

struct Setting {
    const char* language;
    ui::ThemeChoice theme;
    ui::Surface surface;
    int percent;
    bool left_handed;
};

constexpr ui::Surface kLow{1024, 600, 1};
constexpr ui::Surface kUsual{1280, 800, 1};
const ui::Surface kLarge = ui::fit_surface(1920, 1200, 1);
constexpr ui::Surface kUpright{800, 1280, 1};

std::vector<Setting> some_settings() {
    using enum ui::ThemeChoice;
    return {{"nl", kLight, kUsual, 100, false},  {"fr", kSun, kLow, 100, false},
            {"en", kDark, kUpright, 100, false}, {"fr", kLight, kUpright, 150, true},
            {"nl", kDark, kLow, 150, true},      {"fr", kLight, kUsual, 200, false},
            {"nl", kSun, kUpright, 200, false},  {"en", kLight, kLow, 200, false},
            {"fr", kDark, kLarge, 150, false},   {"fr", kLight, kUpright, 200, true},
            {"nl", kLight, kLarge, 100, false},  {"nl", kLight, kLow, 125, false},
            {"fr", kDark, kUsual, 125, true}};
}

std::vector<Setting> all_settings() {
    using enum ui::ThemeChoice;
    std::vector<Setting> all;
    for (const char* language : {"nl", "fr", "en"}) {
        for (const ui::Surface& surface : {kLow, kUsual, kLarge, kUpright}) {
            for (const int percent : {100, 125, 150, 200}) {
                for (const ui::ThemeChoice theme : {kLight, kDark, kSun}) {
                    all.push_back({language, theme, surface, percent, theme == kDark});
                }
            }
        }
    }
    return all;
}

PeopleWords words_in(const screens::Scene& scene) {
    PeopleWords words(scene.snapshot);
    words.add(scene.typed);
    return words;
}

}  // namespace

TEST_CASE("every screen is whole, legible and can be hit with a thumb", "[ui][checks]") {
    const bool is_all = std::getenv("OPPAD_CHECK_ALL") != nullptr;
    std::vector<std::string> all_faults;
    for (const Setting& setting : is_all ? all_settings() : some_settings()) {
        ui::Preferences preferences;
        preferences.language = setting.language;
        preferences.theme = setting.theme;
        preferences.text_percent = setting.percent;
        preferences.left_handed = setting.left_handed;
        INFO(setting.language << ' ' << setting.percent << " % " << setting.surface.width << 'x'
                              << setting.surface.height);
        TestApp app({}, preferences, setting.surface);
        const float wide = static_cast<float>(setting.surface.width);
        const float high = static_cast<float>(setting.surface.height);
        for (const screens::Scene& scene : screens::all_scenes()) {
            walk(app, scene);
            const PeopleWords people = words_in(scene);
            const bool is_sun = setting.theme == ui::ThemeChoice::kSun;
            const auto faults = find_faults({.ledger = app.ledger(),
                                             .items = app.items(),
                                             .screen = {0, 0, wide, high},
                                             .pixel_ratio = setting.surface.pixel_ratio,
                                             .least_contrast = is_sun ? 7.0 : 4.5,
                                             .people = people});
            for (const std::string& fault : faults) {
                all_faults.push_back(fmt::format("{} {} {} % {}x{}{}: {}", scene.name,
                                                 setting.language, setting.percent,
                                                 setting.surface.width, setting.surface.height,
                                                 setting.left_handed ? " left" : "", fault));
            }
        }
    }
    const std::size_t shown =
        is_all ? all_faults.size() : std::min(all_faults.size(), kFaultsShown);
    for (std::size_t i = 0; i < shown; ++i) UNSCOPED_INFO(all_faults[i]);
    CHECK(all_faults.empty());
}

}  // namespace oppad::test
