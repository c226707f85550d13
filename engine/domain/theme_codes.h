// The built-in themes, in the order in which they are offered; their labels are in
// assets/codes/themes.json (a test holds the two together). An organisation adds and retires its
// own as Theme records; a code is never reused.
#pragma once

#include <array>
#include <string_view>

namespace oppad {

inline constexpr std::array<std::string_view, 23> kThemeCodes{
    "school_costs",
    "enrolment",
    "school_attendance",
    "food",
    "material_support",
    "health_care",
    "perinatal",
    "housing",
    "income_rights",
    "growth_package",
    "child_care",
    "language",
    "work",
    "leisure",
    "parenting",
    "transport",
    "residence",
    "debt",
    "mental_health",
    "safety",
    "period_poverty",
    "digital_access",
    "other",
};

}  // namespace oppad
