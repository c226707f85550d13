#include "sync/capture/refusals.h"

#include "engine/domain/record.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/merge/merge.h"
#include "sync/wire/codec.h"

namespace oppad::sync {

namespace {

using storage::Connection;
using storage::Statement;

constexpr std::string_view kCount = R"sql(
    SELECT COUNT(*) FROM refusals WHERE set_aside_at_ms IS NULL
)sql";
constexpr std::string_view kIsRefused = R"sql(
    SELECT EXISTS (SELECT 1 FROM refusals WHERE type = :type AND id = :id)
)sql";
constexpr std::string_view kHasAny = R"sql(SELECT EXISTS (SELECT 1 FROM refusals))sql";
constexpr std::string_view kFind = R"sql(
    SELECT state FROM refusals WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kPut = R"sql(
    INSERT INTO refusals (type, id, reason, refused_at_ms, state)
    VALUES (:type, :id, :reason, :refused_at_ms, :state)
    ON CONFLICT (type, id) DO UPDATE SET reason = excluded.reason,
        refused_at_ms = excluded.refused_at_ms, state = excluded.state, set_aside_at_ms = NULL
)sql";
constexpr std::string_view kPutText = R"sql(
    INSERT INTO refused_texts (type, id, field, words) VALUES (:type, :id, :field, :words)
)sql";
constexpr std::string_view kPutAside = R"sql(
    UPDATE refusals SET set_aside_at_ms = :at_ms WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kDrop = R"sql(
    DELETE FROM refusals WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kDropTexts = R"sql(
    DELETE FROM refused_texts WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kDropAnswered = R"sql(
    DELETE FROM refusals WHERE (type, id) IN (SELECT type, id FROM sent_records)
)sql";
constexpr std::string_view kDropAnsweredTexts = R"sql(
    DELETE FROM refused_texts WHERE EXISTS (
        SELECT 1 FROM sent_records AS sent
        WHERE sent.type = refused_texts.type AND sent.id = refused_texts.id)
)sql";
constexpr const char* kDropAll = "DELETE FROM refusals; DELETE FROM refused_texts";

void bind_key(Statement& statement, const RecordKey& key) {
    statement.bind(":type", static_cast<int>(key.type)).bind(":id", key.id);
}

Status run_for(Connection& connection, std::string_view sql, const RecordKey& key) {
    TRY_ASSIGN(Statement statement, connection.prepare(sql));
    bind_key(statement, key);
    return statement.run();
}

Result<int> number_of(Statement& select) {
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? select.get<int>(0) : 0;
}

// What people wrote, so that they can copy it whatever becomes of the record.
Status put_texts(Connection& connection, const RecordState& state) {
    TRY(run_for(connection, kDropTexts, state.key));
    const RecordSpec* spec = find_spec(state.key.type);
    for (const FieldState& field : state.fields) {
        const FieldSpec* known = spec != nullptr ? find_field(*spec, field.number) : nullptr;
        if (known == nullptr || known->type != FieldType::kText) continue;
        const Value shown = shown_value(field);
        const std::string* words = std::get_if<std::string>(&shown);
        if (words == nullptr) continue;
        TRY_ASSIGN(Statement put, connection.prepare(kPutText));
        bind_key(put, state.key);
        TRY(put.bind(":field", int{field.number}).bind(":words", *words).run());
    }
    return ok();
}

}  // namespace

Result<int> count_refused(Connection& connection) {
    TRY_ASSIGN(Statement select, connection.prepare(kCount));
    return number_of(select);
}

Result<bool> is_refused(Connection& connection, const RecordKey& key) {
    TRY_ASSIGN(Statement select, connection.prepare(kIsRefused));
    bind_key(select, key);
    TRY_ASSIGN(const int found, number_of(select));
    return found > 0;
}

Result<bool> has_any_refused(Connection& connection) {
    TRY_ASSIGN(Statement select, connection.prepare(kHasAny));
    TRY_ASSIGN(const int found, number_of(select));
    return found > 0;
}

Result<std::optional<RecordState>> find_refused(Connection& connection, const RecordKey& key) {
    TRY_ASSIGN(Statement select, connection.prepare(kFind));
    bind_key(select, key);
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return std::optional<RecordState>{};
    TRY_ASSIGN(RecordState state, decode_body(select.blob(0), key));
    return std::optional{std::move(state)};
}

Status put_refusal(Connection& connection, const RecordState& state, RefusalReason reason,
                   Instant now) {
    TRY_ASSIGN(Statement put, connection.prepare(kPut));
    bind_key(put, state.key);
    put.bind(":reason", static_cast<int>(reason)).bind(":refused_at_ms", now);
    TRY(put.bind(":state", encode_body(state)).run());
    return put_texts(connection, state);
}

Status put_aside(Connection& connection, const RecordKey& key, bool is_aside, Instant now) {
    TRY_ASSIGN(Statement put, connection.prepare(kPutAside));
    bind_key(put, key);
    return put.bind(":at_ms", is_aside ? std::optional{now} : std::nullopt).run();
}

Status drop_answered_refusals(Connection& connection) {
    TRY(connection.execute(kDropAnswered));
    return connection.execute(kDropAnsweredTexts);
}

Status drop_refusal(Connection& connection, const RecordKey& key) {
    TRY(run_for(connection, kDrop, key));
    return run_for(connection, kDropTexts, key);
}

Status drop_all_refusals(Connection& connection) { return connection.execute_script(kDropAll); }

}  // namespace oppad::sync
