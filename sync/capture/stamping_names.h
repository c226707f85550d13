// The numbers under which this store's edits are stamped: the device's id and, after a copy or a
// second enrolment, others. Staff records say whose they are; the hub alone writes those.
#pragma once

#include <vector>

#include "engine/core/result.h"
#include "sync/capture/sync_identity.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Keeps a number that no further edit gets, and lets all be told (anew).
// Requires: inside a transaction.
Status note_former_name(storage::Connection& connection, DeviceId name);

// They are of whoever worked here before. Requires: inside a transaction.
Status forget_former_names(storage::Connection& connection);
// All of them, the present one too; none before enrolment.
Result<std::vector<DeviceId>> own_names(storage::Connection& connection);
// To be told to the hub: all but the device's id, which it gave itself. None when it was told.
// Cost: one small row.
Result<std::vector<DeviceId>> untold_names(storage::Connection& connection,
                                           const SyncIdentity& identity);
// Whether the hub knows them: false again when it was put back. Requires: inside a transaction.
Status note_names_told(storage::Connection& connection, bool are_told);

}  // namespace oppad::sync
