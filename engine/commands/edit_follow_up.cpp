#include "engine/commands/undo_edit.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> edit_follow_up(Context& context, const EditFollowUp& command) {
    if (command.follow_up.id.is_nil()) return refused(ProblemCode::kGone, "id");
    if (command.undo && command.opened)
        return undo_edit(context, command.follow_up, *command.opened, {});
    return register_or_edit(context, command.follow_up, command.opened, context.staff.scope, {});
}

}  // namespace oppad::engine
