#include "engine/commands/next_steps.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/contact.h"

namespace oppad::engine {

Result<Outcome> open_question(Context& context, const OpenQuestion& command) {
    Question question = make_question(context, command);
    Outcome outcome;
    Problems& problems = outcome.problems;
    TRY_ASSIGN(const std::optional<Family> family,
               find_referenced(context, command.family_id, "family_id", problems));
    TRY_ASSIGN(const std::optional<Contact> contact,
               find_referenced(context, command.contact_id, "contact_id", problems));
    const Problems found = validate(question, present_at(context.clock));
    problems.insert(problems.end(), found.begin(), found.end());
    if (!problems.empty()) return outcome;
    question.scope = scope_beside(context, family);
    TRY(context.work.save(question));
    outcome = written(question.id);
    outcome.undo = RemoveRecord{*outcome.record, false};
    return outcome;
}

}  // namespace oppad::engine
