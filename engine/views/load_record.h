// One whole record for a page.
#pragma once

#include <optional>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/domain/record.h"
#include "engine/domain/schema.h"
#include "engine/storage/record_table.h"

namespace oppad::engine {

// Returns nothing when it is not here or was deleted.
template <class Record>
Result<std::optional<Record>> find_shown(storage::Connection& connection, const Id<Record>& id) {
    TRY_ASSIGN(const std::optional<storage::StoredRecord> stored,
               storage::find_record(connection, {Schema<Record>::type, id.raw}));
    if (!stored || stored->deleted) return std::optional<Record>{};
    Record record = from_values<Record>(stored->values);
    record.id = id;
    record.scope = stored->scope;
    return std::optional<Record>{std::move(record)};
}

}  // namespace oppad::engine
