#include "sync/capture/sealed_work.h"

#include <vector>

#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/capture/carried_records.h"
#include "sync/capture/outbox.h"
#include "sync/capture/row_state.h"
#include "sync/capture/sync_state.h"
#include "sync/capture/whole_state.h"
#include "sync/merge/merge.h"
#include "sync/wire/codec.h"

namespace oppad::sync {

namespace {

using storage::Connection;
using storage::Statement;

constexpr std::string_view kPut = R"sql(
    INSERT INTO sealed_work (staff, type, id, state) VALUES (:staff, :type, :id, :state)
    ON CONFLICT (staff, type, id) DO UPDATE SET state = excluded.state
)sql";
constexpr std::string_view kSelect = R"sql(
    SELECT type, id, state FROM sealed_work WHERE staff = :staff
)sql";
constexpr std::string_view kDropOf = R"sql(DELETE FROM sealed_work WHERE staff = :staff)sql";
constexpr std::string_view kDrop =
    R"sql(DELETE FROM sealed_work WHERE type = :type AND id = :id)sql";

Result<std::vector<RecordState>> list_sealed(Connection& connection, const RawId& author) {
    std::vector<RecordState> states;
    TRY_ASSIGN(Statement select, connection.prepare(kSelect));
    select.bind(":staff", author);
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return states;
        const RecordKey key{static_cast<RecordType>(select.get<int>(0)), select.get<RawId>(1)};
        TRY_ASSIGN(RecordState state, decode_body(select.blob(2), key));
        states.push_back(std::move(state));
    }
}

// Beside what is here of it by now.
Status put_back(Connection& connection, const RecordState& state) {
    if (find_spec(state.key.type) == nullptr) {
        TRY_ASSIGN(const auto carried, find_carried(connection, state.key));
        return put_carried(connection, carried ? merge(*carried, state) : state);
    }
    TRY_ASSIGN(const auto row, storage::find_record(connection, state.key));
    if (!row) return storage::put_record(connection, row_of(state));
    TRY_ASSIGN(RecordState stored, state_of(*row));
    return storage::put_record(connection, row_of(merge(std::move(stored), state)));
}

}  // namespace

Status hand_over(Connection& connection, const RawId& author) {
    TRY_ASSIGN(const std::vector<RecordState> refused, list_refused(connection));
    for (const RecordState& state : refused) {
        // What was edited since waits as well, and is judged anew.
        TRY_ASSIGN(const bool waits, is_queued(connection, state.key));
        if (!waits) TRY(seal(connection, author, state));
    }
    TRY(set_text(connection, kHandedByKey, to_hex(author.bytes)));
    TRY_ASSIGN(const std::uint64_t queued, get_number(connection, kQueuedKey));
    return set_number(connection, kHandedThroughKey, queued);
}

Result<std::optional<RawId>> author_before(Connection& connection, std::int64_t version) {
    TRY_ASSIGN(const std::uint64_t through, get_number(connection, kHandedThroughKey));
    if (static_cast<std::uint64_t>(version) > through) return std::optional<RawId>{};
    TRY_ASSIGN(const std::string author, get_text(connection, kHandedByKey));
    const auto bytes = from_hex(author);
    return bytes ? id_from_bytes(*bytes) : std::nullopt;
}

Status seal(Connection& connection, const RawId& author, const RecordState& state) {
    TRY_ASSIGN(Statement put, connection.prepare(kPut));
    put.bind(":staff", author).bind(":type", static_cast<int>(state.key.type));
    put.bind(":id", state.key.id).bind(":state", encode_body(state));
    TRY(put.run());
    TRY(drop_entries(connection, state.key));
    if (find_spec(state.key.type) == nullptr) return ok();
    return storage::purge_record(connection, state.key);
}

Status unseal(Connection& connection, const RawId& author) {
    TRY_ASSIGN(const std::vector<RecordState> states, list_sealed(connection, author));
    for (const RecordState& state : states) {
        TRY(put_back(connection, state));
        TRY(queue_change(connection, state.key, {kWholeRecord}));
    }
    TRY_ASSIGN(Statement drop, connection.prepare(kDropOf));
    return drop.bind(":staff", author).run();
}

Status drop_sealed(Connection& connection, const RecordKey& key) {
    TRY_ASSIGN(Statement drop, connection.prepare(kDrop));
    return drop.bind(":type", static_cast<int>(key.type)).bind(":id", key.id).run();
}

}  // namespace oppad::sync
