// The engine's one write path: everything a command changes, in one transaction: row, stamps and
// outbox (through the ChangeSink), search index, audit entry. Commit is durable (WAL, synchronous
// FULL).
#pragma once

#include <optional>

#include "engine/core/result.h"
#include "engine/domain/record.h"
#include "engine/domain/schema.h"
#include "engine/domain/staff.h"
#include "engine/ports/change_sink.h"
#include "engine/ports/clock.h"
#include "engine/storage/record_table.h"

namespace oppad::storage {

class Store;

// Thread: engine only. Rolls back on destruction unless committed.
class UnitOfWork {
public:
    // Borrows all four. `verb` names the command in the audit: static storage.
    static Result<UnitOfWork> begin(Store& store, ChangeSink& changes, const Clock& clock,
                                    const Staff& author, const char* verb);

    UnitOfWork(UnitOfWork&& other) noexcept;
    UnitOfWork& operator=(UnitOfWork&&) = delete;
    UnitOfWork(const UnitOfWork&) = delete;
    UnitOfWork& operator=(const UnitOfWork&) = delete;
    ~UnitOfWork();

    // Inserts, or writes the fields that differ from the stored row; nothing differs = nothing is
    // written. A field whose code this version doesn't know is left as it is stored.
    template <class Record>
    Status save(const Record& record) {
        return save_values({Schema<Record>::type, record.id.raw}, record.scope, to_values(record));
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

    // Drafts are this tablet's alone: no stamps, no outbox.
    Status put_draft(const RawId& id, ByteView content);
    Status drop_draft(const RawId& id);

    // Nothing may be called afterwards. An error means "unknown": reopen and look (secrecy.md, law
    // 14).
    Status commit();

    Connection& connection() { return *connection_; }

private:
    UnitOfWork(Store& store, ChangeSink& changes, const Clock& clock, const Staff& author,
               const char* verb);
    Status save_values(const RecordKey& key, const RawId& scope, std::vector<Value> values);
    Result<std::optional<StoredRecord>> find_visible(const RecordKey& key);

    Store* store_;
    Connection* connection_;
    ChangeSink* changes_;
    const Clock* clock_;
    const Staff* author_;
    const char* verb_;
    bool open_ = false;
};

}  // namespace oppad::storage
