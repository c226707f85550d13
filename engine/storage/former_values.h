// What fields said before somebody changed them on this tablet (table former_values).
#pragma once

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
    RawId changed_by;  // Staff.
    Value value;       // Before the change.
};

struct FormerRow {
    FormerValue former;
    std::string author_name;  // Of who changed it; empty when they are not known here.
};

// Requires: inside a transaction.
Status keep_former(Connection& connection, const FormerValue& former);
Status drop_former(Connection& connection, const RecordKey& key);
// Newest first. Fields of a newer version are left out.
Result<std::vector<FormerRow>> list_former(Connection& connection, const RecordKey& key, int limit);

}  // namespace oppad::storage
