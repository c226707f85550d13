#include "sync/capture/sealed_work.h"

#include <algorithm>

#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "engine/storage/tables/draft_rows.h"
#include "sync/capture/carried_records.h"
#include "sync/capture/row_state.h"
#include "sync/merge/merge.h"
#include "sync/wire/codec.h"

namespace oppad::sync {

namespace {

using storage::Connection;
using storage::Statement;

constexpr std::string_view kPut = R"sql(
    INSERT INTO sealed_work (staff, type, id, state, waits)
    VALUES (:staff, :type, :id, :state, :waits)
    ON CONFLICT (staff, type, id) DO UPDATE SET state = excluded.state, waits = excluded.waits
)sql";
constexpr std::string_view kSelect = R"sql(
    SELECT type, id, state FROM sealed_work WHERE staff = :staff
)sql";
constexpr std::string_view kFirstWaiting = R"sql(
    SELECT staff FROM sealed_work WHERE waits = 1 ORDER BY staff LIMIT 1
)sql";
constexpr std::string_view kSelectWaiting = R"sql(
    SELECT type, id, state FROM sealed_work WHERE staff = :staff AND waits = 1
    ORDER BY type, id LIMIT :limit
)sql";
constexpr std::string_view kHold = R"sql(
    UPDATE sealed_work SET waits = 0 WHERE staff = :staff AND type = :type AND id = :id
)sql";
constexpr std::string_view kHoldAll = R"sql(UPDATE sealed_work SET waits = 0)sql";
constexpr std::string_view kDropOf = R"sql(DELETE FROM sealed_work WHERE staff = :staff)sql";
constexpr std::string_view kDropOne = R"sql(
    DELETE FROM sealed_work WHERE staff = :staff AND type = :type AND id = :id
)sql";
constexpr std::string_view kDrop =
    R"sql(DELETE FROM sealed_work WHERE type = :type AND id = :id)sql";
constexpr std::string_view kSealDrafts = R"sql(
    INSERT OR REPLACE INTO sealed_drafts (staff, id, saved_at_ms, content)
    SELECT :staff, id, saved_at_ms, content FROM drafts
)sql";
constexpr std::string_view kDropDrafts = R"sql(DELETE FROM drafts)sql";
constexpr std::string_view kUnsealDrafts = R"sql(
    INSERT OR REPLACE INTO drafts (id, saved_at_ms, content)
    SELECT id, saved_at_ms, content FROM sealed_drafts WHERE staff = :staff
)sql";
constexpr std::string_view kDropSealedDrafts =
    R"sql(DELETE FROM sealed_drafts WHERE staff = :staff)sql";

// A contact's draft names its family, a form only the record that it is about.
constexpr std::string_view kDropDraftsAbout = R"sql(
    DELETE FROM drafts
    WHERE id = :id
       OR ((:is_family OR (:is_of_family AND id = :form)) AND instr(content, :name) > 0)
)sql";
constexpr std::string_view kDropSealedDraftsAbout = R"sql(
    DELETE FROM sealed_drafts
    WHERE id = :id
       OR ((:is_family OR (:is_of_family AND id = :form)) AND instr(content, :name) > 0)
)sql";

bool hangs_on_families(RecordType type) {
    const RecordSpec* spec = find_spec(type);
    return spec != nullptr &&
           std::any_of(spec->fields.begin(), spec->fields.end(),
                       [](const FieldSpec& field) { return field.name == "family_id"; });
}

Result<std::vector<RecordState>> read_states(Statement select) {
    std::vector<RecordState> states;
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return states;
        const RecordKey key{static_cast<RecordType>(select.get<int>(0)), select.get<RawId>(1)};
        TRY_ASSIGN(RecordState state, decode_body(select.blob(2), key));
        states.push_back(std::move(state));
    }
}

Status run_of(Connection& connection, std::string_view sql, const RawId& author) {
    TRY_ASSIGN(Statement statement, connection.prepare(sql));
    return statement.bind(":staff", author).run();
}

Status run_for(Connection& connection, std::string_view sql, const RawId& author,
               const RecordKey& key) {
    TRY_ASSIGN(Statement statement, connection.prepare(sql));
    statement.bind(":staff", author).bind(":type", static_cast<int>(key.type));
    return statement.bind(":id", key.id).run();
}

