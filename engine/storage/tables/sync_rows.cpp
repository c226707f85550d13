#include "engine/storage/tables/sync_rows.h"

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/tables/each_row.h"

namespace oppad::storage {

namespace {

enum class VersionCol {
    kType,
    kId,
    kField,
    kNoticedAt,
    kTime,
    kDevice,
    kIsOwn,
    kOffline,
    kWrittenAt,
    kWords,
    kBase,
    kAuthor,
    kCount
};

constexpr std::string_view kSelectConflicts = R"sql(
    SELECT x.type, x.id, x.field, x.noticed_at_ms, v.time, v.device, v.is_own, v.was_offline,
           v.written_at_ms, v.words, v.base,
           (SELECT s.name FROM staff AS s, json_each(s.devices) AS d
            WHERE s.deleted = 0 AND d.value = v.device LIMIT 1)
    FROM conflicts AS x
    JOIN conflict_versions AS v ON v.type = x.type AND v.id = x.id AND v.field = x.field
    ORDER BY x.noticed_at_ms, x.type, x.id, x.field, v.time, v.device LIMIT :limit
)sql";

constexpr std::string_view kSelectConflict = R"sql(
    SELECT x.type, x.id, x.field, x.noticed_at_ms, v.time, v.device, v.is_own, v.was_offline,
           v.written_at_ms, v.words, v.base, NULL
    FROM conflicts AS x
    JOIN conflict_versions AS v ON v.type = x.type AND v.id = x.id AND v.field = x.field
    WHERE x.type = :type AND x.id = :id AND x.field = :field
    ORDER BY v.time, v.device
)sql";

constexpr std::string_view kSelectRefused = R"sql(
    SELECT r.type, r.id, r.reason, r.refused_at_ms,
           EXISTS (SELECT 1 FROM outbox AS o WHERE o.type = r.type AND o.id = r.id)
    FROM refusals AS r
    WHERE r.set_aside_at_ms IS NULL
    ORDER BY r.refused_at_ms DESC, r.type, r.id LIMIT :limit
)sql";

constexpr std::string_view kSelectRefusedTexts = R"sql(
    SELECT words FROM refused_texts WHERE type = :type AND id = :id ORDER BY field
)sql";

constexpr std::string_view kSelectReplaced = R"sql(
    SELECT v.field, v.is_own, v.written_at_ms, v.value, typeof(v.value),
           (SELECT s.name FROM staff AS s, json_each(s.devices) AS d
            WHERE s.deleted = 0 AND d.value = v.device LIMIT 1)
    FROM replaced_values AS v
    WHERE v.type = :type AND v.id = :id
    ORDER BY v.time DESC, v.device, v.field LIMIT :limit
)sql";

constexpr std::string_view kSelectRuns = R"sql(
    SELECT began_at_ms, took_ms, sent, received, is_complete
    FROM sync_runs ORDER BY began_at_ms DESC LIMIT :limit
)sql";

constexpr std::string_view kSelectWhereabouts = R"sql(
    SELECT COALESCE((SELECT CASE WHEN w.version = o.version THEN 1 ELSE 2 END
                     FROM outbox AS o LEFT JOIN sent_records AS w ON w.type = o.type AND w.id = o.id
                     WHERE o.type = :type AND o.id = :id),
                    (SELECT 3 FROM refusals AS w WHERE w.type = :type AND w.id = :id), 0)
)sql";

// The tables hold what sync wrote there: a number of another version is one of no known type.
RecordKey read_key(const Statement& row, VersionCol type, VersionCol id) {
    return {static_cast<RecordType>(row.get<int>(type)), row.get<RawId>(id)};
}

Result<std::vector<ConflictRow>> read_conflicts(Statement& select) {
    std::vector<ConflictRow> rows;
    TRY(each_row(select, VersionCol::kCount, [&rows](const Statement& row) {
        const RecordKey key = read_key(row, VersionCol::kType, VersionCol::kId);
        const auto field = static_cast<FieldNumber>(row.get<int>(VersionCol::kField));
        if (rows.empty() || !(rows.back().key == key) || rows.back().field != field)
            rows.push_back({key, field, row.get<Instant>(VersionCol::kNoticedAt), {}});
        rows.back().versions.push_back({
            .mark = {row.get<std::int64_t>(VersionCol::kTime),
                     row.get<std::string>(VersionCol::kDevice)},
            .author_name = row.get<std::string>(VersionCol::kAuthor),
            .is_own = row.get<bool>(VersionCol::kIsOwn),
            .was_offline = row.get<bool>(VersionCol::kOffline),
            .written_at = row.get<Instant>(VersionCol::kWrittenAt),
            .words = row.get<std::string>(VersionCol::kWords),
            .base = row.get<std::optional<std::string>>(VersionCol::kBase),
        });
    }));
    return rows;
}

