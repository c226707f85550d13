// What goes with a push: batches, corrected and taken stamps, writes set aside.
#include <algorithm>

#include "sync/server/store/postgres_transaction.h"

namespace oppad::hub {

namespace {

// A digest of the column's bytes; all zero when it hasn't 32.
Digest to_digest(const Bytes& bytes) {
    Digest digest{};
    if (bytes.size() == digest.size()) std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

// The one number of the one row, 0 for none.
Result<std::uint64_t> number_or_zero(PostgresConnection& connection, const Query& query) {
    TRY_ASSIGN(const Rows rows, connection.run(query));
    return rows.empty() ? std::uint64_t{0} : rows.bits(0, 0);
}

}  // namespace

Result<std::optional<StoredBatch>> PostgresTransaction::find_batch(const BatchKey& key) {
    constexpr std::string_view kSelect = R"sql(
        SELECT content, answer FROM batches
        WHERE device = $1 AND incarnation = $2 AND number = $3)sql";
    TRY_ASSIGN(
        const Rows rows,
        connection_.run(Query{kSelect}.bits(key.device).bits(key.incarnation).bits(key.number)));
    if (rows.empty()) return std::optional<StoredBatch>{};
    return std::optional<StoredBatch>{
        StoredBatch{.content = to_digest(rows.bytes(0, 0)), .answer = rows.bytes(0, 1)}};
}

Result<std::uint64_t> PostgresTransaction::newest_batch(sync::DeviceId device,
                                                        std::uint64_t incarnation) {
    constexpr std::string_view kSelect =
        "SELECT max(number) FROM batches WHERE device = $1 AND incarnation = $2";
    return number_or_zero(connection_, Query{kSelect}.bits(device).bits(incarnation));
}

Status PostgresTransaction::put_batch(const BatchKey& key, const StoredBatch& batch, Instant at) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO batches (device, incarnation, number, content, answer, at_ms)
        VALUES ($1, $2, $3, $4, $5, $6))sql";
    constexpr std::string_view kTrim = R"sql(
        DELETE FROM batches WHERE device = $1 AND incarnation = $2 AND number <= $3 - $4)sql";
    connection_.queue(Query{kInsert}
                          .bits(key.device)
                          .bits(key.incarnation)
                          .bits(key.number)
                          .bytes(batch.content)
                          .bytes(batch.answer)
                          .instant(at));
    return write_one(
        connection_,
        Query{kTrim}.bits(key.device).bits(key.incarnation).bits(key.number).number(kBatchesKept));
}

Result<std::uint64_t> PostgresTransaction::find_given_time(const sync::Stamp& claimed) {
    constexpr std::string_view kSelect =
        "SELECT given FROM corrections WHERE device = $1 AND claimed = $2";
    return number_or_zero(connection_, Query{kSelect}.bits(claimed.device).bits(claimed.time));
}

Result<std::uint64_t> PostgresTransaction::greatest_given_time(const sync::Stamp& latest) {
    constexpr std::string_view kSelect =
        "SELECT max(given) FROM corrections WHERE device = $1 AND claimed <= $2";
    return number_or_zero(connection_, Query{kSelect}.bits(latest.device).bits(latest.time));
}

Status PostgresTransaction::put_correction(const Correction& correction, Instant at) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO corrections (device, claimed, given, at_ms) VALUES ($1, $2, $3, $4))sql";
    return write_one(connection_, Query{kInsert}
                                      .bits(correction.claimed.device)
                                      .bits(correction.claimed.time)
                                      .bits(correction.given_time)
                                      .instant(at));
}

Result<std::uint64_t> PostgresTransaction::latest_taken_time() {
    return number_or_zero(connection_, Query{"SELECT max(time) FROM accepted_stamps"});
}

Status PostgresTransaction::note_taken_time(const sync::Stamp& taken) {
    constexpr std::string_view kUpsert = R"sql(
        INSERT INTO accepted_stamps (device, time) VALUES ($1, $2)
        ON CONFLICT (device)
        DO UPDATE SET time = greatest(accepted_stamps.time, excluded.time))sql";
    return write_one(connection_, Query{kUpsert}.bits(taken.device).bits(taken.time));
}

Status PostgresTransaction::put_set_aside(const SetAside& write) {
    constexpr std::string_view kInsert = R"sql(
        INSERT INTO set_aside
            (org_id, type, id, scope, user_id, device, received_at_ms, reason, state)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
        WHERE NOT EXISTS (SELECT 1 FROM set_aside
                          WHERE org_id = $1 AND type = $2 AND id = $3
                              AND device = $6 AND state = $9))sql";
    return write_one(connection_, Query{kInsert}
                                      .id(organisation_)
                                      .number(static_cast<int>(write.key.type))
                                      .id(write.key.id)
                                      .id(write.scope)
                                      .id(write.user)
                                      .bits(write.device)
                                      .instant(write.received_at)
                                      .number(write.reason)
                                      .bytes(write.state));
}

Result<std::vector<SetAside>> PostgresTransaction::list_set_aside() {
    constexpr std::string_view kSelect = R"sql(
        SELECT type, id, scope, user_id, device, received_at_ms, reason, state
        FROM set_aside WHERE org_id = $1 ORDER BY place)sql";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kSelect}.id(organisation_)));
    std::vector<SetAside> writes;
    for (int row = 0; row < rows.count(); ++row) {
        writes.push_back({
            .key = {static_cast<RecordType>(rows.number(row, 0)), rows.id(row, 1)},
            .scope = rows.id(row, 2),
            .user = rows.id(row, 3),
            .device = rows.bits(row, 4),
            .received_at = rows.instant(row, 5),
            .reason = static_cast<int>(rows.number(row, 6)),
            .state = rows.bytes(row, 7),
        });
    }
    return writes;
}

Status PostgresTransaction::drop_set_aside(const RecordKey& key) {
    constexpr std::string_view kNote = "INSERT INTO erasures DEFAULT VALUES";
    constexpr std::string_view kDelete =
        "DELETE FROM set_aside WHERE org_id = $1 AND type = $2 AND id = $3";
    connection_.queue(Query{kNote});
    return write_one(
        connection_,
        Query{kDelete}.id(organisation_).number(static_cast<int>(key.type)).id(key.id));
}

}  // namespace oppad::hub
