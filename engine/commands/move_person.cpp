#include "engine/commands/family_links.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> move_person(Context& context, const MovePerson& command) {
    TRY_ASSIGN(const std::optional<Person> person, context.work.find(command.id));
    if (!person) return refused(ProblemCode::kGone, "id");
    TRY_ASSIGN(const std::optional<Family> family, context.work.find(command.family_id));
    if (!family) return refused(ProblemCode::kGone, "family_id");
    TRY(relink(context, {RecordType::kPerson, command.id.raw}, person->family_id, family));
    return written(command.id);
}

}  // namespace oppad::engine
