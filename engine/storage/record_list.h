// Which records are there, type by type: for showing, exporting and checking a whole store.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/domain/value.h"

namespace oppad::storage {

class Connection;

// Ids of the records of that type that are not removed, in the order of their making.
// Requires: a known type. Cost: O(records of the type), 16 bytes each.
Result<std::vector<RawId>> list_record_ids(Connection& connection, RecordType type);

struct RecordCount {
    std::int64_t visible = 0;
    std::int64_t removed = 0;
};

// Requires: a known type.
Result<RecordCount> count_records(Connection& connection, RecordType type);

}  // namespace oppad::storage
