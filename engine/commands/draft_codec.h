// A draft as bytes, for this tablet's drafts table alone: a JSON object with a format number. Keys
// of a newer version survive being saved again by this one.
#pragma once

#include "engine/commands/commands.h"
#include "engine/core/bytes.h"
#include "engine/core/result.h"

namespace oppad::engine {

// `previous` is what the draft is stored as now, empty for a new one: what it holds beyond this
// version's knowledge is kept.
Bytes encode_draft(const ContactDraft& draft, ByteView previous);

// Fails: kInvalid when a newer version wrote it in another format, kCorrupt when it is damaged.
// Such a draft is left where it is.
Result<ContactDraft> decode_draft(const RawId& id, ByteView content);

}  // namespace oppad::engine
