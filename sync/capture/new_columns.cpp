#include "sync/capture/new_columns.h"

#include <string>
#include <vector>

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "sync/capture/row_state.h"

namespace oppad::sync {

namespace {

using storage::Connection;

constexpr std::string_view kSelectTypes = R"sql(SELECT type FROM new_columns ORDER BY type)sql";
constexpr std::string_view kStrikeOut = R"sql(DELETE FROM new_columns)sql";

Result<std::vector<RecordType>> list_types(Connection& connection) {
    TRY_ASSIGN(storage::Statement select, connection.prepare(kSelectTypes));
    std::vector<RecordType> types;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return types;
        types.push_back(static_cast<RecordType>(select.integer(0)));
    }
}

// Removed ones too; of most rows the blob is a head alone and carries nothing. The table's name is
// schema.h's, never input (docs/adr/0003).
Result<std::vector<RawId>> list_carrying(Connection& connection, const RecordSpec& spec) {
    const std::string sql = "SELECT id FROM \"" + std::string{spec.table} +
                            "\" WHERE length(causal) > " + std::to_string(kCausalHeadBytes);
    TRY_ASSIGN(storage::Statement select, connection.prepare(sql));
    std::vector<RawId> ids;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return ids;
        ids.push_back(select.get<RawId>(0));
    }
}

Status fill_row(Connection& connection, const RecordKey& key) {
    TRY_ASSIGN(const auto row, storage::find_record(connection, key));
    ENSURE(row.has_value());
    TRY_ASSIGN(const RecordState state, state_of(*row));
    const storage::StoredRecord filled = row_of(state);
    if (filled.values == row->values) return ok();
    return storage::update_record(connection, *row, filled);
}

}  // namespace

Status fill_new_columns(Connection& connection) {
    TRY_ASSIGN(const std::vector<RecordType> types, list_types(connection));
    if (types.empty()) return ok();
    TRY_ASSIGN(storage::Transaction transaction, storage::Transaction::begin(connection));
    for (const RecordType type : types) {
        const RecordSpec* spec = find_spec(type);
        ENSURE(spec != nullptr);
        TRY_ASSIGN(const std::vector<RawId> ids, list_carrying(connection, *spec));
        for (const RawId& id : ids) TRY(fill_row(connection, {type, id}));
    }
    TRY(connection.execute(kStrikeOut));
    return transaction.commit();
}

}  // namespace oppad::sync
