#include "engine/commands/first_contact.h"

#include "engine/commands/calendar.h"
#include "engine/storage/tables/family_rows.h"
#include "engine/storage/unit_of_work.h"

namespace oppad::engine {

namespace {

std::optional<Day> day_with(const Context& context, const Id<Family>& family,
                            const std::optional<Contact>& contact) {
    if (!contact || contact->family_id != family) return std::nullopt;
    return local_day(context.clock, contact->at);
}

Status keep_of(Context& context, const Id<Family>& id, const std::optional<Contact>& before,
               const std::optional<Contact>& after) {
    const std::optional<Day> gone = day_with(context, id, before);
    const std::optional<Day> come = day_with(context, id, after);
    if (gone == come) return ok();
    TRY_ASSIGN(std::optional<Family> family, context.work.find(id));
    if (!family) return ok();
    std::optional<Day> first = family->first_contact_day;
    // An earlier day than that of every contact is not of this one: it stays.
    if (gone && first == gone) {
        TRY_ASSIGN(const std::optional<Instant> at,
                   storage::find_first_contact_at(context.work.connection(), id));
        first = at ? std::optional{local_day(context.clock, *at)} : std::nullopt;
    }
    if (come && (!first || *come < *first)) first = come;
    if (first == family->first_contact_day) return ok();
    family->first_contact_day = first;
    return context.work.save(*family);
}

}  // namespace

Status keep_first_contact(Context& context, const std::optional<Contact>& before,
                          const std::optional<Contact>& after) {
    const auto family_of = [](const std::optional<Contact>& contact) {
        return contact ? contact->family_id : std::nullopt;
    };
    const std::optional<Id<Family>> left = family_of(before);
    const std::optional<Id<Family>> joined = family_of(after);
    if (left) TRY(keep_of(context, *left, before, after));
    if (joined && joined != left) TRY(keep_of(context, *joined, before, after));
    return ok();
}

}  // namespace oppad::engine
