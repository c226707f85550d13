// Records that this version carries without showing: of types it doesn't know, of a shape its
// schema refuses, and erased ones, of which an id, a scope and a stamp stay (table
// unknown_records).
#pragma once

#include <optional>

#include "engine/core/result.h"
#include "sync/wire/record_state.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

Result<std::optional<RecordState>> find_carried(storage::Connection& connection,
                                                const RecordKey& key);
Status put_carried(storage::Connection& connection, const RecordState& state);
Status drop_carried_of_scope(storage::Connection& connection, const RawId& scope);

}  // namespace oppad::sync
