#include <array>

#include "ui/i18n/dates.h"
#include "ui/screens/screens.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

using widgets::Choice;
using widgets::Chosen;

constexpr std::array<int, 4> kTextPercents{100, 125, 150, 200};
constexpr std::array<int, 5> kIdleMinutes{1, 2, 3, 4, 5};

Chosen chosen_if(bool condition) { return condition ? Chosen::kYes : Chosen::kNo; }

// A titled row of chips; returns the tapped one, or -1.
int draw_choices(Stage& stage, Rect& room, Text title, const std::vector<Choice>& choices) {
    Canvas& canvas = stage.canvas;
    canvas.text({room.x, room.y}, stage.tr(title), Font::kStrong, canvas.theme().ink);
    room.cut_top(canvas.line_height(Font::kStrong) + canvas.px(10));
    const auto drawn = widgets::chips(canvas, room, choices);
    room.cut_top(drawn.bottom - room.y + canvas.px(26));
    return drawn.tapped;
}

void draw_language(Stage& stage, Rect& room) {
    const auto& languages = stage.texts().languages();
    std::vector<Choice> choices;
    for (const Catalog::Language& language : languages) {
        choices.push_back({"language_" + language.code, language.name,
                           chosen_if(language.code == stage.texts().language())});
    }
    const int tapped = draw_choices(stage, room, Text::kLanguage, choices);
    if (tapped >= 0) {
        stage.state.preferences.language = languages[static_cast<std::size_t>(tapped)].code;
    }
}

void draw_theme(Stage& stage, Rect& room) {
    Preferences& preferences = stage.state.preferences;
    const int tapped = draw_choices(stage, room, Text::kThemeLabel,
                                    {{"theme_light", stage.tr(Text::kThemeLight),
                                      chosen_if(preferences.theme == ThemeChoice::kLight)},
                                     {"theme_dark", stage.tr(Text::kThemeDark),
                                      chosen_if(preferences.theme == ThemeChoice::kDark)},
                                     {"theme_sun", stage.tr(Text::kThemeSun),
                                      chosen_if(preferences.theme == ThemeChoice::kSun)}});
    if (tapped >= 0) preferences.theme = static_cast<ThemeChoice>(tapped);
}

void draw_text_size(Stage& stage, Rect& room) {
    Preferences& preferences = stage.state.preferences;
    std::vector<Choice> choices;
    for (const int percent : kTextPercents) {
        choices.push_back({"text_" + std::to_string(percent),
                           stage.texts().fill(Text::kPercent, percent),
                           chosen_if(percent == preferences.text_percent)});
    }
    const int tapped = draw_choices(stage, room, Text::kTextSize, choices);
    if (tapped >= 0) preferences.text_percent = kTextPercents[static_cast<std::size_t>(tapped)];
}

void draw_hand(Stage& stage, Rect& room) {
    Preferences& preferences = stage.state.preferences;
    const int tapped = draw_choices(
        stage, room, Text::kHand,
        {{"hand_right", stage.tr(Text::kHandRight), chosen_if(!preferences.left_handed)},
         {"hand_left", stage.tr(Text::kHandLeft), chosen_if(preferences.left_handed)}});
    if (tapped >= 0) preferences.left_handed = tapped == 1;
}

void draw_keyboard_choices(Stage& stage, Rect& room) {
    Preferences& preferences = stage.state.preferences;
    const KeyboardShown shown = preferences.keyboard_shown;
    const int when = draw_choices(stage, room, Text::kKeyboardShownLabel,
                                  {{"keyboard_by_itself", stage.tr(Text::kKeyboardByItself),
                                    chosen_if(shown == KeyboardShown::kByItself)},
                                   {"keyboard_always", stage.tr(Text::kKeyboardAlways),
                                    chosen_if(shown == KeyboardShown::kAlways)},
                                   {"keyboard_never", stage.tr(Text::kKeyboardNever),
                                    chosen_if(shown == KeyboardShown::kNever)}});
    if (when >= 0) preferences.keyboard_shown = static_cast<KeyboardShown>(when);
    const KeyboardLayout layout = preferences.keyboard_layout;
    const int which = draw_choices(stage, room, Text::kKeyboardLayoutLabel,
                                   {{"layout_azerty", capitalised(stage.tr(Text::kKeysAzerty)),
                                     chosen_if(layout == KeyboardLayout::kAzerty)},
                                    {"layout_qwerty", capitalised(stage.tr(Text::kKeysQwerty)),
                                     chosen_if(layout == KeyboardLayout::kQwerty)}});
    if (which >= 0) preferences.keyboard_layout = static_cast<KeyboardLayout>(which);
}

void draw_idle_lock(Stage& stage, Rect& room) {
    Preferences& preferences = stage.state.preferences;
    std::vector<Choice> choices;
    for (const int minutes : kIdleMinutes) {
        choices.push_back({"idle_" + std::to_string(minutes),
                           stage.texts().fill(Text::kMinutes, minutes),
                           chosen_if(minutes == preferences.idle_lock_minutes)});
    }
    const int tapped = draw_choices(stage, room, Text::kIdleLock, choices);
    if (tapped >= 0) {
        preferences.idle_lock_minutes = kIdleMinutes[static_cast<std::size_t>(tapped)];
    }
}

}  // namespace

void draw_settings(Stage& stage, const Rect& area) {
    const Rect inside = widgets::card(stage.canvas, area);
    widgets::ScrollArea scroll(stage.canvas, "settings_scroll", inside);
    Rect room = scroll.content();
    draw_language(stage, room);
    draw_theme(stage, room);
    draw_text_size(stage, room);
    draw_hand(stage, room);
    draw_keyboard_choices(stage, room);
    draw_idle_lock(stage, room);
    scroll.reached(room.y);
}

}  // namespace oppad::ui
