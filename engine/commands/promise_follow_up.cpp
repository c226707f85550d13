#include "engine/commands/next_steps.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/contact.h"

namespace oppad::engine {

Result<Outcome> promise_follow_up(Context& context, const PromiseFollowUp& command) {
    FollowUp follow_up = make_follow_up(context, command);
    Outcome outcome;
    Problems& problems = outcome.problems;
    TRY_ASSIGN(const std::optional<Family> family,
               find_referenced(context, command.family_id, "family_id", problems));
    TRY_ASSIGN(const std::optional<Place> place,
               find_referenced(context, command.place_id, "place_id", problems));
    TRY_ASSIGN(const std::optional<Contact> contact,
               find_referenced(context, command.contact_id, "contact_id", problems));
    const Problems found = validate(follow_up, present_at(context.clock));
    problems.insert(problems.end(), found.begin(), found.end());
    if (!problems.empty()) return outcome;
    follow_up.scope = scope_beside(context, family);
    TRY(context.work.save(follow_up));
    outcome = written(follow_up.id);
    outcome.undo = RemoveRecord{*outcome.record, false};
    return outcome;
}

}  // namespace oppad::engine
