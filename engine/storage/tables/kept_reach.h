// The reach of every place, kept between two looks. Counting a year of contacts anew takes tens of
// milliseconds, while one contact changes the reach of a place or two.
//
// The counts stand in temporary tables, which live in memory for as long as the connection is open.
// Triggers throw out the count of each place that a write may have changed, whoever writes; the
// next look counts those again. A rolled back write takes its throwing out with it.
#pragma once

#include <vector>

#include "engine/storage/tables/place_rows.h"

namespace oppad::storage {

// What count_reach() answers, for each place that is shown; without reach it is 0.
// Requires: not inside a transaction. Cost: O(places), and O(contacts of the span) for each place
// that a write touched since; everything at the first call and for another span.
Result<std::vector<PlaceReach>> look_up_reach(Connection& connection, Instant from, Instant until);

// What count_reach_at() answers of one place, shown or not. Counts no other.
Result<PlaceYear> look_up_reach_at(Connection& connection, const Id<Place>& place, Instant from,
                                   Instant until);

}  // namespace oppad::storage
