// Which fields have more than one version standing, for the screens and the counts (table
// conflicts). The versions themselves are in the rows' causal blobs.
#pragma once

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/wire/record_state.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Makes the list say what `state` says; an open conflict keeps the moment it was first noticed.
Status list_conflicts(storage::Connection& connection, const RecordState& state, Instant now);
Status close_conflict(storage::Connection& connection, const RecordKey& key, FieldNumber field);
Status close_conflicts(storage::Connection& connection, const RecordKey& key);
Result<int> count_conflicts(storage::Connection& connection);

}  // namespace oppad::sync
