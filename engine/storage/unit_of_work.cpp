#include "engine/storage/unit_of_work.h"

#include <utility>

#include "engine/core/check.h"
#include "engine/storage/audit.h"
#include "engine/storage/audit_mark.h"
#include "engine/storage/former_values.h"
#include "engine/storage/search_index.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/store.h"

namespace oppad::storage {

namespace {

constexpr std::string_view kPutDraft = R"sql(
    INSERT INTO drafts (id, saved_at_ms, content) VALUES (:id, :saved_at_ms, :content)
    ON CONFLICT (id) DO UPDATE SET saved_at_ms = excluded.saved_at_ms, content = excluded.content
)sql";
constexpr std::string_view kDropDraft = R"sql(DELETE FROM drafts WHERE id = :id)sql";

constexpr std::string_view kPutOpened = R"sql(
    INSERT INTO opened (type, id, at_ms) VALUES (:type, :id, :at_ms)
    ON CONFLICT (type, id) DO UPDATE SET at_ms = excluded.at_ms
)sql";
constexpr std::string_view kDropOldOpened = R"sql(
    DELETE FROM opened WHERE (type, id) NOT IN
        (SELECT type, id FROM opened ORDER BY at_ms DESC, id LIMIT :limit)
)sql";

// Marks of this command come first; those left by a batch of sync wait for upkeep.
constexpr int kRefreshedAtCommit = 32;

}  // namespace

Result<UnitOfWork> UnitOfWork::begin(Store& store, ChangeSink& changes, const Clock& clock,
                                     const Staff& author, const char* verb) {
    TRY_ASSIGN(Transaction transaction, Transaction::begin(store.connection()));
    return UnitOfWork{std::move(transaction), store, changes, clock, author, verb};
}

UnitOfWork::UnitOfWork(Transaction transaction, Store& store, ChangeSink& changes,
                       const Clock& clock, const Staff& author, const char* verb)
    : transaction_(std::move(transaction)),
      store_(&store),
      connection_(&store.connection()),
      audit_mark_(&store.audit_mark()),
      changes_(&changes),
      clock_(&clock),
      author_(&author),
      verb_(verb) {}

Status UnitOfWork::noted(Status status) {
    if (!status) has_failed_ = true;
    return status;
}

Result<std::optional<StoredRecord>> UnitOfWork::find_visible(const RecordKey& key) {
    TRY_ASSIGN(std::optional<StoredRecord> stored, find_record(*connection_, key));
    if (stored && stored->deleted) stored.reset();
    return stored;
}

Status UnitOfWork::save_values(const RecordKey& key, const RawId& scope, std::vector<Value> values,
                               ReadAgain read_again) {
    ENSURE(!key.id.is_nil());
    const RecordSpec* spec = find_spec(key.type);
    ENSURE(spec != nullptr);
    auto found = find_record(*connection_, key);
    if (!found) return noted(found.error());
    const bool is_new = !found->has_value();
    StoredRecord record =
        is_new ? StoredRecord{.key = key, .scope = author_->scope} : std::move(**found);
    if (is_new) record.values.resize(values.size());
    const StoredRecord before = record;
    const std::vector<Value> as_read = is_new ? before.values : read_again(before.values);

    std::vector<FieldChange> fields;
    for (std::size_t at = 0; at < values.size(); ++at) {
        if (values[at] == as_read[at]) continue;
        record.values[at] = std::move(values[at]);
        fields.push_back({.field = spec->fields[at].number,
                          .before = &before.values[at],
                          .after = &record.values[at]});
    }
    const bool moves = !scope.is_nil() && !(scope == record.scope);
    if (moves) record.scope = scope;
    const bool comes_back = std::exchange(record.deleted, false);
    if (!is_new && !comes_back && !moves && fields.empty()) return ok();
    if (!is_new) {
        if (Status kept = keep_what_stood(key, fields); !kept) return noted(kept);
    }
    return write(before, std::move(record), ChangeKind::kSaved, fields);
}

Status UnitOfWork::remove(const RecordKey& key) {
    auto found = find_visible(key);
    if (!found) return noted(found.error());
    if (!found->has_value()) return Error{ErrorCode::kNotFound, "remove: no such record"};
    StoredRecord record = **found;
    record.deleted = true;
    return write(**found, std::move(record), ChangeKind::kDeleted, {});
}

Status UnitOfWork::restore(const RecordKey& key) {
    auto found = find_record(*connection_, key);
    if (!found) return noted(found.error());
    if (!found->has_value() || !(*found)->deleted)
        return Error{ErrorCode::kNotFound, "restore: no removed record"};
    StoredRecord record = **found;
    record.deleted = false;
    return write(**found, std::move(record), ChangeKind::kSaved, {});
}

