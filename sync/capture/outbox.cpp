#include "sync/capture/outbox.h"

#include <algorithm>

#include "engine/core/check.h"
#include "engine/domain/record.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/statement.h"
#include "sync/capture/carried_records.h"
#include "sync/capture/conflict_list.h"
#include "sync/capture/refusals.h"
#include "sync/capture/replaced_values.h"
#include "sync/capture/row_state.h"
#include "sync/capture/sealed_work.h"
#include "sync/capture/sync_state.h"
#include "sync/merge/merge.h"
#include "sync/wire/codec.h"
#include "sync/wire/compression.h"
#include "sync/wire/planted_bug.h"

namespace oppad::sync {

namespace {

using storage::Connection;
using storage::Statement;

constexpr std::string_view kQueue = R"sql(
    INSERT INTO outbox (type, id, version, fields) VALUES (:type, :id, :version, :fields)
    ON CONFLICT (type, id) DO UPDATE SET version = excluded.version, fields =
        (SELECT json_group_array(value) FROM
            (SELECT value FROM json_each(outbox.fields)
             UNION SELECT value FROM json_each(excluded.fields)))
)sql";
constexpr std::string_view kHasQueued = R"sql(
    SELECT EXISTS (SELECT 1 FROM outbox) OR EXISTS (SELECT 1 FROM sealed_work WHERE waits = 1)
)sql";
constexpr std::string_view kHasSealedBatch = R"sql(
    SELECT COUNT(*) FROM sent_batch WHERE author IS NOT NULL
)sql";
constexpr std::string_view kHasSentBatch = R"sql(SELECT COUNT(*) FROM sent_batch)sql";
constexpr std::string_view kCountQueued = R"sql(
    SELECT (SELECT COUNT(*) FROM outbox) + (SELECT COUNT(*) FROM sealed_work WHERE waits = 1)
)sql";
constexpr std::string_view kIsQueued = R"sql(
    SELECT COUNT(*) FROM outbox WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kOldest = R"sql(
    SELECT type, id, version, fields FROM outbox ORDER BY version LIMIT :limit
)sql";
constexpr std::string_view kPutSentBatch = R"sql(
    INSERT INTO sent_batch (slot, batch, content, author) VALUES (1, :batch, :content, :author)
)sql";
constexpr std::string_view kFindSentBatch = R"sql(
    SELECT batch, content, author FROM sent_batch
)sql";
constexpr std::string_view kPutSentRecord = R"sql(
    INSERT INTO sent_records (type, id, version) VALUES (:type, :id, :version)
)sql";
constexpr std::string_view kClearSent = R"sql(
    DELETE FROM outbox WHERE version IN (SELECT version FROM sent_records)
)sql";
constexpr std::string_view kPlantedClearAll = R"sql(DELETE FROM outbox)sql";
constexpr std::string_view kPlantedClearAnyVersion = R"sql(
    DELETE FROM outbox WHERE EXISTS (
        SELECT 1 FROM sent_records AS sent
        WHERE sent.type = outbox.type AND sent.id = outbox.id)
)sql";
constexpr std::string_view kForgetSentRecords = R"sql(DELETE FROM sent_records)sql";
constexpr std::string_view kForgetSentBatch = R"sql(DELETE FROM sent_batch)sql";
constexpr std::string_view kDropQueued = R"sql(
    DELETE FROM outbox WHERE type = :type AND id = :id
)sql";
constexpr std::string_view kUnsettled = R"sql(
    SELECT type, id FROM outbox UNION SELECT type, id FROM refusals
)sql";

struct Entry {
    RecordKey key;
    std::int64_t version = 0;
    std::vector<FieldNumber> fields;
};

void bind_key(Statement& statement, const RecordKey& key) {
    statement.bind(":type", static_cast<int>(key.type)).bind(":id", key.id);
}

RecordKey key_at(const Statement& row, int type_column) {
    return {static_cast<RecordType>(row.get<int>(type_column)), row.get<RawId>(type_column + 1)};
}

std::string to_json(const std::vector<FieldNumber>& fields) {
    std::string json = "[";
    for (const FieldNumber field : fields) {
        if (json.size() > 1) json += ',';
        json += std::to_string(field);
    }
    return json + "]";
}

// The column holds only what to_json() and SQLite's own JSON wrote.
std::vector<FieldNumber> from_json(std::string_view json) {
    std::vector<FieldNumber> fields;
    bool in_number = false;
    for (const char symbol : json) {
        const bool is_digit = symbol >= '0' && symbol <= '9';
        if (is_digit && !in_number) fields.push_back(0);
        if (is_digit) {
            fields.back() = static_cast<FieldNumber>(fields.back() * 10 + (symbol - '0'));
        }
        in_number = is_digit;
    }
    return fields;
}

