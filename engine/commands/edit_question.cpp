#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/question.h"

namespace oppad::engine {

Result<Outcome> edit_question(Context& context, const EditQuestion& command) {
    if (command.question.id.is_nil()) return refused(ProblemCode::kGone, "id");
    return register_or_edit(context, command.question, command.opened, context.staff.scope, {});
}

}  // namespace oppad::engine
