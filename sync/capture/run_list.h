// The last runs that carried something, for people (table sync_runs).
#pragma once

#include "engine/core/result.h"
#include "engine/core/time.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

struct Run {
    Instant began_at;
    std::int64_t took_ms = 0;
    int sent = 0;
    int received = 0;
    bool is_complete = false;
};

inline constexpr int kRunsKept = 50;

// Keeps the last kRunsKept. Requires: no open transaction.
Status note_run(storage::Connection& connection, const Run& run);

}  // namespace oppad::sync
