// What fields said before somebody changed them, here or on a colleague's tablet (table
// former_values).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/value.h"

namespace oppad::storage {

class Connection;

struct FormerValue {
    RecordKey key;
    FieldNumber field = 0;
    Instant changed_at;
    int counter = 0;  // Tells changes of one moment apart.
    // One of both: the member of staff who changed it here, or the device of a colleague's change,
    // hexadecimal as in Staff::devices.
    std::optional<RawId> changed_by;
    std::optional<std::string> device;
    Value value;  // Before the change.
};

struct FormerRow {
    FieldNumber field = 0;
    Instant changed_at;
    std::optional<RawId> changed_by;  // Staff; none = of a device that nobody is known to hold.
    std::string author_name;          // Empty when they are not known here.
    Value value;
};

// Requires: inside a transaction.
Status keep_former(Connection& connection, const FormerValue& former);
Status drop_former(Connection& connection, const RecordKey& key);
// Newest first. Fields of a newer version are left out.
Result<std::vector<FormerRow>> list_former(Connection& connection, const RecordKey& key, int limit);

}  // namespace oppad::storage
