#include "engine/storage/sqlite/migrations.h"

#include <string>

#include "engine/core/check.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"

namespace oppad::storage {

Result<int> schema_version(Connection& connection) {
    TRY_ASSIGN(Statement select, connection.prepare("PRAGMA user_version"));
    TRY_ASSIGN(const bool has_row, select.step());
    ENSURE(has_row);
    return select.get<int>(0);
}

Status migrate(Connection& connection, std::span<const Migration> migrations) {
    ENSURE(!migrations.empty());
    const int newest = migrations.back().version;
    TRY_ASSIGN(const int at_open, schema_version(connection));
    if (at_open == newest) return ok();
    if (at_open > newest) {
        return Error{ErrorCode::kInvalid, "schema " + std::to_string(at_open) +
                                              " is newer than this program's " +
                                              std::to_string(newest)};
    }
    TRY_ASSIGN(Transaction transaction, Transaction::begin(connection));
    // Looked at again under the lock: another process of a hub may have been first.
    TRY_ASSIGN(int version, schema_version(connection));
    for (const Migration& migration : migrations) {
        if (migration.version <= version) continue;
        TRY(connection.execute_script(migration.script));
        version = migration.version;
    }
    TRY(connection.execute_script("PRAGMA user_version = " + std::to_string(version)));
    return transaction.commit();
}

}  // namespace oppad::storage
