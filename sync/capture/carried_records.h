// Records that this version carries without showing: of types it doesn't know, of a shape its
// schema refuses, and erased ones, of which an id, a scope and a stamp stay (table
// unknown_records).
#pragma once

#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "sync/wire/messages.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

Result<std::optional<RecordState>> find_carried(storage::Connection& connection,
                                                const RecordKey& key);
// Whether there is any at all: with none there is nothing to look for.
Result<bool> has_carried(storage::Connection& connection);
Status put_carried(storage::Connection& connection, const RecordState& state);
// Erased ones of that type with after < id <= last, by id.
Result<std::vector<RecordState>> list_erased(storage::Connection& connection, const Range& range);
Status drop_carried(storage::Connection& connection, const RecordKey& key);
// All but the marks of erasures.
Status drop_all_carried(storage::Connection& connection);
Status drop_carried_of_scope(storage::Connection& connection, const RawId& scope);

}  // namespace oppad::sync
