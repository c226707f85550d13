// What keeps the store small and honest: where devices stand, deletions that nobody needs any more,
// records by their key for comparing copies.
#include "engine/core/check.h"
#include "sync/server/store/sqlite_transaction.h"

namespace oppad::hub {

using storage::Statement;

Status SqliteTransaction::note_position(sync::DeviceId device, Seq position) {
    constexpr std::string_view kUpdate =
        "UPDATE devices SET position = :position WHERE org_id = :org AND id = :device";
    TRY_ASSIGN(Statement update, connection_.prepare(kUpdate));
    update.bind(":position", position).bind(":org", organisation_);
    return update.bind(":device", to_stored(device)).run();
}

Result<std::vector<StoredState>> SqliteTransaction::list_range(const RawId& scope,
                                                               const RecordKey& after,
                                                               const RawId& last, int count_max) {
    constexpr std::string_view kSelect = R"sql(
        SELECT id, seq, held_by, held_incarnation, state, hidden_at_ms, digest FROM records
        WHERE org_id = :org AND scope = :scope AND type = :type AND id > :after AND id <= :last
        ORDER BY id LIMIT :count_max)sql";
    TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
    select.bind(":org", organisation_)
        .bind(":scope", scope)
        .bind(":type", static_cast<int>(after.type))
        .bind(":after", after.id)
        .bind(":last", last)
        .bind(":count_max", count_max);
    std::vector<StoredState> records;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return records;
        records.push_back({.key = {after.type, select.get<RawId>(0)},
                           .scope = scope,
                           .seq = select.integer(1),
                           .held_by = from_stored(select.integer(2)),
                           .held_incarnation = from_stored(select.integer(3)),
                           .state = select.get<Bytes>(4),
                           .hidden_at = select.get<std::optional<Instant>>(5),
                           .digest = select.get<Bytes>(6)});
    }
}

Result<int> SqliteTransaction::trim_hidden(Seq through, Instant before, int count_max) {
    ENSURE(write_ && !over_);
    constexpr std::string_view kSelect = R"sql(
        SELECT rowid, type, id, seq FROM records
        WHERE org_id = :org AND hidden_at_ms IS NOT NULL
            AND (seq <= :through OR hidden_at_ms < :before)
        ORDER BY seq LIMIT :count_max)sql";
    constexpr std::string_view kForgetDepartures =
        "DELETE FROM departures WHERE org_id = :org AND type = :type AND id = :id";
    constexpr std::string_view kNote = R"sql(
        INSERT INTO let_go (org_id, type, id, scope)
        SELECT org_id, type, id, scope FROM records WHERE rowid = :rowid)sql";
    constexpr std::string_view kRemove = "DELETE FROM records WHERE rowid = :rowid";
    constexpr std::string_view kRaise =
        "UPDATE organisations SET floor = max(floor, :floor) WHERE id = :org";
    struct Old {
        std::int64_t rowid = 0;
        int type = 0;
        RawId id;
        Seq seq = 0;
    };
    std::vector<Old> found;
    {
        TRY_ASSIGN(Statement select, connection_.prepare(kSelect));
        select.bind(":org", organisation_).bind(":through", through).bind(":before", before);
        select.bind(":count_max", count_max);
        for (;;) {
            TRY_ASSIGN(const bool has_row, select.step());
            if (!has_row) break;
            found.push_back(
                {select.integer(0), select.get<int>(1), select.get<RawId>(2), select.integer(3)});
        }
    }
    if (found.empty()) return 0;
    for (const Old& old : found) {
        TRY_ASSIGN(Statement forget, connection_.prepare(kForgetDepartures));
        forget.bind(":org", organisation_).bind(":type", old.type).bind(":id", old.id);
        TRY(forget.run());
        TRY_ASSIGN(Statement note, connection_.prepare(kNote));
        TRY(note.bind(":rowid", old.rowid).run());
        TRY_ASSIGN(Statement remove, connection_.prepare(kRemove));
        TRY(remove.bind(":rowid", old.rowid).run());
    }
    TRY_ASSIGN(Statement raise, connection_.prepare(kRaise));
    TRY(raise.bind(":floor", found.back().seq).bind(":org", organisation_).run());
    return static_cast<int>(found.size());
}

Status SqliteTransaction::drop_set_aside(const RecordKey& key) {
    constexpr std::string_view kDelete =
        "DELETE FROM set_aside WHERE org_id = :org AND type = :type AND id = :id";
    TRY_ASSIGN(Statement remove, connection_.prepare(kDelete));
    remove.bind(":org", organisation_).bind(":type", static_cast<int>(key.type));
    has_erased_ = true;
    return remove.bind(":id", key.id).run();
}

}  // namespace oppad::hub
