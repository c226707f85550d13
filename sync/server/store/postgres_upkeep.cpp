// What keeps the store small and honest: where devices stand, deletions that nobody needs any more,
// records by their key for comparing copies.
#include "engine/core/check.h"
#include "sync/server/store/postgres_transaction.h"

namespace oppad::hub {

Status PostgresTransaction::note_position(sync::DeviceId device, Seq position) {
    constexpr std::string_view kUpdate =
        "UPDATE devices SET position = $1 WHERE org_id = $2 AND id = $3";
    return write_one(connection_, Query{kUpdate}.number(position).id(organisation_).bits(device));
}

Result<std::vector<StoredState>> PostgresTransaction::list_range(const RawId& scope,
                                                                 const RecordKey& after,
                                                                 const RawId& last, int count_max) {
    constexpr std::string_view kSelect = R"sql(
        SELECT id, seq, held_by, held_incarnation, state, hidden_at_ms, digest FROM records
        WHERE org_id = $1 AND scope = $2 AND type = $3 AND id > $4 AND id <= $5
        ORDER BY id LIMIT $6)sql";
    TRY_ASSIGN(const Rows rows, connection_.run(Query{kSelect}
                                                    .id(organisation_)
                                                    .id(scope)
                                                    .number(static_cast<int>(after.type))
                                                    .id(after.id)
                                                    .id(last)
                                                    .number(count_max)));
    std::vector<StoredState> records;
    for (int row = 0; row < rows.count(); ++row) {
        records.push_back({.key = {after.type, rows.id(row, 0)},
                           .scope = scope,
                           .seq = rows.number(row, 1),
                           .held_by = rows.bits(row, 2),
                           .held_incarnation = rows.bits(row, 3),
                           .state = rows.bytes(row, 4),
                           .hidden_at = rows.instant_if_any(row, 5),
                           .digest = rows.bytes(row, 6)});
    }
    return records;
}

Result<int> PostgresTransaction::trim_hidden(Seq through, Instant before, int count_max) {
    ENSURE(kind_ == TransactionKind::kWrite && !over_);
    constexpr std::string_view kRemove = R"sql(
        WITH old AS (
            SELECT type, id, seq FROM records
            WHERE org_id = $1 AND hidden_at_ms IS NOT NULL AND (seq <= $2 OR hidden_at_ms < $3)
            ORDER BY seq LIMIT $4),
        forgotten AS (
            DELETE FROM departures USING old
            WHERE departures.org_id = $1 AND departures.type = old.type AND departures.id = old.id),
        removed AS (
            DELETE FROM records USING old
            WHERE records.org_id = $1 AND records.type = old.type AND records.id = old.id
            RETURNING records.seq, records.type, records.id, records.scope),
        noted AS (
            INSERT INTO let_go (org_id, type, id, scope)
            SELECT $1, type, id, scope FROM removed)
        SELECT count(*), max(seq) FROM removed)sql";
    constexpr std::string_view kRaise =
        "UPDATE organisations SET floor = greatest(floor, $1) WHERE id = $2";
    TRY_ASSIGN(
        const Rows removed,
        connection_.run(
            Query{kRemove}.id(organisation_).number(through).instant(before).number(count_max)));
    const auto count = static_cast<int>(removed.number(0, 0));
    if (count == 0) return 0;
    TRY(write_one(connection_, Query{kRaise}.number(removed.number(0, 1)).id(organisation_)));
    return count;
}

}  // namespace oppad::hub
