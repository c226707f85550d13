#include "engine/commands/next_steps.h"
#include "engine/commands/undo_edit.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> save_consent(Context& context, const SaveConsent& command) {
    Consent consent = command.consent;
    Problems problems;
    std::optional<Partner> made;
    if (!consent.partner_id) made = make_partner(context, command.new_partner_name);
    if (made) {
        problems = problems_of_made(context, *made);
        consent.partner_id = made->id;
    }
    TRY_ASSIGN(const std::optional<Family> family,
               find_referenced(context, command.consent.family_id, "family_id", problems));
    TRY_ASSIGN(const std::optional<Partner> partner,
               find_referenced(context, command.consent.partner_id, "partner_id", problems));
    TRY_ASSIGN(const std::optional<Person> given_by,
               find_referenced(context, command.consent.given_by_id, "given_by_id", problems));
    if (command.undo && command.opened)
        return undo_edit(context, std::move(consent), *command.opened, std::move(problems));
    const RawId scope = family ? family->scope : context.staff.scope;
    if (made && problems.empty()) TRY(context.work.save(*made));
    return register_or_edit(context, std::move(consent), command.opened, scope,
                            std::move(problems));
}

}  // namespace oppad::engine
