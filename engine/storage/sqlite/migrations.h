// Numbered schema files, compiled in (embed_migrations.cmake). A released file never changes; the
// database remembers the last one it has had as user_version.
#pragma once

#include <span>

#include "engine/core/result.h"

namespace oppad::storage {

class Connection;

struct Migration {
    int version = 0;          // 1, 2, 3, …
    const char* script = "";  // Static storage.
};

// Runs what the database has not had yet, in order, in one IMMEDIATE transaction.
// Fails: kInvalid when the database is of a newer version, kDiskFull, kBusy, kCorrupt.
// Requires: `migrations` ascend.
Status migrate(Connection& connection, std::span<const Migration> migrations);

// The version that the database has; 0 = empty.
Result<int> schema_version(Connection& connection);

}  // namespace oppad::storage
