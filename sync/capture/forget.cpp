#include "sync/capture/forget.h"

#include <string>
#include <vector>

#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/capture/carried_records.h"
#include "sync/capture/conflict_list.h"
#include "sync/capture/outbox.h"
#include "sync/capture/replaced_values.h"
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

}  // namespace

Result<int> forget_scope(storage::Connection& connection, const RawId& scope, Instant now) {
    int purged = 0;
    for (const RecordSpec& spec : all_record_specs()) {
        TRY_ASSIGN(const std::vector<RawId> ids, ids_of_scope(connection, spec, scope));
        for (const RawId& id : ids) {
            const RecordKey key{spec.type, id};
            TRY_ASSIGN(const bool unsent, is_queued(connection, key));
            if (unsent && !is_planted(PlantedBug::kForgetUnsentToo))
                TRY(set_aside(connection, key, RefusalReason::kOutOfScope, now));
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
