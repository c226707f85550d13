#include "sync/capture/restart.h"

#include <string>
#include <vector>

#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/capture/carried_records.h"
#include "sync/capture/outbox.h"
#include "sync/capture/refusals.h"
#include "sync/capture/row_state.h"
#include "sync/capture/stamping_names.h"
#include "sync/capture/sync_state.h"

namespace oppad::sync {

namespace {

using storage::Connection;
using storage::Statement;

constexpr std::string_view kClear = R"sql(DELETE FROM unconfirmed_records)sql";
constexpr std::string_view kNoteCarried = R"sql(
    INSERT OR IGNORE INTO unconfirmed_records (type, id) SELECT type, id FROM unknown_records
)sql";
constexpr std::string_view kSettle = R"sql(
    DELETE FROM unconfirmed_records WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kIsUnconfirmed = R"sql(
    SELECT 1 FROM unconfirmed_records WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kList = R"sql(SELECT type, id FROM unconfirmed_records)sql";
constexpr std::string_view kListUnsent = R"sql(
    SELECT type, id FROM sent_records UNION SELECT type, id FROM outbox
)sql";

Result<std::vector<RecordKey>> list_keys(Connection& connection, std::string_view sql) {
    std::vector<RecordKey> keys;
    TRY_ASSIGN(Statement select, connection.prepare(sql));
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return keys;
        keys.push_back({static_cast<RecordType>(select.get<int>(0)), select.get<RawId>(1)});
    }
}

// The table's name is schema.h's, never input (docs/adr/0003).
Status note_table(Connection& connection, const RecordSpec& spec) {
    const std::string sql =
        "INSERT OR IGNORE INTO unconfirmed_records (type, id) SELECT :type, id FROM \"" +
        std::string{spec.table} + "\"";
    TRY_ASSIGN(Statement note, connection.prepare(sql));
    return note.bind(":type", static_cast<int>(spec.type)).run();
}

// Whether this tablet has exactly what the hub gave, and nothing more of it.
Result<bool> holds_exactly(Connection& connection, const RecordState& incoming) {
    if (find_spec(incoming.key.type) != nullptr && !incoming.erased) {
        TRY_ASSIGN(const auto row, storage::find_record(connection, incoming.key));
        if (!row) return false;
        TRY_ASSIGN(const RecordState state, state_of(*row));
        return state == incoming;
    }
    TRY_ASSIGN(const auto carried, find_carried(connection, incoming.key));
    return carried && *carried == incoming;
}

Status remove_record(Connection& connection, const RecordKey& key) {
    TRY(drop_entries(connection, key));
    if (find_spec(key.type) != nullptr) TRY(storage::purge_record(connection, key));
    TRY_ASSIGN(const auto carried, find_carried(connection, key));
    return carried && !carried->erased ? drop_carried(connection, key) : ok();
}

}  // namespace

Status begin_restart(Connection& connection, Restart kind) {
    TRY(connection.execute(kClear));
    for (const RecordSpec& spec : all_record_specs()) {
        // The hub alone names colleagues: those made up here it never had.
        if (spec.type != RecordType::kStaff) TRY(note_table(connection, spec));
    }
    TRY(connection.execute(kNoteCarried));
    TRY_ASSIGN(const std::vector<RecordKey> unsent, list_keys(connection, kListUnsent));
    for (const RecordKey& key : unsent) TRY(queue_change(connection, key, {kWholeRecord}));
    TRY(note_names_told(connection, false));
    return set_number(connection, kRestartKey, static_cast<std::uint64_t>(kind));
}

Result<Restart> current_restart(Connection& connection) {
    TRY_ASSIGN(const std::uint64_t kind, get_number(connection, kRestartKey));
    return static_cast<Restart>(kind);
}

Result<bool> is_unconfirmed(Connection& connection, const RecordKey& key) {
    TRY_ASSIGN(Statement select, connection.prepare(kIsUnconfirmed));
    return select.bind(":type", static_cast<int>(key.type)).bind(":id", key.id).step();
}

Result<std::vector<RecordKey>> unconfirmed_records(Connection& connection) {
    return list_keys(connection, kList);
}

Status confirm_record(Connection& connection, Restart kind, const RecordState& incoming) {
    if (kind == Restart::kHubPutBack) {
        TRY_ASSIGN(const bool same, holds_exactly(connection, incoming));
        if (!same) return ok();
    }
    TRY_ASSIGN(Statement settle, connection.prepare(kSettle));
    settle.bind(":type", static_cast<int>(incoming.key.type)).bind(":id", incoming.key.id);
    return settle.run();
}

Result<int> end_restart(Connection& connection, Restart kind) {
    TRY_ASSIGN(const std::vector<RecordKey> left, unconfirmed_records(connection));
    int removed = 0;
    for (const RecordKey& key : left) {
        TRY_ASSIGN(const bool queued, is_queued(connection, key));
        TRY_ASSIGN(const bool refused, is_refused(connection, key));
        if (kind == Restart::kHubPutBack || queued) {
            TRY(queue_change(connection, key, {kWholeRecord}));
        } else if (!refused) {  // What was refused waits for its author.
            TRY(remove_record(connection, key));
            ++removed;
        }
    }
    TRY(connection.execute(kClear));
    TRY(set_number(connection, kRestartKey, static_cast<std::uint64_t>(Restart::kNone)));
    return removed;
}

}  // namespace oppad::sync
