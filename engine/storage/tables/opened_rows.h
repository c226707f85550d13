// What was opened last on this tablet.
#pragma once

#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/domain/record.h"

namespace oppad::storage {

class Connection;

struct OpenedRow {
    RecordKey key;
    std::string name;
};

// Families and places that are still here, the last opened first. Cost: O(what is kept).
Result<std::vector<OpenedRow>> list_opened(Connection& connection, int limit);

}  // namespace oppad::storage
