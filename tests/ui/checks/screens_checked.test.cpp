// Every screen of the tour, in every language, size and size of text: nothing is cut off, nothing
// lies over anything else, every target can be hit, every word can be read. OPPAD_CHECK_ALL=1 walks
// every combination; without it each value is walked with some of the others.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "platform/screens/demo.h"
#include "tests/ui/support/forms.h"
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

struct Walk {
    TestApp app;
    Setting setting;
    std::vector<std::string> faults;

    explicit Walk(const Setting& chosen)
        : app({}, preferences_of(chosen), chosen.surface), setting(chosen) {}

    static ui::Preferences preferences_of(const Setting& chosen) {
        ui::Preferences preferences;
        preferences.language = chosen.language;
        preferences.theme = chosen.theme;
        preferences.text_percent = chosen.percent;
        preferences.left_handed = chosen.left_handed;
        return preferences;
    }

    void look(const std::string& name, const PeopleWords& people) {
        const ui::Surface& surface = setting.surface;
        const bool is_sun = setting.theme == ui::ThemeChoice::kSun;
        const auto found = find_faults({.ledger = app.ledger(),
                                        .items = app.items(),
                                        .screen = {0, 0, static_cast<float>(surface.width),
                                                   static_cast<float>(surface.height)},
                                        .pixel_ratio = surface.pixel_ratio,
                                        .least_contrast = is_sun ? 7.0 : 4.5,
                                        .people = people});
        for (const std::string& fault : found) {
            faults.push_back(fmt::format("{} {} {} % {}x{}{}: {}", name, setting.language,
                                         setting.percent, surface.width, surface.height,
                                         setting.left_handed ? " left" : "", fault));
        }
    }
};

bool is_at_length() { return std::getenv("OPPAD_CHECK_ALL") != nullptr; }

void check_none(const std::vector<std::string>& faults) {
    const std::size_t shown =
        is_at_length() ? faults.size() : std::min(faults.size(), kFaultsShown);
    for (std::size_t i = 0; i < shown; ++i) UNSCOPED_INFO(faults[i]);
    CHECK(faults.empty());
}

void take(std::vector<std::string>& all, const Walk& walked) {
    all.insert(all.end(), walked.faults.begin(), walked.faults.end());
}

}  // namespace

TEST_CASE("every screen is whole, legible and can be hit with a thumb", "[ui][checks]") {
    std::vector<std::string> faults;
    for (const Setting& setting : is_at_length() ? all_settings() : some_settings()) {
        INFO(setting.language << ' ' << setting.percent << " % " << setting.surface.width << 'x'
                              << setting.surface.height);
        Walk walked(setting);
        for (const screens::Scene& scene : screens::all_scenes()) {
            walk(walked.app, scene);
            PeopleWords people(scene.snapshot);
            people.add(scene.typed);
            walked.look(scene.name, people);
        }
        take(faults, walked);
    }
    check_none(faults);
}

// Each form in one setting of three, another third of them in each: most are scenes as well.
TEST_CASE("every form is whole, legible and can be hit with a thumb", "[ui][checks]") {
    constexpr std::size_t kOneIn = 3;
    const auto settings = is_at_length() ? all_settings() : some_settings();
    const auto forms = all_forms();
    const ui::Snapshot work = work_for_forms();
    const PeopleWords people(work);
    std::vector<std::string> faults;
    for (std::size_t i = 0; i < settings.size(); ++i) {
        Walk walked(settings[i]);
        for (std::size_t j = 0; j < forms.size(); ++j) {
            if (!is_at_length() && (i + j) % kOneIn != 0) continue;
            INFO(forms[j].name << " in setting " << i);
            walked.app.show(screens::demo_of_another());
            walked.app.show(work);
            open(walked.app, forms[j]);
            walked.look(forms[j].name, people);
        }
        take(faults, walked);
    }
    check_none(faults);
}

}  // namespace oppad::test
