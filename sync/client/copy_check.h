// The comparing of copies within a session, once everything else has gone: at most one range in a
// while, by one exchange when it is equal and by two when it is not.
#pragma once

#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/capture/conflict_list.h"
#include "sync/capture/incoming.h"
#include "sync/tuning.h"
#include "sync/wire/messages.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Borrows the connection. Thread: engine only.
class CopyCheck {
public:
    CopyCheck(storage::Connection& connection, const SessionTuning& tuning)
        : connection_(connection), tuning_(tuning) {}

    // Whether another exchange is wanted for it, now that nothing else is left. `now` is the hub's.
    Result<bool> wants_exchange(Instant now);
    // Adds what is to be asked; only to an exchange that pushes nothing.
    Status fill(SyncRequest& request);
    // The page with what was asked back among its records.
    [[nodiscard]] static IncomingPage with_asked_back(IncomingPage page);
    [[nodiscard]] bool asks_back() const { return is_asked_ && step_ == Step::kAskBack; }
    // Takes the answer to what fill() asked. An answer without a listing says equal, or is of a hub
    // that doesn't compare. Requires: no open transaction.
    Status take(const SyncReply& reply, const Noticing& noticing);

private:
    enum class Step { kIdle, kCompare, kHeal, kAskBack };

    Result<bool> begin_asking_back();
    Status go_on_asking_back();
    Status pass(const std::vector<RecordState>& wanted, const Noticing& noticing);

    storage::Connection& connection_;
    const SessionTuning& tuning_;
    Step step_ = Step::kIdle;
    bool is_asked_ = false;
    Range range_;
    std::vector<RecordKey> want_;
};

}  // namespace oppad::sync
