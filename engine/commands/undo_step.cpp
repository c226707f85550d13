#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> undo_step(Context& context, const UndoStep& command) {
    TRY_ASSIGN(const std::optional<Referral> referral, context.work.find(command.after.id));
    if (!referral) return refused(ProblemCode::kGone, "id");
    TRY(context.work.save(all_taken_back(command.before, command.after, *referral)));
    if (command.question_before && command.question_after) {
        TRY_ASSIGN(const std::optional<Question> question,
                   context.work.find(command.question_after->id));
        if (question) {
            TRY(context.work.save(
                all_taken_back(*command.question_before, *command.question_after, *question)));
        }
    }
    return written(command.after.id);
}

}  // namespace oppad::engine
