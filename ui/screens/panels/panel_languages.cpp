// What is spoken at home: eight languages at hand, all others behind "more".
#include <algorithm>
#include <array>

#include "ui/i18n/dates.h"
#include "ui/i18n/folded.h"
#include "ui/screens/panels/panel_parts.h"
#include "ui/screens/text_set.h"

namespace oppad::ui {

namespace {

constexpr std::array<const char*, 22> kOftenSpoken{"nl", "fr", "en", "ar", "tr", "pl", "ro", "bg",
                                                   "uk", "ru", "es", "pt", "sq", "fa", "ps", "ur",
                                                   "so", "ti", "am", "ku", "it", "de"};
constexpr std::size_t kAtHand = 8;

// Those often spoken first, then by name.
std::vector<std::string> all_codes(const Stage& stage) {
    std::vector<std::string> codes(kOftenSpoken.begin(), kOftenSpoken.end());
    std::vector<std::pair<std::string, std::string>> others;
    for (const std::string& code : stage.canvas.labels().language_codes())
        if (!holds(codes, code)) others.emplace_back(folded(stage.code_label(code)), code);
    std::sort(others.begin(), others.end());
    for (const auto& [name, code] : others) codes.push_back(code);
    return codes;
}

// What is chosen stays in sight, whatever is looked for.
std::vector<std::string> codes_shown(const Stage& stage, const TextSet& chosen) {
    const PanelState& panel = stage.state.panel;
    const std::string query = folded(panel.query.text());
    std::vector<std::string> shown;
    std::vector<std::string> codes = all_codes(stage);
    for (const std::string& code : chosen)
        if (!holds(codes, code)) codes.push_back(code);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const bool is_found = folded(stage.code_label(codes[i])).find(query) != std::string::npos;
        const bool is_offered = panel.all_languages ? is_found : i < kAtHand;
        if (is_offered || holds(chosen, codes[i])) shown.push_back(codes[i]);
    }
    return shown;
}

}  // namespace

void draw_languages(Stage& stage, Rect& room, Family& family) {
    PanelState& panel = stage.state.panel;
    draw_panel_label(stage, room, Text::kLanguageAtHome);
    if (panel.all_languages) draw_panel_filter(stage, room, Text::kSearchLanguage);
    const std::vector<std::string> codes = codes_shown(stage, family.languages);
    std::vector<widgets::Choice> choices;
    for (const std::string& code : codes) {
        choices.push_back({"language_" + code, capitalised(stage.code_label(code)),
                           chosen_if(holds(family.languages, code))});
    }
    if (!panel.all_languages) {
        choices.push_back({"languages_more", stage.tr(Text::kMoreLanguages)});
    }
    choices.push_back({"needs_interpreter", capitalised(stage.tr(Text::kInterpreterWanted)),
                       chosen_if(family.needs_interpreter)});
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped < 0) return;
    const auto index = static_cast<std::size_t>(tapped);
    if (index < codes.size()) {
        toggle(family.languages, codes[index]);
    } else if (index + 1 == choices.size()) {
        family.needs_interpreter = !family.needs_interpreter;
    } else {
        panel.all_languages = true;
    }
}

}  // namespace oppad::ui
