// The engine's one write path: everything a command changes, in one transaction: row, stamps and
// outbox (through the ChangeSink), search index, audit entry. Commit is durable (WAL, synchronous
// FULL).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/core/result.h"
#include "engine/domain/record.h"
#include "engine/domain/schema.h"
#include "engine/domain/staff.h"
#include "engine/ports/change_sink.h"
#include "engine/ports/clock.h"
#include "engine/storage/record_table.h"
#include "engine/storage/sqlite/transaction.h"

namespace oppad::storage {

class AuditMark;
class Store;

inline constexpr int kOpenedMax = 30;

// Thread: engine only. Rolls back on destruction unless committed.
class UnitOfWork {
public:
    // Borrows all four. `verb` names the command in the audit: static storage.
    // Fails: kBusy.
    static Result<UnitOfWork> begin(Store& store, ChangeSink& changes, const Clock& clock,
                                    const Staff& author, const char* verb);

    UnitOfWork(UnitOfWork&&) noexcept = default;
    UnitOfWork& operator=(UnitOfWork&&) = delete;
    UnitOfWork(const UnitOfWork&) = delete;
    UnitOfWork& operator=(const UnitOfWork&) = delete;
    ~UnitOfWork() = default;

    // Inserts, or writes the fields that differ from the stored row; nothing differs = nothing is
    // written. A field whose code this version doesn't know is left as it is stored. Over a removed
    // record the record comes back: the work of whoever saves is not lost.
    // A nil scope is the stored one's, or the author's for a new record.
    template <class Record>
    Status save(const Record& record) {
        return save_values({Schema<Record>::type, record.id.raw}, record.scope, to_values(record),
                           [](const std::vector<Value>& stored) {
                               return to_values(from_values<Record>(stored));
                           });
    }

    template <class Record>
    Result<std::optional<Record>> find(Id<Record> id) {
        TRY_ASSIGN(const std::optional<StoredRecord> stored,
                   find_visible({Schema<Record>::type, id.raw}));
        if (!stored) return std::optional<Record>{};
        Record record = from_values<Record>(stored->values);
        record.id = id;
        record.scope = stored->scope;
        return std::optional<Record>{std::move(record)};
    }

    // Hides the record; its content stays until sync has carried the deletion. Fails: kNotFound.
    Status remove(const RecordKey& key);
    // Brings a removed record back: an edit that has seen the deletion. Fails: kNotFound.
    Status restore(const RecordKey& key);

    // Writes one field as an edit that has seen every version of it, also when its value stays what
    // it was: that ends a conflict. Fails: kNotFound.
    Status settle_field(const RecordKey& key, FieldNumber field, Value value);
    // What a person decided about what the hub refused. Fails: kNotFound (change_sink.h).
    Status settle_refusal(const RecordKey& key, RefusalChoice choice);

    // Something of the record leaves the store, as the verb says: an entry in the audit and no
    // change.
    Status note_use(const RecordKey& key);

    // Drafts are this tablet's alone: no stamps, no outbox.
    Status put_draft(const RawId& id, ByteView content);
    Status drop_draft(const RawId& id);

    // The record was opened: this tablet's alone, as drafts are. The newest kOpenedMax are kept.
    Status note_opened(const RecordKey& key);

    // Nothing may be called afterwards. Refuses when an earlier step failed: half of a command is
    // never kept. kDiskFull and kBusy say that nothing was written; any other error means
    // "unknown": reopen and look.
    Status commit();

    Connection& connection() { return *connection_; }

private:
    // What this version reads from stored values: equal to a given field = the field is untouched.
    using ReadAgain = std::vector<Value> (*)(const std::vector<Value>& stored);

    UnitOfWork(Transaction transaction, Store& store, ChangeSink& changes, const Clock& clock,
               const Staff& author, const char* verb);
    Status save_values(const RecordKey& key, const RawId& scope, std::vector<Value> values,
                       ReadAgain read_again);
    Result<std::optional<StoredRecord>> find_visible(const RecordKey& key);
    // `before` is the stored row; its version is 0 for a new record.
    Status write(const StoredRecord& before, StoredRecord record, ChangeKind kind,
                 std::span<const FieldChange> fields);
    // For people who look back; of a new record nothing stood there.
    Status keep_what_stood(const RecordKey& key, std::span<const FieldChange> fields);
    // Remembers a failure, so that commit() refuses.
    Status noted(Status status);

    Transaction transaction_;
    Store* store_;
    Connection* connection_;
    AuditMark* audit_mark_;
    ChangeSink* changes_;
    const Clock* clock_;
    const Staff* author_;
    const char* verb_;
    bool has_failed_ = false;
    bool wrote_records_ = false;
    bool noted_opened_ = false;
};

}  // namespace oppad::storage
