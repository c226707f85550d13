#include "engine/commands/next_steps.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/contact.h"

namespace oppad::engine {

Result<Outcome> refer_to_partner(Context& context, const ReferToPartner& command) {
    Referral referral = make_referral(context, command);
    const std::optional<Partner> made = make_partner(context, command);
    if (made) referral.partner_id = made->id;
    Outcome outcome;
    Problems& problems = outcome.problems;
    if (made) problems = problems_of_made(context, *made);
    if (const auto problem = problem_of_wish(command)) problems.push_back(*problem);
    TRY_ASSIGN(const std::optional<Family> family,
               find_referenced(context, command.family_id, "family_id", problems));
    TRY_ASSIGN(const std::optional<Question> question,
               find_referenced(context, command.question_id, "question_id", problems));
    TRY_ASSIGN(const std::optional<Contact> contact,
               find_referenced(context, command.contact_id, "contact_id", problems));
    TRY_ASSIGN(const std::optional<Partner> partner,
               find_referenced(context, command.partner_id, "partner_id", problems));
    const Problems found = validate(referral, present_at(context.clock));
    problems.insert(problems.end(), found.begin(), found.end());
    if (!problems.empty()) return outcome;
    // A question belongs to a family: the referral follows it there when no family was named.
    if (!referral.family_id && question) referral.family_id = question->family_id;
    referral.scope = question && !family ? question->scope : scope_beside(context, family);
    if (made) TRY(context.work.save(*made));
    TRY(context.work.save(referral));
    return written(referral.id);
}

}  // namespace oppad::engine
