#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> edit_follow_up(Context& context, const EditFollowUp& command) {
    if (command.follow_up.id.is_nil()) return refused(ProblemCode::kGone, "id");
    return register_or_edit(context, command.follow_up, command.opened, context.staff.scope, {});
}

}  // namespace oppad::engine
