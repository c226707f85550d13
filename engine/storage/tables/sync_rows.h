// What waits for a person after a sync: open conflicts, refusals, values that lost, past runs; and
// how far a record has got.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/settling.h"
#include "engine/domain/value.h"

namespace oppad::storage {

class Connection;

struct ConflictVersionRow {
    VersionMark mark;
    std::string author_name;  // Empty when the hub didn't say whose tablet it is.
    bool is_own = false;
    bool was_offline = false;
    Instant written_at;
    std::string words;
    std::optional<std::string> base;  // What the author wrote it on, when that is known.
};

struct ConflictRow {
    RecordKey key;
    FieldNumber field = 0;
    Instant noticed_at;
    std::vector<ConflictVersionRow> versions;  // Earliest first.
};

struct RefusedRow {
    RecordKey key;
    RefusalCause cause = RefusalCause::kUnknown;
    Instant refused_at;
    bool is_queued = false;          // Goes again with the next sync.
    std::vector<std::string> texts;  // In the order of the fields.
};

struct ReplacedRow {
    FieldNumber field = 0;
    std::string author_name;
    bool is_own = false;
    Instant written_at;
    Value value;  // Instants and booleans as integers, days as text.
};

struct RunRow {
    Instant began_at;
    std::int64_t took_ms = 0;
    int sent = 0;
    int received = 0;
    bool is_complete = false;
};

// Oldest first, at most `limit` versions in all.
Result<std::vector<ConflictRow>> list_open_conflicts(Connection& connection, int limit);
Result<std::optional<ConflictRow>> find_open_conflict(Connection& connection, const RecordKey& key,
                                                      FieldNumber field);
// Newest first, those that were set aside left out.
Result<std::vector<RefusedRow>> list_refused(Connection& connection, int limit);
// Newest first.
Result<std::vector<ReplacedRow>> list_replaced(Connection& connection, const RecordKey& key,
                                               int limit);
// Newest first.
Result<std::vector<RunRow>> list_runs(Connection& connection, int limit);

Result<Whereabouts> whereabouts_of(Connection& connection, const RecordKey& key);

}  // namespace oppad::storage
