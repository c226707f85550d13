// Records in the hub's order, and what a device holds of them.
#include "engine/core/check.h"
#include "sync/server/store/postgres_transaction.h"

namespace oppad::hub {

Result<std::optional<StoredState>> PostgresTransaction::find_record(const RecordKey& key) {
    constexpr std::string_view kSelect = R"sql(
        SELECT scope, seq, held_by, held_incarnation, state, hidden_at_ms, digest, changes
        FROM records
        WHERE org_id = $1 AND type = $2 AND id = $3)sql";
    TRY_ASSIGN(const Rows rows,
               connection_.run(
                   Query{kSelect}.id(organisation_).number(static_cast<int>(key.type)).id(key.id)));
    if (rows.empty()) return std::optional<StoredState>{};
    return std::optional<StoredState>{StoredState{
        .key = key,
        .scope = rows.id(0, 0),
        .seq = rows.number(0, 1),
        .held_by = rows.bits(0, 2),
        .held_incarnation = rows.bits(0, 3),
        .state = rows.bytes(0, 4),
        .hidden_at = rows.instant_if_any(0, 5),
        .digest = rows.bytes(0, 6),
        .changes = rows.bytes(0, 7),
    }};
}

Result<Seq> PostgresTransaction::last_seq() {
    if (last_seq_) return *last_seq_;
    constexpr std::string_view kSelect = "SELECT last_seq FROM organisations WHERE id = $1";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kSelect}.id(organisation_)));
    if (rows.empty()) return Error{ErrorCode::kNotFound, "no such organisation"};
    return Seq{rows.number(0, 0)};
}

// One round trip, a move too: its three statements go in one pipeline.
Result<Seq> PostgresTransaction::put_record(const StoredState& record,
                                            const std::optional<RawId>& scope_before) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO records (org_id, type, id, scope, seq, held_by, held_incarnation, state,
            hidden_at_ms, digest, changes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))sql";
    constexpr std::string_view kUpdate = R"sql(
        UPDATE records SET scope = $4, seq = $5, held_by = $6, held_incarnation = $7, state = $8,
            hidden_at_ms = $9, digest = $10, changes = $11
        WHERE org_id = $1 AND type = $2 AND id = $3)sql";
    constexpr std::string_view kLeave = R"sql(
        INSERT INTO departures (org_id, scope, seq, type, id) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (org_id, scope, type, id) DO UPDATE SET seq = excluded.seq)sql";
    constexpr std::string_view kEnter = R"sql(
        DELETE FROM departures WHERE org_id = $1 AND scope = $2 AND type = $3 AND id = $4)sql";
    ENSURE(kind_ == TransactionKind::kWrite && !over_);
    if (!last_seq_) return Error{ErrorCode::kNotFound, "no such organisation"};
    const auto type = static_cast<int>(record.key.type);
    std::optional<RawId> left = scope_before;
    if (!left) {
        TRY_ASSIGN(left, take_let_go(record.key));
    }
    // A number given to a record that was rolled back is never reused, so the order of what stays
    // is untouched.
    const Seq seq = ++*last_seq_;
    has_new_seq_ = true;
    if (left && !(*left == record.scope)) {
        connection_.queue(
            Query{kLeave}.id(organisation_).id(*left).number(seq).number(type).id(record.key.id));
        connection_.queue(
            Query{kEnter}.id(organisation_).id(record.scope).number(type).id(record.key.id));
    }
    TRY_ASSIGN(const Rows written, connection_.run(Query{scope_before ? kUpdate : kInsert}
                                                       .id(organisation_)
                                                       .number(type)
                                                       .id(record.key.id)
                                                       .id(record.scope)
                                                       .number(seq)
                                                       .bits(record.held_by)
                                                       .bits(record.held_incarnation)
                                                       .bytes(record.state)
                                                       .instant(record.hidden_at)
                                                       .bytes(record.digest)
                                                       .bytes(record.changes)));
    ENSURE(written.changed() == 1);
    return seq;
}

Result<std::optional<RawId>> PostgresTransaction::take_let_go(const RecordKey& key) {
    constexpr std::string_view kAny = "SELECT 1 FROM let_go WHERE org_id = $1 LIMIT 1";
    constexpr std::string_view kTake =
        "DELETE FROM let_go WHERE org_id = $1 AND type = $2 AND id = $3 RETURNING scope";
    if (!has_let_go_) {
        TRY_ASSIGN(const Rows any, connection_.run(Query{kAny}.id(organisation_)));
        has_let_go_ = !any.empty();
    }
    if (!*has_let_go_) return std::optional<RawId>{};
    TRY_ASSIGN(const Rows taken,
               connection_.run(
                   Query{kTake}.id(organisation_).number(static_cast<int>(key.type)).id(key.id)));
    return taken.empty() ? std::nullopt : std::optional{taken.id(0, 0)};
}

