#include "sync/capture/whole_state.h"

#include <string>

#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/capture/row_state.h"
#include "sync/wire/codec.h"

namespace oppad::sync {

namespace {

using storage::Connection;
using storage::Statement;

constexpr std::string_view kSelectCarried = "SELECT type, id, state FROM unknown_records";
constexpr std::string_view kSelectRefused = "SELECT type, id, state FROM refusals";

// The table's name is schema.h's, never input (docs/adr/0003).
Status add_rows(Connection& connection, const RecordSpec& spec, std::vector<RecordState>& states) {
    std::vector<RawId> ids;
    {
        TRY_ASSIGN(Statement select,
                   connection.prepare("SELECT id FROM \"" + std::string{spec.table} + "\""));
        for (;;) {
            TRY_ASSIGN(const bool has_row, select.step());
            if (!has_row) break;
            ids.push_back(select.get<RawId>(0));
        }
    }
    for (const RawId& id : ids) {
        TRY_ASSIGN(const auto row, storage::find_record(connection, {spec.type, id}));
        if (!row) continue;
        TRY_ASSIGN(RecordState state, state_of(*row));
        states.push_back(std::move(state));
    }
    return ok();
}

Status add_bodies(Connection& connection, std::string_view sql, std::vector<RecordState>& states) {
    TRY_ASSIGN(Statement select, connection.prepare(sql));
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return ok();
        const RecordKey key{static_cast<RecordType>(select.get<int>(0)), select.get<RawId>(1)};
        auto state = decode_body(select.blob(2), key);
        if (!state) return Error{ErrorCode::kCorrupt, "kept state is broken"};
        states.push_back(std::move(*state));
    }
}

}  // namespace

Result<std::vector<RecordState>> list_states(Connection& connection) {
    std::vector<RecordState> states;
    for (const RecordSpec& spec : all_record_specs()) TRY(add_rows(connection, spec, states));
    TRY(add_bodies(connection, kSelectCarried, states));
    return states;
}

Result<std::vector<RecordState>> list_refused(Connection& connection) {
    std::vector<RecordState> states;
    TRY(add_bodies(connection, kSelectRefused, states));
    return states;
}

}  // namespace oppad::sync
