// Dates, times, phone numbers and ages as people here write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/utc_offset.h"
#include "ui/i18n/catalog.h"

namespace oppad::ui {

// "23/11/2026".
std::string full_date(Day day);
// "23/11".
std::string short_date(Day day);
// "23/11", and "23/11/2025" when that is another year than today's.
std::string date_beside(Day day, Day today);
// "23/11/2019" as typed, from 1900 up to 2199: also with one digit, with points and dashes, without
// any ("23112019"), and with two digits of a year of this century.
std::optional<Day> parse_day(std::string_view text);
// The same for a day that has been, such as a birth: "3/5/79" is of the century before when it
// would be after `today` in this one.
std::optional<Day> parse_past_day(std::string_view text, Day today);
// "09:05".
std::string clock_time(Instant instant, const UtcOffset& offset);
// "maandag 23 november".
std::string long_date(const Catalog& texts, Day day);
// "do 26/11".
std::string weekday_date(const Catalog& texts, Day day);
std::string short_weekday(const Catalog& texts, unsigned iso_weekday);
// "vandaag", "gisteren", "6 dagen geleden", "morgen", "over 3 dagen", else the date.
std::string relative_day(const Catalog& texts, Day day, Day today);
// As that, of a contact that was: "today" alone might be a plan.
std::string last_contact(const Catalog& texts, Day day, Day today);
// "vandaag 11:34", "gisteren 09:12", "18/11", "18/11/2025".
std::string moment(const Catalog& texts, Instant instant, Instant now, const UtcOffset& offset);
// "+32470123456" as "0470 12 34 56" (engine/domain/phone.h); what isn't Belgian stays as it is.
std::string shown_phone(std::string_view e164);
// The same with spaces that no line breaks at, for a line of a screen; what is copied has plain
// ones.
std::string unbroken_phone(std::string_view e164);
// Its non-breaking spaces as the plain ones that other programs read.
std::string with_plain_spaces(std::string_view text);
// "7 jaar", "2½ jaar", "8 maanden".
std::string age(const Catalog& texts, std::optional<int> years, std::optional<int> months);
// First letter as a capital, of any script.
std::string capitalised(std::string text);

}  // namespace oppad::ui
