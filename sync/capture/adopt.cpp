#include "sync/capture/adopt.h"

#include <string>
#include <vector>

#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/capture/outbox.h"
#include "sync/capture/row_state.h"
#include "sync/merge/merge.h"
#include "sync/merge/restamp.h"

namespace oppad::sync {

namespace {

using storage::Connection;

constexpr int kPageRecords = 1'000;

// Removed ones too. The table's name is schema.h's, never input (docs/adr/0003).
Result<std::vector<RawId>> next_ids(Connection& connection, const RecordSpec& spec,
                                    const RawId& after) {
    const std::string sql = "SELECT id FROM \"" + std::string{spec.table} +
                            "\" WHERE id > :after ORDER BY id LIMIT :limit";
    TRY_ASSIGN(storage::Statement select, connection.prepare(sql));
    select.bind(":after", after).bind(":limit", kPageRecords);
    std::vector<RawId> ids;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return ids;
        ids.push_back(select.get<RawId>(0));
    }
}

// The row's state, with a stamp for whatever nobody has stamped.
Result<RecordState> stamped_state(storage::StoredRecord& row, StampClock& clock) {
    if (row.causal.empty()) {
        TRY_ASSIGN(const Stamp stamp, clock.tick());
        RowCausal causal{.row = stamp, .residual = {.key = row.key}};
        causal.residual.scope = row.scope;
        causal.residual.scope_stamp = stamp;
        row.causal = pack_causal(std::move(causal));
    }
    TRY_ASSIGN(RecordState state, state_of(row));
    if (row.deleted == is_hidden(state)) return state;
    // Removed or brought back while nobody listened.
    TRY_ASSIGN(const Stamp stamp, clock.tick());
    if (row.deleted)
        state.deletions.push_back({stamp, seen_context(state)});
    else
        state.scope_stamp = stamp;
    keep_widest(state.deletions);
    return state;
}

// A staff id is random: wherever the same value stands, it means that person.
void rename_staff(RecordState& state, const RawId& from, const RawId& to) {
    for (FieldState& field : state.fields) {
        for (Version& version : field.versions) {
            const RawId* id = std::get_if<RawId>(&version.value);
            if (id != nullptr && *id == from) version.value = to;
        }
    }
}

Status adopt_record(Connection& connection, StampClock& clock, const Adoption& adoption,
                    const RecordKey& key) {
    const bool is_staff = key.type == RecordType::kStaff;
    if (is_staff) TRY(drop_entries(connection, key));
    if (is_staff && key.id == adoption.local_staff) return storage::purge_record(connection, key);
    TRY_ASSIGN(auto row, storage::find_record(connection, key));
    if (!row) return ok();
    TRY_ASSIGN(RecordState state, stamped_state(*row, clock));
    state.scope = adoption.staff.scope;
    rename_staff(state, adoption.local_staff, adoption.staff.id.raw);
    state = rename_device(std::move(state), clock.device(), adoption.device);
    TRY(storage::put_record(connection, row_of(state)));
    if (is_staff) return ok();
    // What waits already keeps its place in the queue.
    TRY_ASSIGN(const bool waits, is_queued(connection, key));
    return waits ? ok() : queue_change(connection, key, {kWholeRecord});
}

}  // namespace

Status adopt_records(Connection& connection, StampClock& clock, const Adoption& adoption) {
    for (const RecordSpec& spec : all_record_specs()) {
        RawId after;
        for (;;) {
            TRY_ASSIGN(const std::vector<RawId> ids, next_ids(connection, spec, after));
            if (ids.empty()) break;
            for (const RawId& id : ids)
                TRY(adopt_record(connection, clock, adoption, {spec.type, id}));
            after = ids.back();
        }
    }
    clock.use_device(adoption.device);
    return ok();
}

}  // namespace oppad::sync
