#include "ui/screens/panels/promise.h"

#include <algorithm>
#include <array>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/panels/panel_parts.h"

namespace oppad::ui {

namespace {

using widgets::Choice;

// When most things are promised; all days of six weeks, and any other, are behind "more".
constexpr std::array<int, 9> kDaysAhead{1, 2, 3, 4, 5, 6, 7, 14, 30};
constexpr int kMoreDaysAhead = 42;

std::vector<Day> days_to_choose(Day today, const std::optional<Day>& due, bool all) {
    std::vector<Day> days;
    for (int ahead = 1; ahead <= kMoreDaysAhead; ++ahead) {
        const bool is_usual =
            std::find(kDaysAhead.begin(), kDaysAhead.end(), ahead) != kDaysAhead.end();
        const Day day = add_days(today, ahead);
        if (is_usual || due == day || all) days.push_back(day);
    }
    // The day that it was promised for, which may be over.
    if (due && std::find(days.begin(), days.end(), *due) == days.end())
        days.insert(*due < today || *due == today ? days.begin() : days.end(), *due);
    return days;
}

}  // namespace

bool draw_due_days(Stage& stage, Rect& room, std::optional<Day>& due, DueDays days) {
    draw_panel_label(stage, room, Text::kByWhen);
    if (days.all) {
        const auto typed = draw_typed_day(stage, room, "due_other_day", days.other, stage.today());
        if (typed) {
            due = typed;
            return true;
        }
    }
    const std::vector<Day> offered = days_to_choose(stage.today(), due, days.all);
    std::vector<Choice> choices;
    for (const Day& day : offered) {
        const int ahead = days_between(stage.today(), day);
        const std::string label =
            ahead == 1 ? stage.tr(Text::kTomorrow) : weekday_date(stage.texts(), day);
        const std::string id =
            ahead > 0 ? widgets::nth("due", static_cast<std::size_t>(ahead)) : "due_over";
        choices.push_back({id, capitalised(label), chosen_if(due == day)});
    }
    if (!days.all) choices.push_back({"more_days", stage.tr(Text::kMoreDays)});
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped < 0) return false;
    const auto index = static_cast<std::size_t>(tapped);
    if (index == offered.size()) {
        days.all = true;
        return false;
    }
    due = due == offered[index] ? std::nullopt : std::optional(offered[index]);
    days.other = TypedDay{};
    return true;
}

bool draw_channels(Stage& stage, Rect& room, Channel& chosen) {
    draw_panel_label(stage, room, Text::kThrough);
    std::vector<Choice> choices;
    const auto& channels = CodeTable<Channel>::words;
    for (const auto& [channel, word] : channels) {
        choices.push_back({"channel_" + std::string(word), capitalised(stage.tr(text_of(channel))),
                           chosen_if(chosen == channel)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped < 0) return false;
    const Channel channel = channels[static_cast<std::size_t>(tapped)].first;
    chosen = chosen == channel ? Channel::kUnknown : channel;
    return true;
}

}  // namespace oppad::ui
