#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> save_contact_person(Context& context, const SaveContactPerson& command) {
    Problems problems;
    TRY_ASSIGN(const std::optional<Place> place,
               find_referenced(context, command.contact_person.place_id, "place_id", problems));
    const RawId scope = place ? place->scope : context.staff.scope;
    return register_or_edit(context, command.contact_person, command.opened, scope,
                            std::move(problems));
}

}  // namespace oppad::engine
