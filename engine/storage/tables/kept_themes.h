// What parents come for at a place, kept between two looks: counting a year's themes anew reads
// every contact of the place, while one contact changes a count or two.
//
// The counts stand in temporary tables, which live in memory for as long as the connection is open.
// Triggers move the counts along with each write, whoever writes; a rolled back write takes its
// moving out with it.
#pragma once

#include <vector>

#include "engine/storage/tables/place_rows.h"

namespace oppad::storage {

// What count_themes_at() answers. Requires: not inside a transaction.
// Cost: O(themes); O(contacts of the span) for a place that was not looked at before, and for
// another span.
Result<std::vector<ThemeTally>> look_up_themes_at(Connection& connection, const Id<Place>& place,
                                                  Instant from, Instant until);

}  // namespace oppad::storage
