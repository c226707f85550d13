// Rows of the record tables without their C++ type: one code path for all of schema.h. Statement
// texts are built from schema.h alone, once per type and connection (docs/adr/0003).
#pragma once

#include <optional>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/result.h"
#include "engine/domain/value.h"

namespace oppad::storage {

class Connection;

struct StoredRecord {
    RecordKey key;
    RawId scope;
    bool deleted = false;
    std::int64_t version = 0;   // 0 = not stored yet.
    std::vector<Value> values;  // In the order of RecordSpec::fields.
    Bytes causal;               // Opaque here; sync/capture's.
};

// Returns deleted rows too. Requires: a known type.
Result<std::optional<StoredRecord>> find_record(Connection& connection, const RecordKey& key);

// Inserts or replaces the row, sets its version to the stored one plus 1, and marks its search
// entry as stale: UnitOfWork::commit refreshes its own, a batch of sync leaves them to
// refresh_search(). `record.version` is not looked at. Fails: kInvalid when a value has not the
// shape of its field. Requires: inside a transaction.
Status put_record(Connection& connection, const StoredRecord& record);

// As put_record() for a row that reads `before` now: writes the columns that differ in `after`, so
// that only the indexes of those are touched. Requires: both of one key. Fails: as put_record(),
// and kConflict without such a row.
Status update_record(Connection& connection, const StoredRecord& before, const StoredRecord& after);

// As put_record() where the table has no such row yet; else changes nothing, and returns false.
// Half the cost of a look and a put. Fails, requires: as put_record().
Result<bool> add_record(Connection& connection, const StoredRecord& record);

// Removes the row and its search entry, at once: for lost scopes and erasure. No row is no error.
// Requires: inside a transaction.
Status purge_record(Connection& connection, const RecordKey& key);

// The same of every record of every type: the store is as empty as a new one to whoever looks.
// Requires: inside a transaction. Cost: O(pages).
Status purge_all_records(Connection& connection);

}  // namespace oppad::storage
