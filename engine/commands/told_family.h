// What a draft of a contact tells of the family that is made in place for it.
#pragma once

#include "engine/commands/commands.h"
#include "engine/domain/family.h"

namespace oppad::engine {

// Without an id, a scope or a day, as typed: not yet normalised.
Family told_family(const ContactDraft& draft);

}  // namespace oppad::engine
