// Sync: what two people wrote and wait to be settled, what the hub refused, how the last runs went.
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

inline constexpr int kConflictVersionsMax = 100;
inline constexpr int kRefusedMax = 100;
inline constexpr int kRunsShown = 10;

}  // namespace oppad::engine
