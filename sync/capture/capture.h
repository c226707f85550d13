// Turns each local write into something that can sync: stamps it, keeps the row's causal blob, and
// queues what changed, all in the write's own transaction.
#pragma once

#include "engine/ports/change_sink.h"
#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "sync/capture/row_state.h"
#include "sync/capture/stamp_clock.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Borrows all it is made of. Thread: engine only.
class Capture final : public ChangeSink {
public:
    // Requires: no transaction is open.
    static Result<Capture> open(storage::Connection& connection, const Clock& wall,
                                Entropy& entropy);

    // Cost: O(the row's exceptions), and three small rows written.
    Result<Bytes> record(const RecordChange& change) override;
    Status settle_refusal(const RecordKey& key, RefusalChoice choice) override;

    // The one clock of the store, shared with whoever applies changes.
    StampClock& clock() { return clock_; }
    storage::Connection& connection() { return *connection_; }

private:
    Capture(storage::Connection& connection, StampClock clock)
        : connection_(&connection), clock_(clock) {}
    Status list_conflicts_again(const RecordChange& change);
    Result<bool> was_never_sent(const Stamp& stamp);
    Status stamp_base(const FieldSpec& field, const Value& before, const Stamp& replaced,
                      const Stamp& stamp, RowCausal& causal);
    Status keep_unchosen(const RecordKey& key, FieldState field, const FieldChange& changed);
    Status stamp_value(const RecordKey& key, const FieldSpec& field, const FieldChange& changed,
                       const Stamp& stamp, RowCausal& causal);
    Status stamp_save(const RecordChange& change, const Stamp& stamp, RowCausal& causal);

    storage::Connection* connection_;
    StampClock clock_;
};

}  // namespace oppad::sync
