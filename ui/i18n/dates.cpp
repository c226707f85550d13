#include "ui/i18n/dates.h"

#include <array>
#include <charconv>

namespace oppad::ui {

namespace {

constexpr std::array<Text, 7> kWeekdays{Text::kMonday,   Text::kTuesday, Text::kWednesday,
                                        Text::kThursday, Text::kFriday,  Text::kSaturday,
                                        Text::kSunday};
constexpr std::array<Text, 7> kShortWeekdays{
    Text::kMondayShort, Text::kTuesdayShort,  Text::kWednesdayShort, Text::kThursdayShort,
    Text::kFridayShort, Text::kSaturdayShort, Text::kSundayShort};
constexpr std::array<Text, 12> kMonths{Text::kJanuary, Text::kFebruary, Text::kMarch,
                                       Text::kApril,   Text::kMay,      Text::kJune,
                                       Text::kJuly,    Text::kAugust,   Text::kSeptember,
                                       Text::kOctober, Text::kNovember, Text::kDecember};

constexpr int kRelativeDaysMax = 30;

unsigned day_number(Day day) { return static_cast<unsigned>(day.date.day()); }
unsigned month_number(Day day) { return static_cast<unsigned>(day.date.month()); }
int year_number(Day day) { return static_cast<int>(day.date.year()); }

}  // namespace

std::string full_date(Day day) {
    return fmt::format("{:02}/{:02}/{:04}", day_number(day), month_number(day), year_number(day));
}

std::string short_date(Day day) {
    return fmt::format("{:02}/{:02}", day_number(day), month_number(day));
}

std::optional<Day> parse_day(std::string text) {
    std::array<int, 3> parts{};
    for (char& letter : text) {
        if (letter == '.' || letter == '-') letter = '/';
    }
    const char* at = text.data();
    const char* const end = at + text.size();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto [stop, error] = std::from_chars(at, end, parts[i]);
        if (error != std::errc{} || parts[i] < 0) return std::nullopt;
        at = stop;
        if (i + 1 == parts.size()) break;
        if (at == end || *at != '/') return std::nullopt;
        ++at;
    }
    constexpr int kEarliest = 1900;
    const std::chrono::year_month_day date{std::chrono::year{parts[2]},
                                           std::chrono::month{static_cast<unsigned>(parts[1])},
                                           std::chrono::day{static_cast<unsigned>(parts[0])}};
    if (at != end || parts[2] < kEarliest || !date.ok()) return std::nullopt;
    return Day{date};
}

std::string clock_time(Instant instant, const UtcOffset& offset) {
    const auto minutes =
        std::chrono::floor<std::chrono::minutes>(time_of_day(instant, offset)).count();
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string long_date(const Catalog& texts, Day day) {
    const std::string& first = texts.tr(Text::kFirstOfMonth);
    const std::string number = day_number(day) == 1 ? first : std::to_string(day_number(day));
    return texts.fill(Text::kLongDate, texts.tr(kWeekdays[day.iso_weekday() - 1]), number,
                      texts.tr(kMonths[month_number(day) - 1]));
}

std::string weekday_date(const Catalog& texts, Day day) {
    return short_weekday(texts, day.iso_weekday()) + ' ' + short_date(day);
}

std::string short_weekday(const Catalog& texts, unsigned iso_weekday) {
    return texts.tr(kShortWeekdays[(iso_weekday + 6) % 7]);
}

std::string relative_day(const Catalog& texts, Day day, Day today) {
    const int ago = days_between(day, today);
    if (ago == 0) return texts.tr(Text::kToday);
    if (ago == 1) return texts.tr(Text::kYesterday);
    if (ago == -1) return texts.tr(Text::kTomorrow);
    if (ago > 0 && ago <= kRelativeDaysMax) return texts.plural(Text::kDaysAgo, ago);
    if (ago < 0 && ago >= -kRelativeDaysMax) return texts.plural(Text::kInDays, -ago);
    return full_date(day);
}

std::string moment(const Catalog& texts, Instant instant, Instant now, const UtcOffset& offset) {
    const Day day = day_of(instant, offset);
    const Day today = day_of(now, offset);
    const int ago = days_between(day, today);
    if (ago == 0 || ago == 1) {
        return texts.tr(ago == 0 ? Text::kToday : Text::kYesterday) + ' ' +
               clock_time(instant, offset);
    }
    return day.date.year() == today.date.year() ? short_date(day) : full_date(day);
}

std::string shown_phone(std::string_view e164) {
    constexpr std::string_view kBelgium = "+32";
    if (!e164.starts_with(kBelgium)) return std::string(e164);
    const std::string digits = "0" + std::string(e164.substr(kBelgium.size()));
    // Mobile numbers have ten digits: 0470 12 34 56. Others nine: 014 31 22 33, 02 512 34 56.
    const std::size_t zone = digits.size() == 10 ? 4 : 3;
    std::string shown = digits.substr(0, zone);
    for (std::size_t at = zone; at < digits.size(); at += 2) shown += ' ' + digits.substr(at, 2);
    return shown;
}

std::string age(const Catalog& texts, std::optional<int> years, std::optional<int> months) {
    if (months && *months < 24) return texts.plural(Text::kAgeMonths, *months);
    if (!years) return {};
    if (months && *months % 12 >= 6) return texts.fill(Text::kAgeYearsAndHalf, *years);
    return texts.plural(Text::kAgeYears, *years);
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    }
    return text;
}

}  // namespace oppad::ui
