// Records in the hub's order, and what goes with a push: batches, corrections, writes set aside.
#include "engine/core/check.h"
#include "sync/server/store/sqlite_transaction.h"
#include "sync/wire/planted_bug.h"

namespace oppad::hub {

using storage::Statement;

namespace {

RecordKey read_key(const Statement& row, int first_column) {
    return {static_cast<RecordType>(row.integer(first_column)), row.get<RawId>(first_column + 1)};
}

}  // namespace

Result<std::optional<StoredState>> SqliteTransaction::find_record(const RecordKey& key) {
    constexpr std::string_view kSelect = R"sql(
        SELECT scope, seq, held_by, held_incarnation, state, hidden_at_ms, digest, changes
        FROM records
        WHERE org_id = :org AND type = :type AND id = :id)sql";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_)
        .bind(":type", static_cast<int>(key.type))
        .bind(":id", key.id);
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return std::optional<StoredState>{};
    return std::optional<StoredState>{StoredState{
        .key = key,
        .scope = select.get<RawId>(0),
        .seq = select.integer(1),
        .held_by = from_stored(select.integer(2)),
        .held_incarnation = from_stored(select.integer(3)),
        .state = select.get<Bytes>(4),
        .hidden_at = select.get<std::optional<Instant>>(5),
        .digest = select.get<Bytes>(6),
        .changes = select.get<Bytes>(7),
    }};
}

Result<Seq> SqliteTransaction::last_seq() {
    if (last_seq_) return *last_seq_;
    constexpr std::string_view kSelect = "SELECT last_seq FROM organisations WHERE id = :org";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_);
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return Error{ErrorCode::kNotFound, "no such organisation"};
    return Seq{select.integer(0)};
}

Result<Seq> SqliteTransaction::put_record(const StoredState& record,
                                          const std::optional<RawId>& scope_before) {
    ENSURE(write_ && !over_);
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO records (org_id, type, id, scope, seq, held_by, held_incarnation, state,
            hidden_at_ms, digest, changes)
        VALUES (:org, :type, :id, :scope, :seq, :held_by, :held_incarnation, :state,
            :hidden_at, :digest, :changes))sql";
    constexpr std::string_view kUpdate = R"sql(
        UPDATE records SET scope = :scope, seq = :seq, held_by = :held_by,
            held_incarnation = :held_incarnation, state = :state, hidden_at_ms = :hidden_at,
            digest = :digest, changes = :changes
        WHERE org_id = :org AND type = :type AND id = :id)sql";
    // In memory until commit: a number given to a record that was rolled back is never reused, so
    // the order of what stays is untouched.
    TRY_ASSIGN(const Seq last, last_seq());
    const bool stands_still = sync::is_planted(sync::PlantedBug::kSeqStandsStill) && last > 0;
    const Seq seq = stands_still ? last : last + 1;
    last_seq_ = seq;
    {
        TRY_ASSIGN(Statement write, connection_.prepare(scope_before ? kUpdate : kInsert));
        write.bind(":org", organisation_)
            .bind(":type", static_cast<int>(record.key.type))
            .bind(":id", record.key.id)
            .bind(":scope", record.scope)
            .bind(":seq", seq)
            .bind(":held_by", to_stored(record.held_by))
            .bind(":held_incarnation", to_stored(record.held_incarnation))
            .bind(":state", record.state)
            .bind(":hidden_at", record.hidden_at)
            .bind(":digest", record.digest)
            .bind(":changes", record.changes);
        TRY(write.run());
        ENSURE(connection_.changed_rows() == 1);
    }
    std::optional<RawId> left = scope_before;
    if (!left) {
        TRY_ASSIGN(left, take_let_go(record.key));
    }
    const bool departs = !sync::is_planted(sync::PlantedBug::kNoDeparture);
    if (departs && left && !(*left == record.scope)) TRY(move_record(record, *left, seq));
    return seq;
}