Result<int> count(Connection& connection, std::string_view sql) {
    TRY_ASSIGN(Statement select, connection.prepare(sql));
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row ? select.get<int>(0) : 0;
}

Result<bool> has_entry(Connection& connection, std::string_view sql, const RecordKey& key) {
    TRY_ASSIGN(Statement select, connection.prepare(sql));
    bind_key(select, key);
    TRY_ASSIGN(const bool has_row, select.step());
    return has_row && select.get<int>(0) > 0;
}

Result<std::vector<Entry>> oldest_entries(Connection& connection, int records_max) {
    std::vector<Entry> entries;
    TRY_ASSIGN(Statement select, connection.prepare(kOldest));
    select.bind(":limit", records_max);
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return entries;
        entries.push_back(
            {key_at(select, 0), select.get<std::int64_t>(2), from_json(select.text(3))});
    }
}

// Of a record that left with its scope (forget.h) what is unsent is kept as refused.
Result<std::optional<RecordState>> state_of_gone(Connection& connection, const RecordKey& key) {
    TRY_ASSIGN(auto carried, find_carried(connection, key));
    if (carried) return carried;
    TRY_ASSIGN(auto refused, find_refused(connection, key));
    const bool is_mark = refused && refused->fields.empty() && refused->deletions.empty();
    return is_mark ? std::nullopt : std::move(refused);
}

// What the entry changed, of the record as it stands now; all of it when the hub refused an earlier
// part. A carried record goes whole. Nothing when the record has gone.
Result<std::optional<RecordState>> changed_state(Connection& connection, const Entry& entry,
                                                 bool has_refusals) {
    if (find_spec(entry.key.type) == nullptr) return find_carried(connection, entry.key);
    TRY_ASSIGN(const auto row, storage::find_record(connection, entry.key));
    if (!row) return state_of_gone(connection, entry.key);
    TRY_ASSIGN(RecordState state, state_of(*row));
    if (has_refusals) {
        TRY_ASSIGN(const bool was_refused, is_refused(connection, entry.key));
        if (was_refused) return std::optional<RecordState>{std::move(state)};
    }
    if (is_planted(PlantedBug::kSendOnlyLastField)) {
        std::erase_if(state.fields, [&entry](const FieldState& field) {
            return !entry.fields.empty() && entry.fields.back() != kWholeRecord &&
                   field.number != entry.fields.back();
        });
    }
    const auto is_changed = [&entry](FieldNumber number) {
        return std::any_of(entry.fields.begin(), entry.fields.end(), [number](FieldNumber field) {
            return field == kWholeRecord || field == number;
        });
    };
    state.fields.erase(
        std::remove_if(state.fields.begin(), state.fields.end(),
                       [&](const FieldState& field) { return !is_changed(field.number); }),
        state.fields.end());
    return std::optional<RecordState>{std::move(state)};
}

Status run_for(Connection& connection, std::string_view sql, const RecordKey& key) {
    TRY_ASSIGN(Statement statement, connection.prepare(sql));
    bind_key(statement, key);
    return statement.run();
}

Result<Bytes> unpacked(ByteView kept) {
    constexpr std::uint8_t kFirstOfFrame = 0x28;  // No list of CBOR begins so.
    if (kept.empty() || kept[0] != kFirstOfFrame) return Bytes{kept.begin(), kept.end()};
    constexpr std::size_t kKeptBytesMax =
        256 * 1024 * 1024;  // Of our own writing: no bound to meet.
    return decompress(kept, kKeptBytesMax);
}

// Own stamps that leave, so that a later correction of the clock stays behind none of them.
std::uint64_t latest_time(const std::vector<RecordState>& states) {
    std::uint64_t latest = 0;
    for (const RecordState& state : states) latest = std::max(latest, latest_stamp(state).time);
    return latest;
}

}  // namespace

Status queue_change(Connection& connection, const RecordKey& key,
                    const std::vector<FieldNumber>& fields) {
    TRY_ASSIGN(const std::uint64_t queued, get_number(connection, kQueuedKey));
    TRY(set_number(connection, kQueuedKey, queued + 1));
    if (is_planted(PlantedBug::kQueueForgetsFields)) TRY(run_for(connection, kDropQueued, key));
    TRY_ASSIGN(Statement put, connection.prepare(kQueue));
    bind_key(put, key);
    put.bind(":version", static_cast<std::int64_t>(queued + 1)).bind(":fields", to_json(fields));
    return put.run();
}

Result<int> count_queued(Connection& connection) { return count(connection, kCountQueued); }
Result<bool> has_queued(Connection& connection) {
    TRY_ASSIGN(const int found, count(connection, kHasQueued));
    return found > 0;
}

Result<bool> is_queued(Connection& connection, const RecordKey& key) {
    return has_entry(connection, kIsQueued, key);
}

