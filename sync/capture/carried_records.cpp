#include "sync/capture/carried_records.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/wire/codec.h"

namespace oppad::sync {

namespace {

constexpr std::string_view kFind = R"sql(
    SELECT state FROM unknown_records WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kHasAny = "SELECT EXISTS (SELECT 1 FROM unknown_records)";
constexpr std::string_view kPut = R"sql(
    INSERT INTO unknown_records (type, id, scope, state) VALUES (:type, :id, :scope, :state)
    ON CONFLICT (type, id) DO UPDATE SET scope = excluded.scope, state = excluded.state
)sql";
constexpr std::string_view kListRange = R"sql(
    SELECT id, state FROM unknown_records
    WHERE type = :type AND id > :after AND id <= :last ORDER BY id
)sql";
constexpr std::string_view kDrop = R"sql(
    DELETE FROM unknown_records WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kListAll = R"sql(SELECT type, id, state FROM unknown_records)sql";
constexpr std::string_view kDropOfScope = R"sql(
    DELETE FROM unknown_records
    WHERE scope = :scope AND (type, id) NOT IN (SELECT type, id FROM outbox)
)sql";

}  // namespace

Result<std::optional<RecordState>> find_carried(storage::Connection& connection,
                                                const RecordKey& key) {
    TRY_ASSIGN(storage::Statement select, connection.prepare(kFind));
    select.bind(":type", static_cast<int>(key.type)).bind(":id", key.id);
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return std::optional<RecordState>{};
    auto state = decode_body(select.blob(0), key);
    if (!state) return Error{ErrorCode::kCorrupt, "carried record is broken"};
    return std::optional<RecordState>{std::move(*state)};
}

Result<bool> has_carried(storage::Connection& connection) {
    TRY_ASSIGN(storage::Statement select, connection.prepare(kHasAny));
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row && select.get<bool>(0);
}

Status put_carried(storage::Connection& connection, const RecordState& state) {
    TRY_ASSIGN(storage::Statement put, connection.prepare(kPut));
    put.bind(":type", static_cast<int>(state.key.type)).bind(":id", state.key.id);
    return put.bind(":scope", state.scope).bind(":state", encode_body(state)).run();
}

Result<std::vector<RecordState>> list_erased(storage::Connection& connection, const Range& range) {
    std::vector<RecordState> erased;
    TRY_ASSIGN(storage::Statement select, connection.prepare(kListRange));
    select.bind(":type", static_cast<int>(range.type));
    select.bind(":after", range.after).bind(":last", range.last);
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return erased;
        auto state = decode_body(select.blob(1), {range.type, select.get<RawId>(0)});
        if (!state) return Error{ErrorCode::kCorrupt, "carried record is broken"};
        if (state->erased) erased.push_back(std::move(*state));
    }
}

Status drop_carried(storage::Connection& connection, const RecordKey& key) {
    TRY_ASSIGN(storage::Statement remove, connection.prepare(kDrop));
    return remove.bind(":type", static_cast<int>(key.type)).bind(":id", key.id).run();
}

Status drop_all_carried(storage::Connection& connection) {
    std::vector<RecordKey> dropped;
    {
        TRY_ASSIGN(storage::Statement select, connection.prepare(kListAll));
        for (;;) {
            TRY_ASSIGN(const bool has_row, select.step());
            if (!has_row) break;
            const RecordKey key{static_cast<RecordType>(select.get<int>(0)), select.get<RawId>(1)};
            const auto state = decode_body(select.blob(2), key);
            if (!state || !state->erased) dropped.push_back(key);
        }
    }
    for (const RecordKey& key : dropped) TRY(drop_carried(connection, key));
    return ok();
}

Status drop_carried_of_scope(storage::Connection& connection, const RawId& scope) {
    TRY_ASSIGN(storage::Statement remove, connection.prepare(kDropOfScope));
    return remove.bind(":scope", scope).run();
}

}  // namespace oppad::sync
