#include "engine/storage/former_values.h"

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/stored_value.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kPut = R"sql(
    INSERT INTO former_values (type, id, field, changed_at_ms, counter, changed_by, device, value)
    VALUES (:type, :id, :field, :changed_at_ms, :counter, :changed_by, :device, :value)
    ON CONFLICT (type, id, changed_at_ms, counter, field) DO NOTHING
)sql";

constexpr std::string_view kDrop = R"sql(
    DELETE FROM former_values WHERE type = :type AND id = :id
)sql";

constexpr std::string_view kSelect = R"sql(
    SELECT v.field, v.changed_at_ms, COALESCE(v.changed_by, s.id), s.name, v.value
    FROM former_values AS v LEFT JOIN staff AS s ON s.deleted = 0 AND s.id = COALESCE(
        v.changed_by, (SELECT o.id FROM staff AS o, json_each(o.devices) AS d
                       WHERE o.deleted = 0 AND d.value = v.device LIMIT 1))
    WHERE v.type = :type AND v.id = :id
    ORDER BY v.changed_at_ms DESC, v.counter DESC, v.field LIMIT :limit
)sql";

}  // namespace

Status keep_former(Connection& connection, const FormerValue& former) {
    ENSURE(connection.in_transaction());
    TRY_ASSIGN(Statement put, connection.prepare(kPut));
    put.bind(":type", static_cast<int>(former.key.type)).bind(":id", former.key.id);
    put.bind(":field", int{former.field}).bind(":changed_at_ms", former.changed_at);
    put.bind(":counter", former.counter);
    put.bind(":changed_by", former.changed_by).bind(":device", former.device);
    return put.bind(":value", former.value).run();
}

Status drop_former(Connection& connection, const RecordKey& key) {
    ENSURE(connection.in_transaction());
    TRY_ASSIGN(Statement drop, connection.prepare(kDrop));
    return drop.bind(":type", static_cast<int>(key.type)).bind(":id", key.id).run();
}

Result<std::vector<FormerRow>> list_former(Connection& connection, const RecordKey& key,
                                           int limit) {
    enum class Col { kField, kChangedAt, kChangedBy, kAuthor, kValue, kCount };
    std::vector<FormerRow> rows;
    const RecordSpec* spec = find_spec(key.type);
    if (spec == nullptr) return rows;
    TRY_ASSIGN(Statement select, connection.prepare(kSelect));
    select.bind(":type", static_cast<int>(key.type)).bind(":id", key.id).bind(":limit", limit);
    TRY(each_row(select, Col::kCount, [&](const Statement& row) {
        const auto number = static_cast<FieldNumber>(row.get<int>(Col::kField));
        const FieldSpec* field = find_field(*spec, number);
        if (field == nullptr) return;
        rows.push_back({.field = number,
                        .changed_at = row.get<Instant>(Col::kChangedAt),
                        .changed_by = row.get<std::optional<RawId>>(Col::kChangedBy),
                        .author_name = row.get<std::string>(Col::kAuthor),
                        .value = value_at(row, static_cast<int>(Col::kValue), field->type)});
    }));
    return rows;
}

}  // namespace oppad::storage
