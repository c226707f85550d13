#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> withdraw_consent(Context& context, const WithdrawConsent& command) {
    TRY_ASSIGN(std::optional<Consent> consent, context.work.find(command.id));
    if (!consent) return refused(ProblemCode::kGone, "id");
    if (command.undo) {
        consent->withdrawn_day.reset();
    } else if (!consent->withdrawn_day) {
        consent->withdrawn_day = today(context.clock);
    }
    TRY(context.work.save(*consent));
    return written(command.id);
}

}  // namespace oppad::engine
