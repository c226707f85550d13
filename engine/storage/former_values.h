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

struct FormerField {
    FieldNumber field = 0;
    Value value;  // Before the change.
};

// One change of one record.
struct FormerChange {
    RecordKey key;
    Instant changed_at;
    // One of both: the member of staff who made it here, or the device of a colleague's change,
    // hexadecimal as in Staff::devices.
    std::optional<RawId> changed_by;
    std::optional<std::string> device;
    std::vector<FormerField> fields;
};

struct FormerRow {
    FieldNumber field = 0;
    Instant changed_at;
    std::optional<RawId> changed_by;  // Staff; none = of a device that nobody is known to hold.
    std::string author_name;          // Empty when they are not known here.
    Value value;
};

// Nothing is kept of a change without fields. Requires: inside a transaction.
Status keep_former(Connection& connection, const FormerChange& change);
Status drop_former(Connection& connection, const RecordKey& key);
// Newest first. Fields of a newer version are left out.
Result<std::vector<FormerRow>> list_former(Connection& connection, const RecordKey& key, int limit);

}  // namespace oppad::storage
