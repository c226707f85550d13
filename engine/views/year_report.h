// The yearly report: whom the work reached, and of these whom no service knew, by month, place and
// theme; referrals and their answers; signals. Counts alone, and the texts of signals, which
// identify nobody.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/views/place_page.h"

namespace oppad::engine {

// A count of people; shown by shown_count() alone.
struct Reach {
    int families = 0;          // Each once, and every contact without a name.
    int not_known_before = 0;  // Of the named ones.
};

struct MonthOfReport {
    int contacts = 0;
    Reach reach;  // `not_known_before`: those first met in this month.
};

struct PlaceOfReport {
    std::string name;
    PlaceKind kind = PlaceKind::kUnknown;
    int families = 0;  // As on the place's page: met there, or first met there and met again.
};

struct ThemeOfReport {
    std::string theme;  // Code.
    int families = 0;
};

struct SignalOfReport {
    std::string text;
    Day noted_on;
    SignalState state = SignalState::kUnknown;
};

struct YearReport {
    int year = 0;
    int contacts = 0;
    Reach reach;
    std::array<MonthOfReport, 12> months;
    std::vector<PlaceOfReport> places;  // With reach, most first.
    int schools_reached = 0;
    int schools = 0;
    std::vector<ThemeOfReport> themes;  // Most first.
    int referrals = 0;                  // Discussed with the family in that year.
    int warm_referrals = 0;
    int answered_referrals = 0;
    std::vector<SignalOfReport> signals;  // Oldest first.
};

// "12", "0", or "<5" for a count by which people could be recognised.
std::string shown_count(int count);

}  // namespace oppad::engine