RefusalCause cause_of(int reason) {
    const bool is_known = reason >= static_cast<int>(RefusalCause::kOutOfScope) &&
                          reason <= static_cast<int>(RefusalCause::kErased);
    return is_known ? static_cast<RefusalCause>(reason) : RefusalCause::kUnknown;
}

template <class Column>
Value value_at(const Statement& row, Column column, std::string_view type) {
    if (type == "integer") return row.get<std::int64_t>(column);
    if (type == "text") return row.get<std::string>(column);
    if (type == "blob") return row.get<RawId>(column);
    return {};
}

}  // namespace

Result<std::vector<ConflictRow>> list_open_conflicts(Connection& connection, int limit) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectConflicts));
    select.bind(":limit", limit);
    return read_conflicts(select);
}

Result<std::optional<ConflictRow>> find_open_conflict(Connection& connection, const RecordKey& key,
                                                      FieldNumber field) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectConflict));
    select.bind(":type", static_cast<int>(key.type)).bind(":id", key.id);
    select.bind(":field", int{field});
    TRY_ASSIGN(std::vector<ConflictRow> rows, read_conflicts(select));
    return rows.empty() ? std::optional<ConflictRow>{} : std::optional{std::move(rows.front())};
}

Result<std::vector<RefusedRow>> list_refused(Connection& connection, int limit) {
    enum class Col { kType, kId, kReason, kRefusedAt, kQueued, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectRefused));
    select.bind(":limit", limit);
    std::vector<RefusedRow> rows;
    TRY(each_row(select, Col::kCount, [&rows](const Statement& row) {
        rows.push_back({
            .key = {static_cast<RecordType>(row.get<int>(Col::kType)), row.get<RawId>(Col::kId)},
            .cause = cause_of(row.get<int>(Col::kReason)),
            .refused_at = row.get<Instant>(Col::kRefusedAt),
            .is_queued = row.get<bool>(Col::kQueued),
            .texts = {},
        });
    }));
    for (RefusedRow& refused : rows) {
        enum class Text { kWords, kCount };
        TRY_ASSIGN(Statement texts, connection.prepare(kSelectRefusedTexts));
        texts.bind(":type", static_cast<int>(refused.key.type)).bind(":id", refused.key.id);
        TRY(each_row(texts, Text::kCount, [&refused](const Statement& row) {
            refused.texts.push_back(row.get<std::string>(Text::kWords));
        }));
    }
    return rows;
}

Result<std::vector<ReplacedRow>> list_replaced(Connection& connection, const RecordKey& key,
                                               int limit) {
    enum class Col { kField, kIsOwn, kWrittenAt, kValue, kValueType, kAuthor, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectReplaced));
    select.bind(":type", static_cast<int>(key.type)).bind(":id", key.id).bind(":limit", limit);
    std::vector<ReplacedRow> rows;
    TRY(each_row(select, Col::kCount, [&rows](const Statement& row) {
        rows.push_back({
            .field = static_cast<FieldNumber>(row.get<int>(Col::kField)),
            .author_name = row.get<std::string>(Col::kAuthor),
            .is_own = row.get<bool>(Col::kIsOwn),
            .written_at = row.get<Instant>(Col::kWrittenAt),
            .value = value_at(row, Col::kValue, row.get<std::string>(Col::kValueType)),
        });
    }));
    return rows;
}

Result<std::vector<RunRow>> list_runs(Connection& connection, int limit) {
    enum class Col { kBeganAt, kTook, kSent, kReceived, kComplete, kCount };
    TRY_ASSIGN(Statement select, connection.prepare(kSelectRuns));
    select.bind(":limit", limit);
    std::vector<RunRow> rows;
    TRY(each_row(select, Col::kCount, [&rows](const Statement& row) {
        rows.push_back({
            .began_at = row.get<Instant>(Col::kBeganAt),
            .took_ms = row.get<std::int64_t>(Col::kTook),
            .sent = row.get<int>(Col::kSent),
            .received = row.get<int>(Col::kReceived),
            .is_complete = row.get<bool>(Col::kComplete),
        });
    }));
    return rows;
}

Result<Whereabouts> whereabouts_of(Connection& connection, const RecordKey& key) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelectWhereabouts));
    select.bind(":type", static_cast<int>(key.type)).bind(":id", key.id);
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? static_cast<Whereabouts>(select.get<int>(0)) : Whereabouts::kSafe;
}

}  // namespace oppad::storage