Result<std::optional<RawId>> SqliteTransaction::take_let_go(const RecordKey& key) {
    constexpr std::string_view kAny = "SELECT 1 FROM let_go WHERE org_id = :org LIMIT 1";
    constexpr std::string_view kTake = R"sql(
        DELETE FROM let_go WHERE org_id = :org AND type = :type AND id = :id RETURNING scope)sql";
    if (!has_let_go_) {
        TRY_ASSIGN(Statement any, connection_.prepare(kAny));
        any.bind(":org", organisation_);
        TRY_ASSIGN(has_let_go_, any.step());
    }
    if (!*has_let_go_) return std::optional<RawId>{};
    TRY_ASSIGN(Statement take, connection_.prepare(kTake));
    take.bind(":org", organisation_).bind(":type", static_cast<int>(key.type)).bind(":id", key.id);
    TRY_ASSIGN(const bool has_row, take.step());
    return has_row ? std::optional{take.get<RawId>(0)} : std::nullopt;
}

Status SqliteTransaction::move_record(const StoredState& record, const RawId& scope_before,
                                      Seq seq) {
    constexpr std::string_view kLeave = R"sql(
        INSERT INTO departures (org_id, scope, seq, type, id)
        VALUES (:org, :scope, :seq, :type, :id)
        ON CONFLICT (org_id, scope, type, id) DO UPDATE SET seq = excluded.seq)sql";
    constexpr std::string_view kEnter = R"sql(
        DELETE FROM departures
        WHERE org_id = :org AND scope = :scope AND type = :type AND id = :id)sql";
    TRY_ASSIGN(Statement leave, connection_.prepare(kLeave));
    leave.bind(":org", organisation_)
        .bind(":scope", scope_before)
        .bind(":seq", seq)
        .bind(":type", static_cast<int>(record.key.type))
        .bind(":id", record.key.id);
    TRY(leave.run());
    TRY_ASSIGN(Statement enter, connection_.prepare(kEnter));
    enter.bind(":org", organisation_)
        .bind(":scope", record.scope)
        .bind(":type", static_cast<int>(record.key.type))
        .bind(":id", record.key.id);
    return enter.run();
}

Result<std::vector<LogEntry>> SqliteTransaction::list_log(const RawId& scope, Seq after,
                                                          int count_max) {
    constexpr std::string_view kSelect = R"sql(
        SELECT seq, 0 AS departed, type, id, scope, held_by, held_incarnation, state, digest,
               changes
        FROM records WHERE org_id = :org AND scope = :scope AND seq > :after
        UNION ALL
        SELECT departures.seq, 1, departures.type, departures.id, records.scope, 0, 0,
               records.state, records.digest, x''
        FROM departures JOIN records ON records.org_id = departures.org_id
            AND records.type = departures.type AND records.id = departures.id
        WHERE departures.org_id = :org AND departures.scope = :scope AND departures.seq > :after
        ORDER BY 1 LIMIT :count_max)sql";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_)
        .bind(":scope", scope)
        .bind(":after", after)
        .bind(":count_max", count_max);
    std::vector<LogEntry> entries;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) break;
        LogEntry entry;
        entry.seq = select.integer(0);
        entry.departed = select.get<bool>(1);
        entry.record.key = read_key(select, 2);
        entry.record.scope = select.get<RawId>(4);
        entry.record.seq = entry.seq;
        entry.record.held_by = from_stored(select.integer(5));
        entry.record.held_incarnation = from_stored(select.integer(6));
        entry.record.state = select.get<Bytes>(7);
        entry.record.digest = select.get<Bytes>(8);
        entry.record.changes = select.get<Bytes>(9);
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<bool> SqliteTransaction::has_departures() {
    constexpr std::string_view kSelect = "SELECT 1 FROM departures WHERE org_id = :org LIMIT 1";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_);
    return select.step();
}

Result<bool> SqliteTransaction::has_departed(const RawId& scope, const RecordKey& key) {
    constexpr std::string_view kSelect = R"sql(
        SELECT 1 FROM departures
        WHERE org_id = :org AND scope = :scope AND type = :type AND id = :id)sql";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_)
        .bind(":scope", scope)
        .bind(":type", static_cast<int>(key.type))
        .bind(":id", key.id);
    return select.step();
}

