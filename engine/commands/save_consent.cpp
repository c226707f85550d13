#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

Result<Outcome> save_consent(Context& context, const SaveConsent& command) {
    Problems problems;
    TRY_ASSIGN(const std::optional<Family> family,
               find_referenced(context, command.consent.family_id, "family_id", problems));
    TRY_ASSIGN(const std::optional<Partner> partner,
               find_referenced(context, command.consent.partner_id, "partner_id", problems));
    TRY_ASSIGN(const std::optional<Person> given_by,
               find_referenced(context, command.consent.given_by_id, "given_by_id", problems));
    const RawId scope = family ? family->scope : context.staff.scope;
    return register_or_edit(context, command.consent, command.opened, scope, std::move(problems));
}

}  // namespace oppad::engine
