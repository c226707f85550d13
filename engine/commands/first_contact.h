// The day of a family's first contact, from which its year of reach follows. Nobody types it: what
// is logged, changed, deleted or brought back keeps it true.
#pragma once

#include <optional>

#include "engine/commands/context.h"
#include "engine/core/result.h"
#include "engine/domain/contact.h"

namespace oppad::engine {

// A contact that was `before` is `after` now; none = it is not there. Writes the families whose
// first day it changes. Requires: the contact itself is written.
Status keep_first_contact(Context& context, const std::optional<Contact>& before,
                          const std::optional<Contact>& after);

}  // namespace oppad::engine