Result<std::optional<StoredBatch>> SqliteTransaction::find_batch(const BatchKey& key) {
    constexpr std::string_view kSelect = R"sql(
        SELECT content, answer FROM batches
        WHERE device = :device AND incarnation = :incarnation AND number = :number)sql";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":device", to_stored(key.device))
        .bind(":incarnation", to_stored(key.incarnation))
        .bind(":number", to_stored(key.number));
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return std::optional<StoredBatch>{};
    return std::optional<StoredBatch>{
        StoredBatch{.content = to_digest(select.blob(0)), .answer = select.get<Bytes>(1)}};
}

Result<std::uint64_t> SqliteTransaction::newest_batch(sync::DeviceId device,
                                                      std::uint64_t incarnation) {
    constexpr std::string_view kSelect = R"sql(
        SELECT max(number) FROM batches
        WHERE device = :device AND incarnation = :incarnation)sql";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":device", to_stored(device)).bind(":incarnation", to_stored(incarnation));
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? from_stored(select.integer(0)) : std::uint64_t{0};
}

Status SqliteTransaction::put_batch(const BatchKey& key, const StoredBatch& batch, Instant at) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO batches (device, incarnation, number, content, answer, at_ms)
        VALUES (:device, :incarnation, :number, :content, :answer, :at))sql";
    constexpr std::string_view kTrim = R"sql(
        DELETE FROM batches WHERE device = :device AND incarnation = :incarnation
            AND number <= :number - :kept)sql";
    TRY_ASSIGN(Statement insert, connection_.prepare(kInsert));
    insert.bind(":device", to_stored(key.device))
        .bind(":incarnation", to_stored(key.incarnation))
        .bind(":number", to_stored(key.number))
        .bind(":content", ByteView{batch.content})
        .bind(":answer", batch.answer)
        .bind(":at", at);
    TRY(insert.run());
    TRY_ASSIGN(Statement trim, connection_.prepare(kTrim));
    trim.bind(":device", to_stored(key.device))
        .bind(":incarnation", to_stored(key.incarnation))
        .bind(":number", to_stored(key.number))
        .bind(":kept", kBatchesKept);
    return trim.run();
}

Result<std::uint64_t> SqliteTransaction::find_given_time(const sync::Stamp& claimed) {
    constexpr std::string_view kSelect =
        "SELECT given FROM corrections WHERE device = :device AND claimed = :claimed";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":device", to_stored(claimed.device)).bind(":claimed", to_stored(claimed.time));
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? from_stored(select.integer(0)) : std::uint64_t{0};
}

Result<std::uint64_t> SqliteTransaction::greatest_given_time(const sync::Stamp& latest) {
    constexpr std::string_view kSelect = R"sql(
        SELECT max(given) FROM corrections
        WHERE device = :device AND claimed <= :latest)sql";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":device", to_stored(latest.device)).bind(":latest", to_stored(latest.time));
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? from_stored(select.integer(0)) : std::uint64_t{0};
}

Status SqliteTransaction::put_correction(const Correction& correction, Instant at) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO corrections (device, claimed, given, at_ms)
        VALUES (:device, :claimed, :given, :at))sql";
    TRY_ASSIGN(Statement insert, connection_.prepare(kInsert));
    insert.bind(":device", to_stored(correction.claimed.device))
        .bind(":claimed", to_stored(correction.claimed.time))
        .bind(":given", to_stored(correction.given_time))
        .bind(":at", at);
    return insert.run();
}

Result<std::uint64_t> SqliteTransaction::latest_taken_time() {
    TRY_ASSIGN(Statement select, connection_.prepare("SELECT max(time) FROM accepted_stamps"));
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? from_stored(select.integer(0)) : std::uint64_t{0};
}

