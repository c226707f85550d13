#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"

namespace oppad::engine {

namespace {

bool holds(const Consent& consent, const Id<Family>& family, Day day) {
    const bool has_begun = !consent.given_day || *consent.given_day <= day;
    const bool has_ended = (consent.until_day && *consent.until_day < day) ||
                           (consent.withdrawn_day && *consent.withdrawn_day <= day);
    return consent.family_id == family && has_begun && !has_ended;
}

}  // namespace

Result<Outcome> print_sheet(Context& context, const PrintSheet& command) {
    TRY_ASSIGN(const std::optional<Family> family, context.work.find(command.family_id));
    if (!family) return refused(ProblemCode::kGone, "id");
    if (command.purpose == SheetPurpose::kPartner) {
        if (!command.consent_id) return refused(ProblemCode::kMissing, "consent_id");
        TRY_ASSIGN(const std::optional<Consent> consent, context.work.find(*command.consent_id));
        if (!consent || !holds(*consent, command.family_id, today(context.clock)))
            return refused(ProblemCode::kGone, "consent_id");
    }
    TRY(context.work.note_use({RecordType::kFamily, command.family_id.raw}));
    return written(command.family_id);
}

}  // namespace oppad::engine
