#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/follow_up.h"

namespace oppad::engine {

Result<Outcome> settle_follow_up(Context& context, const SettleFollowUp& command) {
    if (command.state == FollowUpState::kUnknown) return refused(ProblemCode::kMissing, "state");
    TRY_ASSIGN(std::optional<FollowUp> follow_up, context.work.find(command.id));
    if (!follow_up) return refused(ProblemCode::kGone, "id");
    const bool undoes = command.state == FollowUpState::kOpen;
    if (follow_up->state == command.state) return written(command.id);  // A second tap.
    if (!undoes && follow_up->state != FollowUpState::kOpen)
        return refused(ProblemCode::kAlreadySettled, "state");

    const FollowUp stored = *follow_up;
    follow_up->state = command.state;
    follow_up->settled_at = undoes ? std::nullopt : std::optional{context.clock.now()};
    follow_up->settled_note = undoes ? std::string{} : command.note;
    normalise(*follow_up);
    Outcome outcome;
    outcome.problems = validate(*follow_up, present_at(context.clock));
    keep_problems_of_edited_fields(outcome.problems, stored, *follow_up);
    if (!outcome.problems.empty()) return outcome;
    TRY(context.work.save(*follow_up));
    return written(command.id);
}

}  // namespace oppad::engine