Result<std::optional<Batch>> find_sent_batch(Connection& connection) {
    TRY_ASSIGN(Statement select, connection.prepare(kFindSentBatch));
    TRY_ASSIGN(const bool has_row, select.step());
    if (!has_row) return std::optional<Batch>{};
    Batch batch{.number = static_cast<std::uint64_t>(select.get<std::int64_t>(0))};
    auto content = unpacked(select.blob(1));
    if (!content) return Error{ErrorCode::kCorrupt, "sent batch can't be unpacked"};
    batch.content = std::move(*content);
    auto push = decode<std::vector<RecordState>>(batch.content, WireForm::kCbor);
    if (!push) return Error{ErrorCode::kCorrupt, "sent batch is broken"};
    batch.push = std::move(*push);
    batch.author = select.get<std::optional<RawId>>(2);
    return std::optional<Batch>{std::move(batch)};
}

Result<std::optional<Batch>> find_sealed_batch(Connection& connection) {
    TRY_ASSIGN(const int is_sealed, count(connection, kHasSealedBatch));
    if (is_sealed == 0) return std::optional<Batch>{};
    return find_sent_batch(connection);
}

namespace {

// A batch that is filled up to its limit; each state is encoded once.
class Filling {
public:
    explicit Filling(const Limits& limits)
        : bytes_max_(static_cast<std::size_t>(limits.body_bytes_max)) {}

    // False when it is full without that state.
    bool add(RecordState state) {
        Bytes content = encode(state, WireForm::kCbor);
        bytes_ += content.size();
        if (!batch_.push.empty() && bytes_ > bytes_max_) return false;
        encoded_.push_back(std::move(content));
        batch_.push.push_back(std::move(state));
        return true;
    }

    // With the next number; one with nothing in it gets none.
    Result<Batch> close(Connection& connection) {
        if (batch_.push.empty()) return std::move(batch_);
        TRY_ASSIGN(const std::uint64_t last, get_number(connection, kBatchKey));
        batch_.number = last + 1;
        batch_.content = encode_list(encoded_);
        return std::move(batch_);
    }

private:
    std::size_t bytes_max_;
    std::size_t bytes_ = 0;
    std::vector<Bytes> encoded_;
    Batch batch_;
};

// Each page that the batch takes is sealed when it is written, and again when it is wiped.
Status keep_batch(Connection& connection, const Batch& batch) {
    TRY(set_number(connection, kBatchKey, batch.number));
    TRY_ASSIGN(Statement put, connection.prepare(kPutSentBatch));
    put.bind(":batch", static_cast<std::int64_t>(batch.number)).bind(":author", batch.author);
    return put.bind(":content", compress(batch.content)).run();
}

Status keep_entries(Connection& connection, const Batch& batch,
                    const std::vector<const Entry*>& sent) {
    TRY_ASSIGN(const std::uint64_t left, get_number(connection, kSentKey));
    TRY(set_number(connection, kSentKey, std::max(left, latest_time(batch.push))));
    for (const Entry* entry : sent) {
        TRY_ASSIGN(Statement put_record, connection.prepare(kPutSentRecord));
        bind_key(put_record, entry->key);
        TRY(put_record.bind(":version", entry->version).run());
    }
    return ok();
}

// What people left who worked here before, one person's at a time.
Result<Batch> begin_sealed_batch(Connection& connection, const Limits& limits) {
    TRY_ASSIGN(SealedWork work, next_sealed(connection, limits.records_max));
    Filling filling{limits};
    for (RecordState& state : work.states) {
        if (!filling.add(std::move(state))) break;
    }
    TRY_ASSIGN(Batch batch, filling.close(connection));
    if (batch.number == 0) return batch;
    batch.author = work.author;
    TRY(keep_batch(connection, batch));
    return batch;
}

}  // namespace

Result<Batch> begin_batch(Connection& connection, const Limits& limits) {
    TRY_ASSIGN(Batch sealed, begin_sealed_batch(connection, limits));
    if (sealed.number != 0) return sealed;
    TRY_ASSIGN(const std::vector<Entry> entries, oldest_entries(connection, limits.records_max));
    TRY_ASSIGN(const bool has_refusals, has_any_refused(connection));
    Filling filling{limits};
    std::vector<const Entry*> sent;
    for (const Entry& entry : entries) {
        TRY_ASSIGN(auto state, changed_state(connection, entry, has_refusals));
        if (!state) {
            TRY(run_for(connection, kDropQueued, entry.key));
            continue;
        }
        if (!filling.add(std::move(*state))) break;
        sent.push_back(&entry);
    }
    TRY_ASSIGN(Batch batch, filling.close(connection));
    if (batch.number == 0) return batch;
    TRY(keep_batch(connection, batch));
    TRY(keep_entries(connection, batch, sent));
    return batch;
}