// Each half stops by itself at `count_max`, so that the cost is that of what is returned.
Result<std::vector<LogEntry>> PostgresTransaction::list_log(const RawId& scope, Seq after,
                                                            int count_max) {
    constexpr std::string_view kSelect = R"sql(
        (SELECT seq, false AS departed, type, id, scope, held_by, held_incarnation, state, digest,
                changes
         FROM records WHERE org_id = $1 AND scope = $2 AND seq > $3
         ORDER BY seq LIMIT $4)
        UNION ALL
        (SELECT departures.seq, true, departures.type, departures.id, records.scope, 0, 0,
                records.state, records.digest, ''::bytea
         FROM departures JOIN records ON records.org_id = departures.org_id
             AND records.type = departures.type AND records.id = departures.id
         WHERE departures.org_id = $1 AND departures.scope = $2 AND departures.seq > $3
         ORDER BY departures.seq LIMIT $4)
        ORDER BY seq LIMIT $4)sql";
    TRY_ASSIGN(const Rows rows,
               connection_.run(
                   Query{kSelect}.id(organisation_).id(scope).number(after).number(count_max)));
    std::vector<LogEntry> entries;
    for (int row = 0; row < rows.count(); ++row) {
        LogEntry entry;
        entry.seq = rows.number(row, 0);
        entry.departed = rows.flag(row, 1);
        entry.record.key = {static_cast<RecordType>(rows.number(row, 2)), rows.id(row, 3)};
        entry.record.scope = rows.id(row, 4);
        entry.record.seq = entry.seq;
        entry.record.held_by = rows.bits(row, 5);
        entry.record.held_incarnation = rows.bits(row, 6);
        entry.record.state = rows.bytes(row, 7);
        entry.record.digest = rows.bytes(row, 8);
        entry.record.changes = rows.bytes(row, 9);
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<bool> PostgresTransaction::has_departures() {
    constexpr std::string_view kSelect = "SELECT 1 FROM departures WHERE org_id = $1 LIMIT 1";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kSelect}.id(organisation_)));
    return !rows.empty();
}

Result<bool> PostgresTransaction::has_departed(const RawId& scope, const RecordKey& key) {
    constexpr std::string_view kSelect = R"sql(
        SELECT 1 FROM departures WHERE org_id = $1 AND scope = $2 AND type = $3 AND id = $4)sql";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kSelect}
                                                    .id(organisation_)
                                                    .id(scope)
                                                    .number(static_cast<int>(key.type))
                                                    .id(key.id)));
    return !rows.empty();
}

Result<std::vector<RawId>> PostgresTransaction::list_held_scopes(sync::DeviceId device) {
    constexpr std::string_view kSelect =
        "SELECT scope FROM held_scopes WHERE device = $1 ORDER BY scope";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kSelect}.bits(device)));
    std::vector<RawId> scopes;
    for (int row = 0; row < rows.count(); ++row) scopes.push_back(rows.id(row, 0));
    return scopes;
}

Status PostgresTransaction::put_held_scope(sync::DeviceId device, const RawId& scope) {
    constexpr std::string_view kInsert =
        "INSERT INTO held_scopes (device, scope) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    return write_one(connection_, Query{kInsert}.bits(device).id(scope));
}

Status PostgresTransaction::drop_held_scope(sync::DeviceId device, const RawId& scope) {
    constexpr std::string_view kDelete = "DELETE FROM held_scopes WHERE device = $1 AND scope = $2";
    return write_one(connection_, Query{kDelete}.bits(device).id(scope));
}

Result<bool> PostgresTransaction::holds_records(sync::DeviceId device, const RawId& scope) {
    constexpr std::string_view kSelect = R"sql(
        SELECT 1 FROM records
        WHERE held_by = $3 AND held_by <> 0 AND scope = $2 AND org_id = $1 LIMIT 1)sql";
    TRY_ASSIGN(const Rows rows,
               connection_.run(Query{kSelect}.id(organisation_).id(scope).bits(device)));
    return !rows.empty();
}

Status PostgresTransaction::release_held_records(sync::DeviceId device, const RawId& scope) {
    constexpr std::string_view kUpdate = R"sql(
        UPDATE records SET held_by = 0, held_incarnation = 0
        WHERE held_by = $3 AND held_by <> 0 AND scope = $2 AND org_id = $1)sql";
    return write_one(connection_, Query{kUpdate}.id(organisation_).id(scope).bits(device));
}

}  // namespace oppad::hub
