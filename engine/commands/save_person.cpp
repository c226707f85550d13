#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> save_person(Context& context, const SavePerson& command) {
    Problems problems;
    TRY_ASSIGN(const std::optional<Family> family,
               find_referenced(context, command.person.family_id, "family_id", problems));
    TRY_ASSIGN(const std::optional<Place> school,
               find_referenced(context, command.person.school_id, "school_id", problems));
    // Who may see the family may see its members.
    const RawId scope = family ? family->scope : context.staff.scope;
    return register_or_edit(context, command.person, command.opened, scope, std::move(problems));
}

}  // namespace oppad::engine
