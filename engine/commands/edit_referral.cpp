#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/partner.h"
#include "engine/domain/referral.h"

namespace oppad::engine {

namespace {

bool says_something(const Referral& referral) {
    return referral.partner_id.has_value() || !referral.what.empty();
}

}  // namespace

Result<Outcome> edit_referral(Context& context, const EditReferral& command) {
    TRY_ASSIGN(const std::optional<Referral> stored, context.work.find(command.referral.id));
    if (!stored) return refused(ProblemCode::kGone, "id");
    Referral edited = command.referral;
    normalise(edited);
    if (command.opened) rebase(edited, *command.opened, *stored);
    Problems problems;
    TRY_ASSIGN(const std::optional<Partner> partner,
               find_referenced(context, edited.partner_id, "partner_id", problems));
    // Told at the words: the partner may be no part of what was edited.
    if (says_something(*stored) && !says_something(edited))
        problems.push_back({ProblemCode::kMissing, "what"});
    return register_or_edit(context, command.referral, command.opened, context.staff.scope,
                            std::move(problems));
}

}  // namespace oppad::engine
