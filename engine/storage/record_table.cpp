#include "engine/storage/record_table.h"

#include <array>
#include <string>

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "engine/domain/value_shape.h"
#include "engine/storage/search_index.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/stored_value.h"
#include "engine/storage/text_index.h"

namespace oppad::storage {

namespace {

constexpr std::size_t kRecordTypes = 19;

// docs/adr/0003: written once from schema.h, never from input.
struct Texts {
    std::string select;
    std::string add;
    std::string replace;
    std::string remove;
    std::string remove_all;
};

// Where values stand in `add` and `replace`.
enum Place : int { kId = 1, kScope, kDeleted, kCausal, kFirstField };

std::string quoted(std::string_view name) { return '"' + std::string{name} + '"'; }

Texts texts_for(const RecordSpec& spec) {
    Texts texts;
    std::string columns;
    std::string values;
    std::string updates;
    int place = kFirstField;
    for (const FieldSpec& field : spec.fields) {
        const std::string column = quoted(field.name);
        const std::string value = '?' + std::to_string(place++);
        columns += ", " + column;
        values += ", " + value;
        updates += ", " + column + " = " + value;
    }
    const std::string table = quoted(spec.table);
    texts.select =
        "SELECT scope, deleted, version, causal" + columns + " FROM " + table + " WHERE id = :id";
    texts.add = "INSERT INTO " + table + " (id, scope, deleted, causal" + columns +
                ") VALUES (?1, ?2, ?3, ?4" + values + ") ON CONFLICT (id) DO NOTHING";
    texts.replace = "UPDATE " + table +
                    " SET scope = ?2, deleted = ?3, causal = ?4, version = version + 1" + updates +
                    " WHERE id = ?1";
    texts.remove_all = "DELETE FROM " + table;
    texts.remove = texts.remove_all + " WHERE id = :id";
    return texts;
}

const Texts& texts_of(const RecordSpec& spec) {
    static const std::array<Texts, kRecordTypes> kAll = [] {
        std::array<Texts, kRecordTypes> texts;
        const std::span<const RecordSpec> specs = all_record_specs();
        CHECK(specs.size() == texts.size());
        for (std::size_t at = 0; at < specs.size(); ++at) texts[at] = texts_for(specs[at]);
        return texts;
    }();
    return kAll[static_cast<std::size_t>(spec.type) - 1];
}

enum class Col { kScope, kDeleted, kVersion, kCausal, kFirstField };

}  // namespace

Result<std::optional<StoredRecord>> find_record(Connection& connection, const RecordKey& key) {
    const RecordSpec* spec = find_spec(key.type);
    ENSURE(spec != nullptr);
    TRY_ASSIGN(Statement select, connection.prepare(texts_of(*spec).select));
    select.bind(":id", key.id);
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return std::optional<StoredRecord>{};
    StoredRecord record{.key = key,
                        .scope = select.get<RawId>(Col::kScope),
                        .deleted = select.get<bool>(Col::kDeleted),
                        .version = select.get<std::int64_t>(Col::kVersion),
                        .causal = select.get<Bytes>(Col::kCausal)};
    record.values.reserve(spec->fields.size());
    int column = static_cast<int>(Col::kFirstField);
    for (const FieldSpec& field : spec->fields)
        record.values.push_back(value_at(select, column++, field.type));
    return std::optional<StoredRecord>{std::move(record)};
}

namespace {

Status check_shapes(const StoredRecord& record, const RecordSpec& spec) {
    ENSURE(record.values.size() == spec.fields.size());
    for (std::size_t at = 0; at < record.values.size(); ++at) {
        if (!fits(record.values[at], spec.fields[at].type))
            return Error{ErrorCode::kInvalid, "put: a value of another shape than its field"};
    }
    return ok();
}

// Runs `text`, one of the texts that take a whole row.
Status write_row(Connection& connection, const StoredRecord& record, const RecordSpec& spec,
                 std::string_view text) {
    ENSURE(connection.in_transaction());
    TRY(check_shapes(record, spec));
    TRY_ASSIGN(Statement write, connection.prepare(text));
    write.bind_at(kId, record.key.id.bytes).bind_at(kScope, record.scope.bytes);
    write.bind_at(kDeleted, Value{std::int64_t{record.deleted}}).bind_at(kCausal, record.causal);
    int place = kFirstField;
    for (const Value& value : record.values) write.bind_at(place++, value);
    return write.run();
}

constexpr std::size_t kUpdateBytes = 256;  // Of most texts.

// Names and numbers of schema.h alone, as all of Texts; the connection keeps what is compiled.
std::string update_text(const RecordSpec& spec, const StoredRecord& before,
                        const StoredRecord& after) {
    std::string text;
    text.reserve(kUpdateBytes);
    text.append("UPDATE \"").append(spec.table).append("\" SET version = version + 1, causal = ?4");
    if (before.scope != after.scope) text += ", scope = ?2";
    if (before.deleted != after.deleted) text += ", deleted = ?3";
    for (std::size_t at = 0; at < after.values.size(); ++at) {
        if (before.values[at] == after.values[at]) continue;
        const std::size_t place = kFirstField + at;
        text.append(", \"").append(spec.fields[at].name).append("\" = ?");
        text.append(std::to_string(place));
    }
    return text.append(" WHERE id = ?1");
}

Status write_differences(Connection& connection, const StoredRecord& before,
                         const StoredRecord& after, const RecordSpec& spec) {
    TRY_ASSIGN(Statement update, connection.prepare(update_text(spec, before, after)));
    update.bind_at(kId, after.key.id.bytes).bind_at(kCausal, after.causal);
    const Value deleted{std::int64_t{after.deleted}};
    if (before.scope != after.scope) update.bind_at(kScope, after.scope.bytes);
    if (before.deleted != after.deleted) update.bind_at(kDeleted, deleted);
    int place = kFirstField;
    for (std::size_t at = 0; at < after.values.size(); ++at, ++place) {
        if (before.values[at] != after.values[at]) update.bind_at(place, after.values[at]);
    }
    return update.run();
}

// Whether the words may be others by which a record that is found by its text is found.
bool changes_words(const StoredRecord& before, const StoredRecord& after, const RecordSpec& spec) {
    if (before.deleted != after.deleted) return true;
    for (std::size_t at = 0; at < after.values.size(); ++at) {
        const bool is_text = spec.fields[at].type == FieldType::kText;
        if (is_text && before.values[at] != after.values[at]) return true;
    }
    return false;
}

}  // namespace

Status put_record(Connection& connection, const StoredRecord& record) {
    const RecordSpec* spec = find_spec(record.key.type);
    ENSURE(spec != nullptr);
    TRY(mark_for_search(connection, record.key));
    // Most rows are there: one statement for both would take each for a new one first.
    TRY(write_row(connection, record, *spec, texts_of(*spec).replace));
    if (connection.changed_rows() == 0)
        TRY(write_row(connection, record, *spec, texts_of(*spec).add));
    return mark_for_search(connection, record.key);
}

Status update_record(Connection& connection, const StoredRecord& before,
                     const StoredRecord& after) {
    const RecordSpec* spec = find_spec(after.key.type);
    ENSURE(spec != nullptr);
    ENSURE(connection.in_transaction());
    ENSURE(before.key == after.key && before.values.size() == after.values.size());
    TRY(check_shapes(after, *spec));
    const bool is_by_text = is_found_by_text_alone(after.key.type);
    if (!is_by_text) TRY(mark_for_search(connection, after.key));
    TRY(write_differences(connection, before, after, *spec));
    if (connection.changed_rows() == 0) return Error{ErrorCode::kConflict, "update: no such row"};
    if (is_by_text && !changes_words(before, after, *spec)) return ok();
    return mark_for_search(connection, after.key);
}

Result<bool> add_record(Connection& connection, const StoredRecord& record) {
    const RecordSpec* spec = find_spec(record.key.type);
    ENSURE(spec != nullptr);
    TRY(write_row(connection, record, *spec, texts_of(*spec).add));
    if (connection.changed_rows() == 0) return false;
    // Upkeep reads the texts of new rows without being told.
    if (!is_found_by_text_alone(record.key.type)) TRY(mark_for_search(connection, record.key));
    return true;
}

Status purge_record(Connection& connection, const RecordKey& key) {
    const RecordSpec* spec = find_spec(key.type);
    ENSURE(spec != nullptr);
    ENSURE(connection.in_transaction());
    TRY(drop_from_search(connection, key));
    TRY_ASSIGN(Statement remove, connection.prepare(texts_of(*spec).remove));
    return remove.bind(":id", key.id).run();
}

Status purge_all_records(Connection& connection) {
    ENSURE(connection.in_transaction());
    TRY(empty_search(connection));
    for (const RecordSpec& spec : all_record_specs())
        TRY(connection.execute(texts_of(spec).remove_all));
    return ok();
}

}  // namespace oppad::storage
