#include "ui/screens/places/meeting.h"

#include <array>
#include <numeric>

#include "ui/i18n/dates.h"
#include "ui/i18n/words.h"
#include "ui/screens/panels/panel_parts.h"
#include "ui/screens/panels/time_choice.h"

namespace oppad::ui {

namespace {

using widgets::Choice;

constexpr int kMoreDaysAhead = 42;
constexpr int kLastHourToday = 17;
constexpr int kFirstHour = 9;
constexpr std::size_t kMeetingKinds = 6;  // Those before message and letter, which need no plan.
constexpr std::array<std::int64_t, 5> kDurations{30, 45, 60, 90, 120};

}  // namespace

Instant first_start(const Stage& stage) {
    const auto hour =
        std::chrono::floor<std::chrono::hours>(time_of_day(stage.now, stage.utc_offset())) +
        std::chrono::hours(1);
    if (hour.count() < kLastHourToday) return moment_of(stage.today(), hour, stage.utc_offset());
    return moment_of(add_days(stage.today(), 1), std::chrono::hours(kFirstHour),
                     stage.utc_offset());
}

bool draw_meeting_kind(Stage& stage, Rect& room, ContactKind& kind) {
    draw_panel_label(stage, room, Text::kWhatKind);
    std::vector<Choice> choices;
    const auto& kinds = CodeTable<ContactKind>::words;
    for (std::size_t i = 0; i < kMeetingKinds; ++i) {
        choices.push_back({"plan_" + std::string(kinds[i].second),
                           stage.tr(text_of(kinds[i].first)), chosen_if(kind == kinds[i].first)});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped < 0) return false;
    kind = kinds[static_cast<std::size_t>(tapped)].first;
    return true;
}

bool draw_meeting_day(Stage& stage, Rect& room, Instant& starts_at, MeetingDays days) {
    draw_panel_label(stage, room, Text::kWhichDay);
    const auto move_to = [&](Day day) {
        starts_at = moment_of(day, time_of_day(starts_at, stage.utc_offset()), stage.utc_offset());
        return true;
    };
    const int shown = days.all ? kMoreDaysAhead : kMeetingDaysAhead;
    if (days.all) {
        const auto typed = draw_typed_day(stage, room, "plan_other_day", days.other, stage.today());
        if (typed) return move_to(*typed);
    }
    std::vector<int> ahead(static_cast<std::size_t>(shown));
    std::iota(ahead.begin(), ahead.end(), 0);
    const Day day = day_of(starts_at, stage.utc_offset());
    const int chosen = days_between(stage.today(), day);
    if (chosen >= shown) ahead.push_back(chosen);
    std::vector<Choice> choices;
    for (const int each : ahead) {
        const Day other = add_days(stage.today(), each);
        const std::string label = each < 2 ? relative_day(stage.texts(), other, stage.today())
                                           : weekday_date(stage.texts(), other);
        choices.push_back({widgets::nth("plan_day", static_cast<std::size_t>(each)),
                           capitalised(label), chosen_if(each == chosen)});
    }
    Canvas& canvas = stage.canvas;
    const auto drawn = widgets::even_chips(
        canvas, room, widgets::even_chip_width(canvas, choices, widgets::ChosenBy::kCheck),
        choices);
    room.cut_top(drawn.bottom - room.y + canvas.px(days.all ? 16 : 10));
    if (!days.all &&
        draw_panel_choices(stage, room, {{"more_days", stage.tr(Text::kMoreDays)}}) == 0)
        days.all = true;
    if (drawn.tapped < 0) return false;
    days.other = TypedDay{};
    return move_to(add_days(stage.today(), ahead[static_cast<std::size_t>(drawn.tapped)]));
}

bool draw_meeting_time(Stage& stage, Rect& room, Instant& starts_at) {
    Canvas& canvas = stage.canvas;
    draw_panel_label(stage, room, Text::kWhatTime);
    // On a quarter the chips say it.
    const auto time = time_of_day(starts_at, stage.utc_offset());
    if (time % std::chrono::minutes(15) != std::chrono::minutes(0)) {
        canvas.text({room.x, room.y}, clock_time(starts_at, stage.utc_offset()), Font::kHeading,
                    canvas.theme().ink);
        room.cut_top(canvas.line_height(Font::kHeading) + canvas.px(10));
    }
    return draw_time_choice(stage, room, "plan", starts_at);
}

bool draw_meeting_length(Stage& stage, Rect& room, std::int64_t& minutes) {
    draw_panel_label(stage, room, Text::kHowLong);
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < kDurations.size(); ++i) {
        choices.push_back({widgets::nth("plan_long", i),
                           stage.texts().fill(Text::kMinutes, kDurations[i]),
                           chosen_if(minutes == kDurations[i])});
    }
    const int tapped = draw_panel_choices(stage, room, choices);
    if (tapped < 0) return false;
    minutes = kDurations[static_cast<std::size_t>(tapped)];
    return true;
}

}  // namespace oppad::ui
