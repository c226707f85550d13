#include <algorithm>
#include <array>
#include <cmath>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/panels/panel.h"
#include "ui/screens/screens.h"
#include "ui/widgets/widgets.h"

namespace oppad::ui {

namespace {

using widgets::Choice;
using widgets::Chosen;

constexpr float kBetween = 26;  // Choices and the title under them.
constexpr std::array<int, 4> kTextPercents{100, 125, 150, 200};
constexpr std::array<int, 5> kIdleMinutes{1, 2, 3, 4, 5};

Chosen chosen_if(bool condition) { return condition ? Chosen::kYes : Chosen::kNo; }

void draw_title(Stage& stage, Rect& room, Text title) {
    Canvas& canvas = stage.canvas;
    canvas.text({room.x, room.y}, stage.tr(title), Font::kStrong, canvas.theme().ink);
    room.cut_top(canvas.line_height(Font::kStrong) + canvas.px(10));
}

// Returns the tapped one, or -1.
int draw_chips(Stage& stage, Rect& room, const std::vector<Choice>& choices) {
    const auto drawn = widgets::chips(stage.canvas, room, choices);
    room.cut_top(drawn.bottom - room.y);
    return drawn.tapped;
}

int draw_choices(Stage& stage, Rect& room, Text title, const std::vector<Choice>& choices) {
    draw_title(stage, room, title);
    const int tapped = draw_chips(stage, room, choices);
    room.cut_top(stage.canvas.px(kBetween));
    return tapped;
}

// Under the last choices comes the edge of the card.
void end_part(Stage& stage, Rect& room) { room.y -= stage.canvas.px(kBetween - 8); }

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

void draw_fact(Stage& stage, Rect& room, Text label, const std::string& value) {
    Canvas& canvas = stage.canvas;
    const Theme& theme = canvas.theme();
    room.cut_top(canvas.paragraph({room.x, room.y}, room.w, stage.tr(label), Font::kSmall,
                                  theme.muted, Align::kLeft));
    const std::string& shown = value.empty() ? stage.tr(Text::kNotFilledIn) : value;
    room.cut_top(
        canvas.paragraph({room.x, room.y}, room.w, shown, Font::kStrong, theme.ink, Align::kLeft));
    room.cut_top(canvas.px(12));
}

// The way to another code, and when it is needed.
void draw_code(Stage& stage, Rect& room) {
    Canvas& canvas = stage.canvas;
    const std::string& label = stage.tr(Text::kChangeCode);
    const float wide = std::min(room.w, widgets::button_width(canvas, label, Icon::kLock));
    Rect row = room.cut_top(widgets::button_height(canvas));
    if (widgets::button(canvas, "change_code", row.cut_left(wide), label,
                        {widgets::ButtonStyle::kSecondary, Icon::kLock})) {
        open_code_panel(stage);
    }
    room.cut_top(canvas.px(8));
    room.cut_top(canvas.paragraph({room.x, room.y}, room.w, stage.tr(Text::kCodeKnownBefore),
                                  Font::kSmall, canvas.theme().muted, Align::kLeft));
}

void draw_who(Stage& stage, Rect& room) {
    const Staff& staff = stage.snapshot.staff;
    std::string person = staff.name;
    if (staff.role != oppad::Role::kUnknown) person += " · " + stage.tr(text_of(staff.role));
    draw_fact(stage, room, Text::kWhoYou, person);
    draw_fact(stage, room, Text::kWhoOrganisation, stage.snapshot.organisation);
    draw_code(stage, room);
}

void draw_looks(Stage& stage, Rect& room) {
    draw_title(stage, room, Text::kLanguage);
    draw_languages(stage, room);
    room.cut_top(stage.canvas.px(kBetween));
    draw_theme(stage, room);
    draw_text_size(stage, room);
    end_part(stage, room);
}

void draw_handling(Stage& stage, Rect& room) {
    draw_hand(stage, room);
    draw_keyboard_choices(stage, room);
    draw_idle_lock(stage, room);
    end_part(stage, room);
}

void draw_help_again(Stage& stage, Rect& room) {
    Canvas& canvas = stage.canvas;
    const std::string& label = stage.tr(Text::kTourAgain);
    const float wide = std::min(room.w, widgets::button_width(canvas, label, Icon::kWalk));
    Rect row = room.cut_top(widgets::button_height(canvas));
    if (widgets::button(canvas, "tour_again", row.cut_left(wide), label,
                        {widgets::ButtonStyle::kSecondary, Icon::kWalk})) {
        stage.state.tour_card = 0;
    }
    room.cut_top(canvas.px(16));
    draw_about(stage, room);
}

// A titled card as high as its content was in the last frame, cut off the top of `room`.
void draw_part(Stage& stage, Rect& room, Text title, void (*draw)(Stage&, Rect&)) {
    Canvas& canvas = stage.canvas;
    const float padding = canvas.px(size::kCardPadding);
    float& known =
        stage.state.heights[std::string(word_of(ScreenName::kSettings)) + stage.tr(title)];
    const float top = room.y;
    const Rect inside = widgets::card(canvas, room.cut_top(std::max(known, 2 * padding)));
    Rect content = inside;
    content.cut_top(widgets::card_head(canvas, inside, {.title = stage.tr(title)}) - inside.y);
    content.cut_top(canvas.px(6));
    draw(stage, content);
    const float needed = content.y + padding - top;
    if (std::abs(needed - known) > 0.5F) {
        known = needed;
        stage.state.needs_frame = true;
    }
    room.cut_top(canvas.px(size::kGap));
}

}  // namespace

void draw_languages(Stage& stage, Rect& room) {
    const auto& languages = stage.texts().languages();
    std::vector<Choice> choices;
    for (const Catalog::Language& language : languages) {
        choices.push_back({"language_" + language.code, language.name,
                           chosen_if(language.code == stage.texts().language())});
    }
    const int tapped = draw_chips(stage, room, choices);
    if (tapped >= 0) {
        stage.state.preferences.language = languages[static_cast<std::size_t>(tapped)].code;
    }
}

void draw_settings(Stage& stage, const Rect& area) {
    if (panel_is_open(stage)) return draw_panel(stage, area);
    widgets::ScrollArea scroll(stage.canvas, "settings_scroll", area);
    Rect left = scroll.content();
    Rect right = left;
    if (has_two_columns(stage)) {
        const float gap = stage.canvas.px(size::kGap);
        right.cut_left(left.w / 2 + gap / 2);
        left = left.cut_left(left.w / 2 - gap / 2);
    }
    draw_part(stage, left, Text::kSettingsWho, draw_who);
    draw_part(stage, left, Text::kSettingsLooks, draw_looks);
    Rect& next = has_two_columns(stage) ? right : left;
    draw_part(stage, next, Text::kSettingsHandling, draw_handling);
    draw_part(stage, next, Text::kSettingsAbout, draw_help_again);
    scroll.reached(std::max(left.y, next.y));
}

}  // namespace oppad::ui
