#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> settle_refusal(Context& context, const SettleRefusal& command) {
    const Status settled = context.work.settle_refusal(command.key, command.choice);
    if (!settled) {
        if (settled.error().code == ErrorCode::kNotFound) return refused(ProblemCode::kGone, "id");
        return settled.error();
    }
    Outcome outcome;
    outcome.record = command.key;
    return outcome;
}

}  // namespace oppad::engine
