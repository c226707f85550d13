// What colleagues changed and sync brought here of late, in the order in which it came (table
// arrivals).
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/value.h"

namespace oppad::storage {

class Connection;

inline constexpr std::size_t kArrivalsKept = 1000;  // A busy week of a team of fifteen.

struct Arrival {
    RecordKey key;
    Instant at;          // By this tablet's clock.
    std::string device;  // Whose stamp the change has, hexadecimal as in Staff::devices.
};

// Requires: inside a transaction.
Status note_arrival(Connection& connection, const Arrival& arrival);
// Lets go of all but the latest kArrivalsKept. Requires: inside a transaction.
// Cost: O(those that go).
Status trim_arrivals(Connection& connection);
// Of that moment and later, the latest first. Cost: O(those kept).
Result<std::vector<Arrival>> list_arrivals(Connection& connection, Instant since);

}  // namespace oppad::storage
