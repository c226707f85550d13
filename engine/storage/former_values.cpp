#include "engine/storage/former_values.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/stored_value.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kPut = R"sql(
    INSERT INTO former_values (type, id, changed_at_ms, changed_by, device, fields)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
)sql";

constexpr std::string_view kDrop = R"sql(
    DELETE FROM former_values WHERE type = :type AND id = :id
)sql";

constexpr std::string_view kSelect = R"sql(
    SELECT CAST(f.key AS INTEGER), v.changed_at_ms, COALESCE(v.changed_by, s.id), s.name, f.value
    FROM former_values AS v JOIN json_each(v.fields) AS f
    LEFT JOIN staff AS s ON s.deleted = 0 AND s.id = COALESCE(
        v.changed_by, (SELECT o.id FROM staff AS o, json_each(o.devices) AS d
                       WHERE o.deleted = 0 AND d.value = v.device LIMIT 1))
    WHERE v.type = :type AND v.id = :id
    ORDER BY v.changed_at_ms DESC, v.seq DESC, 1 LIMIT :limit
)sql";

bool needs_escape(char letter) {
    return letter == '"' || letter == '\\' || static_cast<unsigned char>(letter) < 0x20;
}

void append_text(std::string& json, std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    json += '"';
    while (!text.empty()) {
        const auto special = std::find_if(text.begin(), text.end(), needs_escape);
        json.append(text.begin(), special);
        text.remove_prefix(static_cast<std::size_t>(special - text.begin()));
        if (text.empty()) break;
        const char letter = text.front();
        text.remove_prefix(1);
        if (static_cast<unsigned char>(letter) >= 0x20) {
            json += {'\\', letter};
        } else {
            json += "\\u00";
            json += kDigits[static_cast<std::size_t>(letter) >> 4U];
            json += kDigits[static_cast<std::size_t>(letter) & 0xfU];
        }
    }
    json += '"';
}

void append_value(std::string& json, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value))
        json += std::to_string(*number);
    else if (const auto* text = std::get_if<std::string>(&value))
        append_text(json, *text);
    else if (const auto* id = std::get_if<RawId>(&value))
        append_text(json, to_text(*id));
    else if (const auto* set = std::get_if<TextSet>(&value))
        json += text_set_to_json(*set);
    else
        json += "null";
}

std::string json_of(const std::vector<FormerField>& fields) {
    std::string json;
    for (const FormerField& one : fields) {
        json += json.empty() ? "{\"" : ",\"";
        json += std::to_string(one.field) + "\":";
        append_value(json, one.value);
    }
    return json + '}';
}

Value read_value(const Statement& row, int column, FieldType type) {
    if (type != FieldType::kId || row.is_null(column)) return value_at(row, column, type);
    const std::optional<RawId> id = parse_id(row.get<std::string>(column));
    return id ? Value{*id} : Value{};
}

}  // namespace

Status keep_former(Connection& connection, const FormerChange& change) {
    ENSURE(connection.in_transaction());
    if (change.fields.empty()) return ok();
    const Value moment{change.changed_at.ms};
    const Value staff = change.changed_by ? Value{*change.changed_by} : Value{};
    const Value device = change.device ? Value{*change.device} : Value{};
    const Value fields{json_of(change.fields)};
    const Value type{static_cast<std::int64_t>(change.key.type)};
    TRY_ASSIGN(Statement put, connection.prepare(kPut));
    put.bind_at(1, type).bind_at(2, change.key.id.bytes).bind_at(3, moment);
    return put.bind_at(4, staff).bind_at(5, device).bind_at(6, fields).run();
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
                        .value = read_value(row, static_cast<int>(Col::kValue), field->type)});
    }));
    return rows;
}

}  // namespace oppad::storage
