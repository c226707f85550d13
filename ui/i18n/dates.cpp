#include "ui/i18n/dates.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "engine/domain/phone.h"
#include "engine/domain/text.h"

namespace oppad::ui {

namespace {

constexpr std::string_view kUnbrokenSpace = "\u00A0";

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

constexpr std::size_t kShortYear = 2;  // Digits: "19".
constexpr std::size_t kLongYear = 4;
constexpr int kThisCentury = 2000;

// What a person may mean; a slip of the finger makes a year of five digits, which no store holds.
constexpr int kEarliestYear = 1900;
constexpr int kLatestYear = 2199;

struct TypedDay {
    unsigned day = 0;
    unsigned month = 0;
    int year = 0;
    std::size_t year_digits = 0;
};

// The runs of digits between slashes, points and dashes; nothing when something else is there.
std::vector<std::string_view> digit_runs(std::string_view text) {
    std::vector<std::string_view> runs;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find_first_of("/.-", start), text.size());
        runs.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    const auto is_digits = [](std::string_view run) {
        return !run.empty() && run.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return std::all_of(runs.begin(), runs.end(), is_digits) ? runs
                                                            : std::vector<std::string_view>{};
}

std::optional<TypedDay> read_typed(std::string_view text) {
    std::vector<std::string_view> runs = digit_runs(text);
    const bool has_no_signs =
        runs.size() == 1 && (text.size() == 4 + kShortYear || text.size() == 4 + kLongYear);
    if (has_no_signs) runs = {text.substr(0, 2), text.substr(2, 2), text.substr(4)};
    if (runs.size() != 3 || runs[0].size() > 2 || runs[1].size() > 2) return std::nullopt;
    if (runs[2].size() != kShortYear && runs[2].size() != kLongYear) return std::nullopt;
    TypedDay typed{.year_digits = runs[2].size()};
    std::from_chars(runs[0].data(), runs[0].data() + runs[0].size(), typed.day);
    std::from_chars(runs[1].data(), runs[1].data() + runs[1].size(), typed.month);
    std::from_chars(runs[2].data(), runs[2].data() + runs[2].size(), typed.year);
    return typed;
}

std::optional<Day> day_in(const TypedDay& typed, int century) {
    const int year = typed.year_digits == kShortYear ? century + typed.year : typed.year;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{typed.month},
                                           std::chrono::day{typed.day}};
    if (!date.ok() || year < kEarliestYear || year > kLatestYear) return std::nullopt;
    return Day{date};
}

}  // namespace

std::string full_date(Day day) {
    return fmt::format("{:02}/{:02}/{:04}", day_number(day), month_number(day), year_number(day));
}

std::string short_date(Day day) {
    return fmt::format("{:02}/{:02}", day_number(day), month_number(day));
}

std::string date_beside(Day day, Day today) {
    return day.date.year() == today.date.year() ? short_date(day) : full_date(day);
}

std::optional<Day> parse_day(std::string_view text) {
    const std::optional<TypedDay> typed = read_typed(text);
    return typed ? day_in(*typed, kThisCentury) : std::nullopt;
}

std::optional<Day> parse_past_day(std::string_view text, Day today) {
    const std::optional<Day> day = parse_day(text);
    if (!day || *day <= today) return day;
    const std::optional<TypedDay> typed = read_typed(text);
    const bool may_be_earlier = typed && typed->year_digits == kShortYear;
    return may_be_earlier ? day_in(*typed, kThisCentury - 100) : day;
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

std::string last_contact(const Catalog& texts, Day day, Day today) {
    if (day == today) return texts.tr(Text::kLastContactToday);
    return relative_day(texts, day, today);
}

std::string moment(const Catalog& texts, Instant instant, Instant now, const UtcOffset& offset) {
    const Day day = day_of(instant, offset);
    const Day today = day_of(now, offset);
    const int ago = days_between(day, today);
    if (ago == 0 || ago == 1) {
        return texts.tr(ago == 0 ? Text::kToday : Text::kYesterday) + ' ' +
               clock_time(instant, offset);
    }
    return date_beside(day, today);
}

std::string shown_phone(std::string_view e164) { return format_phone(e164); }

std::string unbroken_phone(std::string_view e164) {
    std::string unbroken;
    for (const char letter : format_phone(e164)) {
        if (letter == ' ') {
            unbroken += kUnbrokenSpace;
        } else {
            unbroken += letter;
        }
    }
    return unbroken;
}

std::string with_plain_spaces(std::string_view text) {
    std::string plain(text);
    for (std::size_t at = 0; (at = plain.find(kUnbrokenSpace, at)) != std::string::npos; ++at)
        plain.replace(at, kUnbrokenSpace.size(), " ");
    return plain;
}

std::string age(const Catalog& texts, std::optional<int> years, std::optional<int> months) {
    if (months && *months < 24) return texts.plural(Text::kAgeMonths, *months);
    if (!years) return {};
    if (months && *months % 12 >= 6) return texts.fill(Text::kAgeYearsAndHalf, *years);
    return texts.plural(Text::kAgeYears, *years);
}

std::string capitalised(std::string text) {
    const std::optional<CodePoint> first = first_code_point(text);
    if (!first) return text;
    std::string capital;
    append_utf8(capital, static_cast<char32_t>(
                             utf8proc_totitle(static_cast<utf8proc_int32_t>(first->value))));
    return capital + text.substr(first->size);
}

}  // namespace oppad::ui
