#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> save_family(Context& context, const SaveFamily& command) {
    Family family = command.family;
    const bool is_new = family.id.is_nil();
    if (is_new && family.state == FamilyState::kUnknown) family.state = FamilyState::kInGuidance;
    Problems problems;
    TRY_ASSIGN(const std::optional<Place> origin,
               find_referenced(context, family.origin_place_id, "origin_place_id", problems));
    return register_or_edit(context, std::move(family), command.opened, context.staff.scope,
                            std::move(problems));
}

}  // namespace oppad::engine