// Beside what is here of it by now.
Status put_back(Connection& connection, RecordState state, const Noticing& noticing) {
    if (find_spec(state.key.type) == nullptr) {
        TRY_ASSIGN(const auto carried, find_carried(connection, state.key));
        return put_carried(connection, carried ? merge(*carried, state) : state);
    }
    TRY_ASSIGN(const auto row, storage::find_record(connection, state.key));
    if (row) {
        TRY_ASSIGN(RecordState stored, state_of(*row));
        state = merge(std::move(stored), state);
    }
    TRY(storage::put_record(connection, row_of(state)));
    return list_conflicts(connection, state, noticing);
}

const Refusal* find_refusal(const SyncReply& answer, const RecordKey& key) {
    const auto at = std::find_if(answer.refusals.begin(), answer.refusals.end(),
                                 [&key](const Refusal& refusal) { return refusal.key == key; });
    return at == answer.refusals.end() ? nullptr : &*at;
}

// What the hub dated otherwise it sends back to whoever brought it.
bool comes_from_hub(const SyncReply& answer, const RecordKey& key) {
    return std::any_of(answer.receipts.begin(), answer.receipts.end(),
                       [&key](const Receipt& receipt) {
                           return receipt.key == key && !receipt.corrected.empty();
                       });
}

}  // namespace

Status seal(Connection& connection, const RawId& author, const RecordState& state, Sealed sealed) {
    TRY_ASSIGN(Statement put, connection.prepare(kPut));
    put.bind(":staff", author).bind(":type", static_cast<int>(state.key.type));
    put.bind(":id", state.key.id).bind(":waits", sealed == Sealed::kWaits);
    return put.bind(":state", encode_body(state)).run();
}

Status seal_drafts(Connection& connection, const RawId& author) {
    TRY(run_of(connection, kSealDrafts, author));
    return connection.execute(kDropDrafts);
}

Status hold_sealed(Connection& connection) { return connection.execute(kHoldAll); }

Result<SealedWork> next_sealed(Connection& connection, int records_max) {
    SealedWork work;
    {
        TRY_ASSIGN(Statement first, connection.prepare(kFirstWaiting));
        TRY_ASSIGN(const bool has_row, first.step());
        if (!has_row) return work;
        work.author = first.get<RawId>(0);
    }
    TRY_ASSIGN(Statement select, connection.prepare(kSelectWaiting));
    select.bind(":staff", work.author).bind(":limit", records_max);
    TRY_ASSIGN(work.states, read_states(std::move(select)));
    return work;
}

Status answer_sealed(Connection& connection, const Batch& batch, const SyncReply& answer,
                     const Noticing& noticing) {
    const RawId& author = batch.author.value();
    for (const RecordState& state : batch.push) {
        const Refusal* refusal = find_refusal(answer, state.key);
        const bool stays = refusal != nullptr && refusal->reason != RefusalReason::kErased;
        if (refusal == nullptr && !comes_from_hub(answer, state.key))
            TRY(put_back(connection, state, noticing));
        TRY(run_for(connection, stays ? kHold : kDropOne, author, state.key));
    }
    return withdraw_batch(connection);
}

Status unseal(Connection& connection, const RawId& author, const Noticing& noticing) {
    TRY_ASSIGN(Statement select, connection.prepare(kSelect));
    select.bind(":staff", author);
    TRY_ASSIGN(std::vector<RecordState> states, read_states(std::move(select)));
    for (RecordState& state : states) {
        const RecordKey key = state.key;
        TRY(put_back(connection, std::move(state), noticing));
        TRY(queue_change(connection, key, {kWholeRecord}));
    }
    TRY(run_of(connection, kDropOf, author));
    TRY(run_of(connection, kUnsealDrafts, author));
    return run_of(connection, kDropSealedDrafts, author);
}

Status drop_sealed(Connection& connection, const RecordKey& key) {
    TRY_ASSIGN(Statement drop, connection.prepare(kDrop));
    return drop.bind(":type", static_cast<int>(key.type)).bind(":id", key.id).run();
}

Status drop_drafts_about(Connection& connection, const RecordKey& key) {
    const std::string name = to_text(key.id);  // As a draft names a record.
    for (const std::string_view sql : {kDropDraftsAbout, kDropSealedDraftsAbout}) {
        TRY_ASSIGN(Statement drop, connection.prepare(sql));
        drop.bind(":id", key.id).bind(":is_family", key.type == RecordType::kFamily);
        drop.bind(":is_of_family", hangs_on_families(key.type)).bind(":form", storage::kFormDraft);
        TRY(drop.bind(":name", as_bytes(name)).run());
    }
    return ok();
}

}  // namespace oppad::sync
