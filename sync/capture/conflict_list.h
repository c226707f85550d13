// Which fields have more than one version standing, and those versions, for the screens and the
// counts (tables conflicts and conflict_versions). What counts are the rows' causal blobs: these
// tables say the same in words.
#pragma once

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/wire/record_state.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// By whom and when conflicts are noticed.
struct Noticing {
    DeviceId own = 0;  // This tablet.
    Instant now;
    bool was_just_sent = false;  // This tablet's version reached the hub in this very exchange.
};

// Makes the list say what `state` says; an open conflict keeps the moment it was first noticed.
Status list_conflicts(storage::Connection& connection, const RecordState& state,
                      const Noticing& noticing);
Status close_conflict(storage::Connection& connection, const RecordKey& key, FieldNumber field);
Status close_conflicts(storage::Connection& connection, const RecordKey& key);
Status close_all_conflicts(storage::Connection& connection);
Result<int> count_conflicts(storage::Connection& connection);

}  // namespace oppad::sync