Status withdraw_batch(Connection& connection) {
    TRY(connection.execute(kForgetSentRecords));
    return connection.execute(kForgetSentBatch);
}

namespace {

bool is_among(const std::vector<Refusal>& refusals, const RecordKey& key) {
    return std::any_of(refusals.begin(), refusals.end(),
                       [&key](const Refusal& refusal) { return refusal.key == key; });
}

// The hub knows nothing of a stamp that it refused, and did not correct it.
Status note_taken(Connection& connection, const std::vector<Refusal>& refusals) {
    if (refusals.empty()) {
        TRY_ASSIGN(const std::uint64_t left, get_number(connection, kSentKey));
        return set_number(connection, kTakenKey, left);
    }
    TRY_ASSIGN(auto batch, find_sent_batch(connection));
    ENSURE(batch.has_value());
    std::erase_if(batch->push,
                  [&refusals](const RecordState& state) { return is_among(refusals, state.key); });
    TRY_ASSIGN(const std::uint64_t taken, get_number(connection, kTakenKey));
    return set_number(connection, kTakenKey, std::max(taken, latest_time(batch->push)));
}

// With the content that was sent, unless it was erased.
Status put_refusals(Connection& connection, const std::vector<Refusal>& refusals, Instant now) {
    TRY_ASSIGN(const auto batch, find_sent_batch(connection));
    ENSURE(batch.has_value());
    for (const Refusal& refusal : refusals) {
        const auto state =
            std::find_if(batch->push.begin(), batch->push.end(),
                         [&refusal](const RecordState& sent) { return sent.key == refusal.key; });
        if (is_planted(PlantedBug::kDropRefusals)) continue;
        if (state == batch->push.end()) continue;
        const bool is_erased = refusal.reason == RefusalReason::kErased;
        const RecordState mark{.key = state->key, .scope = state->scope};
        TRY(put_refusal(connection, is_erased ? mark : *state, refusal.reason, now));
    }
    return ok();
}

}  // namespace

namespace {

// What left with its scope and went all the same (forget.h): taken, it is here again, since the hub
// counts it as known to this tablet.
Status bring_back_accepted(Connection& connection, const std::vector<Refusal>& refusals) {
    TRY_ASSIGN(const auto batch, find_sent_batch(connection));
    ENSURE(batch.has_value());
    for (const RecordState& state : batch->push) {
        if (is_among(refusals, state.key) || state.erased || find_spec(state.key.type) == nullptr)
            continue;
        TRY_ASSIGN(const bool had_left, is_refused(connection, state.key));
        if (!had_left) continue;
        TRY_ASSIGN(const auto row, storage::find_record(connection, state.key));
        if (!row) TRY(storage::put_record(connection, row_of(state)));
    }
    return ok();
}

}  // namespace

Status acknowledge(Connection& connection, const std::vector<Refusal>& refusals, Instant now) {
    TRY_ASSIGN(const int batches, count(connection, kHasSentBatch));
    if (batches == 0) return ok();
    TRY(note_taken(connection, refusals));
    TRY_ASSIGN(const bool has_refusals, has_any_refused(connection));
    if (has_refusals) {
        TRY(bring_back_accepted(connection, refusals));
        TRY(drop_answered_refusals(connection));
    }
    if (!refusals.empty()) TRY(put_refusals(connection, refusals, now));
    if (is_planted(PlantedBug::kClearUnsentEntries)) TRY(connection.execute(kPlantedClearAll));
    if (is_planted(PlantedBug::kClearWrongOutboxVersion))
        TRY(connection.execute(kPlantedClearAnyVersion));
    TRY(connection.execute(kClearSent));
    return withdraw_batch(connection);
}

Status set_aside_batch(Connection& connection, RefusalReason reason, Instant now) {
    TRY_ASSIGN(const auto batch, find_sent_batch(connection));
    if (!batch) return ok();
    SyncReply answer;
    for (const RecordState& state : batch->push) answer.refusals.push_back({state.key, reason});
    if (batch->author) return answer_sealed(connection, *batch, answer, {.now = now});
    return acknowledge(connection, answer.refusals, now);
}

Status drop_entries(Connection& connection, const RecordKey& key) {
    TRY(run_for(connection, kDropQueued, key));
    TRY(drop_refusal(connection, key));
    TRY(drop_replaced(connection, key));
    return close_conflicts(connection, key);
}

Result<std::vector<RecordKey>> unsettled_records(Connection& connection) {
    std::vector<RecordKey> keys;
    TRY_ASSIGN(Statement select, connection.prepare(kUnsettled));
    for (;;) {
        TRY_ASSIGN(const bool has_row, select.step());
        if (!has_row) return keys;
        keys.push_back(key_at(select, 0));
    }
}

}  // namespace oppad::sync
