#include "sync/capture/forget.h"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/capture/carried_records.h"
#include "sync/capture/conflict_list.h"
#include "sync/capture/outbox.h"
#include "sync/capture/refusals.h"
#include "sync/capture/replaced_values.h"
#include "sync/capture/restart.h"
#include "sync/capture/row_state.h"
#include "sync/capture/stamping_names.h"
#include "sync/capture/sync_state.h"
#include "sync/capture/whole_state.h"
#include "sync/merge/merge.h"
#include "sync/wire/planted_bug.h"

namespace oppad::sync {

namespace {

// The table's name is schema.h's, never input (docs/adr/0003).
Result<std::vector<RawId>> ids_of_scope(storage::Connection& connection, const RecordSpec& spec,
                                        const RawId& scope) {
    std::vector<RawId> ids;
    const std::string sql =
        "SELECT id FROM \"" + std::string{spec.table} + "\" WHERE scope = :scope";
    TRY_ASSIGN(storage::Statement select, connection.prepare(sql));
    select.bind(":scope", scope);
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return ids;
        ids.push_back(select.get<RawId>(0));
    }
}

bool is_written_by(const RecordState& state, const std::vector<DeviceId>& names) {
    const CausalContext stamps = seen_context(state);
    return std::any_of(stamps.begin(), stamps.end(), [&names](const Seen& stamp) {
        return std::find(names.begin(), names.end(), stamp.device) != names.end();
    });
}

// What the hub may lack, and nobody but this tablet need have.
Result<bool> may_be_lacked(storage::Connection& connection, const RecordKey& key,
                           const std::vector<DeviceId>& names) {
    TRY_ASSIGN(const bool waits, is_unconfirmed(connection, key));
    if (!waits) return false;
    TRY_ASSIGN(const auto row, storage::find_record(connection, key));
    if (!row) return false;
    TRY_ASSIGN(const RecordState state, state_of(*row));
    return is_written_by(state, names);
}

// What is unsent of the record, or may be lacked by the hub. It is sent all the same: refused, it
// is set aside there, where people can decide about it when this tablet is gone.
Status keep_unsent(storage::Connection& connection, const RecordKey& key, Instant now) {
    TRY_ASSIGN(const auto row, storage::find_record(connection, key));
    if (!row) return ok();
    TRY_ASSIGN(const RecordState state, state_of(*row));
    TRY(put_refusal(connection, state, RefusalReason::kOutOfScope, now));
    return queue_change(connection, key, {kWholeRecord});
}

// It lies there by an edit that the hub refused, or may refuse: to the hub it may lie in sight.
Result<bool> may_lie_elsewhere(storage::Connection& connection, const RecordKey& key) {
    TRY_ASSIGN(const auto refused, find_refused(connection, key));
    return refused.has_value();
}

}  // namespace

Result<std::vector<RecordKey>> records_to_ask_back(storage::Connection& connection) {
    std::vector<RecordKey> keys;
    TRY_ASSIGN(const std::uint64_t wants, get_number(connection, kAskBackKey));
    if (wants == 0) return keys;
    TRY_ASSIGN(const std::vector<RecordState> refused, list_refused(connection));
    for (const RecordState& state : refused) {
        if (find_spec(state.key.type) == nullptr) continue;
        TRY_ASSIGN(const auto row, storage::find_record(connection, state.key));
        if (!row) keys.push_back(state.key);
    }
    return keys;
}

Status note_asked_back(storage::Connection& connection) {
    return set_number(connection, kAskBackKey, 0);
}

Result<int> forget_scope(storage::Connection& connection, const RawId& scope, Instant now) {
    int purged = 0;
    TRY_ASSIGN(const Restart restart, current_restart(connection));
    std::vector<DeviceId> names;
    if (restart == Restart::kHubPutBack) {
        TRY_ASSIGN(names, own_names(connection));
    }
    for (const RecordSpec& spec : all_record_specs()) {
        TRY_ASSIGN(const std::vector<RawId> ids, ids_of_scope(connection, spec, scope));
        for (const RawId& id : ids) {
            const RecordKey key{spec.type, id};
            TRY_ASSIGN(bool unsent, is_queued(connection, key));
            if (!unsent && restart == Restart::kHubPutBack) {
                TRY_ASSIGN(unsent, may_be_lacked(connection, key, names));
            }
            if (unsent && !is_planted(PlantedBug::kForgetUnsentToo))
                TRY(keep_unsent(connection, key, now));
            TRY_ASSIGN(const bool asks_back, may_lie_elsewhere(connection, key));
            if (asks_back) TRY(set_number(connection, kAskBackKey, 1));
            TRY(close_conflicts(connection, key));
            TRY(drop_replaced(connection, key));
            TRY(storage::purge_record(connection, key));
            ++purged;
        }
    }
    if (is_planted(PlantedBug::kForgetKeepsCarried)) return purged;
    TRY(drop_carried_of_scope(connection, scope));
    return purged;
}

}  // namespace oppad::sync
