// What a draft of a contact tells of the family that is made in place for it. Here as a whole: the
// screens ask it too, and they link no commands.
#pragma once

#include "engine/commands/commands.h"
#include "engine/domain/family.h"

namespace oppad::engine {

// Without an id, a scope or a day, as typed: not yet normalised.
inline Family told_family(const ContactDraft& draft) {
    Family family;
    family.name = draft.new_family_name;
    family.known_before = draft.known_before;
    family.phone = draft.new_phone;
    family.street = draft.new_street;
    family.postcode = draft.new_postcode;
    family.municipality = draft.new_municipality;
    return family;
}

}  // namespace oppad::engine
