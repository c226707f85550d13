// Writes many records through the engine's own write path, some thousands to a transaction: for
// demo data, where one durable transaction a record would take an hour.
#pragma once

#include <optional>

#include "engine/storage/arrivals.h"
#include "engine/storage/unit_of_work.h"

namespace oppad::platform {

// Borrows everything it is made of. What was not ended by finish() may be lost in part: the
// transaction that is open rolls back. Thread: engine only.
class RecordPen {
public:
    RecordPen(storage::Store& store, ChangeSink& changes, const Clock& clock, const Staff& author)
        : store_(store), changes_(changes), clock_(clock), author_(author) {}

    template <class Record>
    Status write(const Record& record) {
        TRY(make_room());
        TRY(work_->save(record));
        ++in_transaction_;
        ++written_;
        return ok();
    }
    // As if what was just written had come in with a sync.
    Status note_arrival(const storage::Arrival& arrival);
    // Commits what is open.
    Status finish();

    [[nodiscard]] std::int64_t written() const { return written_; }

private:
    Status make_room();

    storage::Store& store_;
    ChangeSink& changes_;
    const Clock& clock_;
    const Staff& author_;
    std::optional<storage::UnitOfWork> work_;
    int in_transaction_ = 0;
    std::int64_t written_ = 0;
};

}  // namespace oppad::platform
