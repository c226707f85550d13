#include "engine/commands/told_family.h"

namespace oppad::engine {

Family told_family(const ContactDraft& draft) {
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
