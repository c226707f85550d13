#include "engine/commands/complete_family.h"
#include "engine/commands/family_links.h"
#include "engine/commands/first_contact.h"
#include "engine/commands/next_steps.h"
#include "engine/commands/verbs.h"
#include "engine/commands/write_record.h"
#include "engine/domain/contact.h"
#include "engine/storage/tables/linked_rows.h"

namespace oppad::engine {

namespace {

// The family that the contact is to have: stored, or made in place with it.
struct ChosenFamily {
    std::optional<Family> family;
    std::optional<Family> before;  // As it was, of one that was here and is completed.
    bool is_made = false;
};

Family completed(const Context& context, Family family, const Contact& contact) {
    family.scope = context.staff.scope;
    if (family.state == FamilyState::kUnknown) family.state = FamilyState::kInGuidance;
    if (!family.first_contact_day) family.first_contact_day = local_day(context.clock, contact.at);
    if (!family.origin_place_id) family.origin_place_id = contact.place_id;
    normalise(family);
    return family;
}

Result<ChosenFamily> choose_family(Context& context, const EditContact& command,
                                   const Contact& contact, Problems& problems) {
    ChosenFamily chosen;
    const bool is_made = command.made_family && contact.family_id == command.made_family->id;
    if (!is_made) {
        TRY_ASSIGN(chosen.family,
                   find_referenced(context, contact.family_id, "family_id", problems));
        return chosen;
    }
    TRY_ASSIGN(chosen.family, context.work.find(command.made_family->id));
    if (chosen.family) {  // Or a second tap, which completes nothing.
        chosen.before = chosen.family;
        complete_family(context, *command.made_family, *chosen.family);
        return chosen;
    }
    chosen.family = completed(context, *command.made_family, contact);
    chosen.is_made = true;
    for (const Problem& problem : validate(*chosen.family, present_at(context.clock))) {
        // A wrong day is told at the contact's own.
        if (problem.field != "first_contact_day") problems.push_back(problem);
    }
    return chosen;
}

Status check(Context& context, const Contact& stored, const Contact& contact, Problems& problems) {
    TRY_ASSIGN(const std::optional<Place> place,
               find_referenced(context, contact.place_id, "place_id", problems));
    TRY_ASSIGN(const std::optional<ContactPerson> contact_person,
               find_referenced(context, contact.contact_person_id, "contact_person_id", problems));
    for (const std::string& participant : contact.participants) {
        if (!parse_id(participant)) problems.push_back({ProblemCode::kGone, "participants"});
    }
    const Problems found = validate(contact, present_at(context.clock));
    problems.insert(problems.end(), found.begin(), found.end());
    keep_problems_of_edited_fields(problems, stored, contact);
    return ok();
}

Status move_what_came_up(Context& context, const Contact& stored, const ChosenFamily& chosen) {
    TRY_ASSIGN(
        const std::vector<RecordKey> steps,
        storage::list_linked_to_contact(context.work.connection(), stored.id, stored.family_id));
    for (const RecordKey& step : steps) TRY(relink(context, step, stored.family_id, chosen.family));
    return ok();
}

Status remove_when_bare(Context& context, const std::optional<Id<Family>>& family) {
    if (!family) return ok();
    TRY_ASSIGN(const std::optional<Family> stored, context.work.find(*family));
    if (!stored) return ok();
    TRY_ASSIGN(const std::vector<RecordKey> linked,
               storage::list_linked_to_family(context.work.connection(), *family));
    return linked.empty() ? context.work.remove({RecordType::kFamily, family->raw}) : ok();
}

EditContact undo_of(const EditContact& command, const Contact& stored, const ChosenFamily& chosen) {
    EditContact undo;
    undo.contact = command.opened.value_or(stored);
    undo.opened = command.contact;
    undo.family_before = chosen.before;
    undo.family_after = chosen.family;
    return undo;
}

}  // namespace

Result<Outcome> edit_contact(Context& context, const EditContact& command) {
    Contact contact = command.contact;
    TRY_ASSIGN(const std::optional<Contact> stored, context.work.find(contact.id));
    if (!stored) return refused(ProblemCode::kGone, "id");
    normalise(contact);
    if (command.opened) rebase(contact, *command.opened, *stored);
    Outcome outcome;
    TRY_ASSIGN(const ChosenFamily chosen,
               choose_family(context, command, contact, outcome.problems));
    TRY(check(context, *stored, contact, outcome.problems));
    if (!outcome.problems.empty()) return outcome;

    const bool moves = contact.family_id != stored->family_id;
    contact.scope = moves ? scope_beside(context, chosen.family) : stored->scope;
    if (chosen.is_made || chosen.before) TRY(context.work.save(*chosen.family));
    TRY(context.work.save(contact));
    TRY(keep_first_contact(context, stored, contact));
    if (moves) TRY(move_what_came_up(context, *stored, chosen));
    TRY(remove_when_bare(context, command.unmade_family_id));
    TRY(take_family_back(context, command.family_before, command.family_after));
    TRY(context.work.drop_draft(contact.id.raw));
    outcome = written(contact.id);
    if (chosen.before) outcome.undo = undo_of(command, *stored, chosen);
    return outcome;
}

}  // namespace oppad::engine
