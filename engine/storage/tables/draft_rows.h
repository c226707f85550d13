// Drafts as they lie on disk; what is in them is the engine's (commands/draft_codec.h).
#pragma once

#include <optional>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"

namespace oppad::storage {

class Connection;

struct DraftRow {
    RawId id;
    Instant saved_at;
    Bytes content;
};

// What is half filled in elsewhere than in a contact lies under this id (commands.h, KeepForm):
// whatever becomes of somebody's drafts becomes of it.
inline constexpr RawId kFormDraft{{0xff, 'f', 'o', 'r', 'm'}};

Result<std::optional<DraftRow>> find_draft(Connection& connection, const RawId& id);
// Of contacts, newest first.
Result<std::vector<DraftRow>> list_drafts(Connection& connection);

}  // namespace oppad::storage