Status SqliteTransaction::note_taken_time(const sync::Stamp& taken) {
    constexpr std::string_view kUpsert = R"sql(
        INSERT INTO accepted_stamps (device, time) VALUES (:device, :time)
        ON CONFLICT (device) DO UPDATE SET time = max(time, excluded.time))sql";
    TRY_ASSIGN(Statement upsert, connection_.prepare(kUpsert));
    upsert.bind(":device", to_stored(taken.device)).bind(":time", to_stored(taken.time));
    return upsert.run();
}

Status SqliteTransaction::put_set_aside(const SetAside& write) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO set_aside
            (org_id, type, id, scope, user_id, device, received_at_ms, reason, state)
        SELECT :org, :type, :id, :scope, :user, :device, :received_at, :reason, :state
        WHERE NOT EXISTS (SELECT 1 FROM set_aside
                          WHERE org_id = :org AND type = :type AND id = :id
                              AND device = :device AND state = :state))sql";
    TRY_ASSIGN(Statement insert, connection_.prepare(kInsert));
    insert.bind(":org", organisation_)
        .bind(":type", static_cast<int>(write.key.type))
        .bind(":id", write.key.id)
        .bind(":scope", write.scope)
        .bind(":user", write.user)
        .bind(":device", to_stored(write.device))
        .bind(":received_at", write.received_at)
        .bind(":reason", write.reason)
        .bind(":state", write.state);
    return insert.run();
}

Result<std::vector<SetAside>> SqliteTransaction::list_set_aside() {
    constexpr std::string_view kSelect = R"sql(
        SELECT type, id, scope, user_id, device, received_at_ms, reason, state
        FROM set_aside WHERE org_id = :org ORDER BY rowid)sql";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_);
    std::vector<SetAside> writes;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) break;
        writes.push_back({
            .key = read_key(select, 0),
            .scope = select.get<RawId>(2),
            .user = select.get<RawId>(3),
            .device = from_stored(select.integer(4)),
            .received_at = select.get<Instant>(5),
            .reason = select.get<int>(6),
            .state = select.get<Bytes>(7),
        });
    }
    return writes;
}

Result<std::vector<RawId>> SqliteTransaction::list_held_scopes(sync::DeviceId device) {
    constexpr std::string_view kSelect =
        "SELECT scope FROM held_scopes WHERE device = :device ORDER BY scope";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":device", to_stored(device));
    std::vector<RawId> scopes;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) break;
        scopes.push_back(select.get<RawId>(0));
    }
    return scopes;
}

Status SqliteTransaction::put_held_scope(sync::DeviceId device, const RawId& scope) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO held_scopes (device, scope) VALUES (:device, :scope)
        ON CONFLICT DO NOTHING)sql";
    TRY_ASSIGN(Statement insert, connection_.prepare(kInsert));
    insert.bind(":device", to_stored(device)).bind(":scope", scope);
    return insert.run();
}

Status SqliteTransaction::drop_held_scope(sync::DeviceId device, const RawId& scope) {
    constexpr std::string_view kDelete =
        "DELETE FROM held_scopes WHERE device = :device AND scope = :scope";
    TRY_ASSIGN(Statement remove, connection_.prepare(kDelete));
    remove.bind(":device", to_stored(device)).bind(":scope", scope);
    return remove.run();
}

Result<bool> SqliteTransaction::holds_records(sync::DeviceId device, const RawId& scope) {
    constexpr std::string_view kSelect = R"sql(
        SELECT 1 FROM records
        WHERE held_by = :device AND held_by <> 0 AND scope = :scope AND org_id = :org LIMIT 1)sql";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_).bind(":scope", scope).bind(":device", to_stored(device));
    return select.step();
}

Status SqliteTransaction::release_held_records(sync::DeviceId device, const RawId& scope) {
    constexpr std::string_view kUpdate = R"sql(
        UPDATE records SET held_by = 0, held_incarnation = 0
        WHERE held_by = :device AND held_by <> 0 AND scope = :scope AND org_id = :org)sql";
    TRY_ASSIGN(Statement update, connection_.prepare(kUpdate));
    update.bind(":org", organisation_).bind(":scope", scope).bind(":device", to_stored(device));
    return update.run();
}

}  // namespace oppad::hub
