#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/signal.h"

namespace oppad::engine {

Result<Outcome> edit_signal(Context& context, const EditSignal& command) {
    if (command.signal.id.is_nil()) return refused(ProblemCode::kGone, "id");
    return register_or_edit(context, command.signal, command.opened, context.staff.scope, {});
}

}  // namespace oppad::engine
