// Sync: what two people wrote and wait to be settled, what the hub refused, how the last runs went;
// and what later writes replaced in one record.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/settling.h"
#include "engine/domain/text_merge.h"
#include "engine/views/record_subject.h"

namespace oppad::engine {

struct WrittenVersion {
    VersionMark mark;
    std::string author_name;  // Empty: a colleague whose tablet is not known.
    bool is_mine = false;
    bool was_offline = false;  // It reached the hub long after it was written.
    Instant written_at;
    std::string words;
    std::vector<TextPart> parts;  // Of a text: what is new against `base` is marked.
};

struct OpenConflict {
    RecordSubject subject;
    FieldNumber field = 0;
    std::string_view field_name;  // As in schema.h; static storage.
    bool is_text = true;          // False: `words` are codes, and nothing can be merged.
    Instant noticed_at;
    // Two or more. This tablet's own first, then by when they were written.
    std::vector<WrittenVersion> versions;
    std::optional<std::string> base;  // What all of them were written on, when it is one.
    std::string proposal;             // Of a text: the work of all.
    std::vector<TextPart> proposal_parts;
};

struct RefusedRecord {
    RecordSubject subject;
    RefusalCause cause = RefusalCause::kUnknown;
    Instant refused_at;
    bool is_queued = false;  // Goes again with the next sync.
    std::string words;       // All that people wrote in it, for copying; may be empty.
};

struct SyncRun {
    Instant began_at;
    std::int64_t took_ms = 0;
    int sent = 0;
    int received = 0;
    bool is_complete = false;
};

struct SyncPage {
    std::vector<OpenConflict> conflicts;  // Oldest first; at most kConflictVersionsMax versions.
    std::vector<RefusedRecord> refused;   // Newest first; at most kRefusedMax.
    std::vector<SyncRun> runs;            // Newest first.
};

struct ReplacedValue {
    std::string_view field_name;
    std::string author_name;
    bool is_mine = false;
    Instant written_at;
    std::string words;  // A code is a code, a day ISO, a name is the name; empty = emptied.
};

struct HistoryView {
    std::vector<ReplacedValue> values;  // Newest first.
};

inline constexpr int kConflictVersionsMax = 100;
inline constexpr int kRefusedMax = 100;
inline constexpr int kRunsShown = 10;
inline constexpr int kReplacedMax = 100;

}  // namespace oppad::engine
