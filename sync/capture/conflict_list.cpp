#include "sync/capture/conflict_list.h"

#include <string>

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/capture/sync_state.h"
#include "sync/merge/base_text.h"
#include "sync/merge/merge.h"
#include "sync/tuning.h"
#include "sync/wire/clock.h"
#include "sync/wire/signature.h"

namespace oppad::sync {

namespace {

using storage::Connection;
using storage::Statement;

constexpr std::string_view kDeleteEverything = R"sql(DELETE FROM conflicts)sql";
constexpr std::string_view kDeleteEveryVersion = R"sql(DELETE FROM conflict_versions)sql";
constexpr std::string_view kInsert = R"sql(
    INSERT INTO conflicts (type, id, field, noticed_at_ms)
    VALUES (:type, :id, :field, :noticed_at_ms)
    ON CONFLICT (type, id, field) DO NOTHING
)sql";
constexpr std::string_view kInsertVersion = R"sql(
    INSERT INTO conflict_versions (type, id, field, time, device, is_own, was_offline,
                                   written_at_ms, words, base)
    VALUES (:type, :id, :field, :time, :device, :is_own, :was_offline, :written_at_ms, :words,
            :base)
    ON CONFLICT (type, id, field, time, device) DO UPDATE
        SET words = excluded.words, base = excluded.base
)sql";
// What no longer stands: neither word nor author stays behind.
constexpr std::string_view kDeleteFallen = R"sql(
    DELETE FROM conflict_versions
    WHERE type = :type AND id = :id AND field = :field
      AND time || '-' || device NOT IN (SELECT value FROM json_each(:standing))
)sql";
constexpr std::string_view kDelete = R"sql(
    DELETE FROM conflicts WHERE type = :type AND id = :id AND field = :field
)sql";
constexpr std::string_view kDeleteVersions = R"sql(
    DELETE FROM conflict_versions WHERE type = :type AND id = :id AND field = :field
)sql";
constexpr std::string_view kDeleteAll = R"sql(
    DELETE FROM conflicts WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kDeleteAllVersions = R"sql(
    DELETE FROM conflict_versions WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kCount = R"sql(SELECT COUNT(*) FROM conflicts)sql";

Status run_for(Connection& connection, std::string_view sql, const RecordKey& key) {
    TRY_ASSIGN(Statement statement, connection.prepare(sql));
    return statement.bind(":type", static_cast<int>(key.type)).bind(":id", key.id).run();
}

Status run_for(Connection& connection, std::string_view sql, const RecordKey& key,
               FieldNumber field) {
    TRY_ASSIGN(Statement statement, connection.prepare(sql));
    statement.bind(":type", static_cast<int>(key.type)).bind(":id", key.id);
    return statement.bind(":field", int{field}).run();
}

// A colleague's version was written offline when this tablet was level with the hub after it had
// been written and did not get it; an own one when it went long after it was written.
bool was_offline(const Version& version, const Noticing& noticing, Instant level_at) {
    const Instant written = written_at(version.stamp);
    if (version.stamp.device != noticing.own) return written < level_at;
    return noticing.was_just_sent && written.ms + kOfflineFromMs < noticing.now.ms;
}

Status put_version(Connection& connection, const RecordState& state, FieldNumber field,
                   const Version& version, bool offline, DeviceId own) {
    TRY_ASSIGN(Statement insert, connection.prepare(kInsertVersion));
    insert.bind(":type", static_cast<int>(state.key.type)).bind(":id", state.key.id);
    insert.bind(":field", int{field}).bind(":time", static_cast<std::int64_t>(version.stamp.time));
    insert.bind(":device", device_text(version.stamp.device));
    insert.bind(":is_own", version.stamp.device == own).bind(":was_offline", offline);
    insert.bind(":written_at_ms", written_at(version.stamp));
    const std::string* words = std::get_if<std::string>(&version.value);
    insert.bind(":words", words != nullptr ? std::optional{*words} : std::nullopt);
    return insert.bind(":base", base_of(state, field, version.stamp)).run();
}

Status list_field(Connection& connection, const RecordState& state, const FieldState& field,
                  const std::vector<Version>& standing, const Noticing& noticing) {
    TRY_ASSIGN(Statement insert, connection.prepare(kInsert));
    insert.bind(":type", static_cast<int>(state.key.type)).bind(":id", state.key.id);
    insert.bind(":field", int{field.number}).bind(":noticed_at_ms", noticing.now);
    TRY(insert.run());
    TRY_ASSIGN(const std::uint64_t level_ms, get_number(connection, kCompleteKey));
    const Instant level_at{static_cast<std::int64_t>(level_ms)};
    std::string marks = "[";
    for (const Version& version : standing) {
        if (marks.size() > 1) marks += ',';
        marks += '"' + std::to_string(version.stamp.time) + '-';
        marks += device_text(version.stamp.device) + '"';
    }
    TRY_ASSIGN(Statement fallen, connection.prepare(kDeleteFallen));
    fallen.bind(":type", static_cast<int>(state.key.type)).bind(":id", state.key.id);
    TRY(fallen.bind(":field", int{field.number}).bind(":standing", marks + "]").run());
    for (const Version& version : standing) {
        TRY(put_version(connection, state, field.number, version,
                        was_offline(version, noticing, level_at), noticing.own));
    }
    return ok();
}

}  // namespace

Status list_conflicts(Connection& connection, const RecordState& state, const Noticing& noticing) {
    if (is_hidden(state)) return close_conflicts(connection, state.key);
    for (const FieldState& field : state.fields) {
        if (!may_conflict(field)) continue;
        const std::vector<Version> standing = standing_versions(field);
        if (standing.size() < 2)
            TRY(close_conflict(connection, state.key, field.number));
        else
            TRY(list_field(connection, state, field, standing, noticing));
    }
    return ok();
}

Status close_conflict(Connection& connection, const RecordKey& key, FieldNumber field) {
    TRY(run_for(connection, kDelete, key, field));
    return run_for(connection, kDeleteVersions, key, field);
}

Status close_conflicts(Connection& connection, const RecordKey& key) {
    TRY(run_for(connection, kDeleteAll, key));
    return run_for(connection, kDeleteAllVersions, key);
}

Status close_all_conflicts(Connection& connection) {
    TRY(connection.execute(kDeleteEverything));
    return connection.execute(kDeleteEveryVersion);
}

Result<int> count_conflicts(Connection& connection) {
    TRY_ASSIGN(Statement count, connection.prepare(kCount));
    TRY_ASSIGN(const bool has_row, count.step());
    return has_row ? count.get<int>(0) : 0;
}

}  // namespace oppad::sync
