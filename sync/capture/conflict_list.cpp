#include "sync/capture/conflict_list.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/merge/merge.h"

namespace oppad::sync {

namespace {

constexpr std::string_view kInsert = R"sql(
    INSERT INTO conflicts (type, id, field, noticed_at_ms)
    VALUES (:type, :id, :field, :noticed_at_ms)
    ON CONFLICT (type, id, field) DO NOTHING
)sql";
constexpr std::string_view kDelete = R"sql(
    DELETE FROM conflicts WHERE type = :type AND id = :id AND field = :field
)sql";
constexpr std::string_view kDeleteAll = R"sql(
    DELETE FROM conflicts WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kCount = R"sql(SELECT COUNT(*) FROM conflicts)sql";

}  // namespace

Status list_conflicts(storage::Connection& connection, const RecordState& state, Instant now) {
    if (is_hidden(state)) return close_conflicts(connection, state.key);
    for (const FieldState& field : state.fields) {
        if (field.merge != MergeKind::kText && field.merge != MergeKind::kCritical) continue;
        if (standing_versions(field).size() < 2) {
            TRY(close_conflict(connection, state.key, field.number));
            continue;
        }
        TRY_ASSIGN(storage::Statement insert, connection.prepare(kInsert));
        insert.bind(":type", static_cast<int>(state.key.type)).bind(":id", state.key.id);
        insert.bind(":field", int{field.number}).bind(":noticed_at_ms", now);
        TRY(insert.run());
    }
    return ok();
}

Status close_conflict(storage::Connection& connection, const RecordKey& key, FieldNumber field) {
    TRY_ASSIGN(storage::Statement remove, connection.prepare(kDelete));
    remove.bind(":type", static_cast<int>(key.type)).bind(":id", key.id);
    return remove.bind(":field", int{field}).run();
}

Status close_conflicts(storage::Connection& connection, const RecordKey& key) {
    TRY_ASSIGN(storage::Statement remove, connection.prepare(kDeleteAll));
    return remove.bind(":type", static_cast<int>(key.type)).bind(":id", key.id).run();
}

Result<int> count_conflicts(storage::Connection& connection) {
    TRY_ASSIGN(storage::Statement count, connection.prepare(kCount));
    TRY_ASSIGN(const bool has_row, count.step());
    return has_row ? count.get<int>(0) : 0;
}

}  // namespace oppad::sync