Status UnitOfWork::settle_field(const RecordKey& key, FieldNumber field, Value value) {
    const RecordSpec* spec = find_spec(key.type);
    ENSURE(spec != nullptr);
    const FieldSpec* known = find_field(*spec, field);
    ENSURE(known != nullptr);
    auto found = find_visible(key);
    if (!found) return noted(found.error());
    if (!found->has_value()) return Error{ErrorCode::kNotFound, "settle: no such record"};
    const StoredRecord& before = **found;
    StoredRecord record = before;
    const auto column = static_cast<std::size_t>(known - spec->fields.data());
    record.values[column] = std::move(value);
    const FieldChange change{
        .field = field, .before = &before.values[column], .after = &record.values[column]};
    if (*change.before != *change.after) {
        if (Status kept = keep_what_stood(key, {&change, 1}); !kept) return noted(kept);
    }
    return write(before, std::move(record), ChangeKind::kSaved, {&change, 1});
}

Status UnitOfWork::settle_refusal(const RecordKey& key, RefusalChoice choice) {
    if (Status settled = changes_->settle_refusal(key, choice); !settled) return noted(settled);
    return note_use(key);
}

Status UnitOfWork::note_use(const RecordKey& key) {
    wrote_records_ = true;
    return noted(append_audit(*connection_, {.at = clock_->now(),
                                             .staff_id = author_->id.raw,
                                             .verb = verb_,
                                             .key = key,
                                             .fields = {}}));
}

// `fields` point into the caller's values and into record.values, whose elements stay where they
// are when the vector is moved.
Status UnitOfWork::write(const StoredRecord& before, StoredRecord record, ChangeKind kind,
                         std::span<const FieldChange> fields) {
    // Disk full and some I/O errors end the transaction under us: the rest must not be kept.
    if (!connection_->in_transaction() || has_failed_)
        return noted(Error{ErrorCode::kInternal, "write: an earlier step failed"});
    Result<Bytes> causal = changes_->record({.kind = kind,
                                             .key = record.key,
                                             .scope = record.scope,
                                             .fields = fields,
                                             .causal_before = record.causal});
    if (!causal) return noted(causal.error());
    record.causal = std::move(*causal);
    wrote_records_ = true;
    Status put = before.version == 0 ? put_record(*connection_, record)
                                     : update_record(*connection_, before, record);
    if (!put) return noted(put);
    std::vector<FieldNumber> numbers;
    for (const FieldChange& field : fields) numbers.push_back(field.field);
    return noted(append_audit(*connection_, {.at = clock_->now(),
                                             .staff_id = author_->id.raw,
                                             .verb = verb_,
                                             .key = record.key,
                                             .fields = numbers}));
}

Status UnitOfWork::keep_what_stood(const RecordKey& key, std::span<const FieldChange> fields) {
    FormerChange change{.key = key,
                        .changed_at = clock_->now(),
                        .changed_by = author_->id.raw,
                        .device = std::nullopt,
                        .fields = {}};
    for (const FieldChange& field : fields) change.fields.push_back({field.field, *field.before});
    return keep_former(*connection_, change);
}

Status UnitOfWork::put_draft(const RawId& id, ByteView content) {
    ENSURE(connection_->in_transaction());
    TRY_ASSIGN(Statement upsert, connection_->prepare(kPutDraft));
    upsert.bind(":id", id).bind(":saved_at_ms", clock_->now()).bind(":content", content);
    return noted(upsert.run());
}

Status UnitOfWork::drop_draft(const RawId& id) {
    ENSURE(connection_->in_transaction());
    TRY_ASSIGN(Statement remove, connection_->prepare(kDropDraft));
    return noted(remove.bind(":id", id).run());
}

Status UnitOfWork::note_opened(const RecordKey& key) {
    ENSURE(connection_->in_transaction());
    noted_opened_ = true;
    TRY_ASSIGN(Statement upsert, connection_->prepare(kPutOpened));
    upsert.bind(":type", static_cast<int>(key.type)).bind(":id", key.id);
    TRY(noted(upsert.bind(":at_ms", clock_->now()).run()));
    TRY_ASSIGN(Statement drop, connection_->prepare(kDropOldOpened));
    return noted(drop.bind(":limit", kOpenedMax).run());
}

Status UnitOfWork::commit() {
    if (has_failed_ || !connection_->in_transaction()) {
        transaction_.rollback();
        return Error{ErrorCode::kInternal, "commit: an earlier step failed"};
    }
    if (!wrote_records_) {
        TRY(transaction_.commit());
        noted_opened_ ? store_->note_opened_commit() : store_->note_draft_commit();
        return ok();
    }
    const Result<int> left = refresh_search(*connection_, kRefreshedAtCommit);
    if (!left) {
        transaction_.rollback();
        return left.error();
    }
    TRY_ASSIGN(const AuditHead head, audit_head(*connection_));
    TRY(transaction_.commit());
    audit_mark_->note(head.seq);
    return ok();
}

}  // namespace oppad::storage
