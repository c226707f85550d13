// Moving what hangs on a family over to another: of a merge, of a member who moves, of a contact
// that gets another family.
#pragma once

#include <optional>

#include "engine/commands/context.h"
#include "engine/core/result.h"
#include "engine/domain/family.h"
#include "engine/domain/value.h"

namespace oppad::engine {

// Points the record at `to`, within its scope (nobody's: the author's). Returns whether it did: a
// record that is not here, or hangs on another family than `from`, is left alone.
// Requires: a type with a family_id.
Result<bool> relink(Context& context, const RecordKey& key, const std::optional<Id<Family>>& from,
                    const std::optional<Family>& to);

}  // namespace oppad::engine
