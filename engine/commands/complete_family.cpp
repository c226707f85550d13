#include "engine/commands/complete_family.h"

#include <algorithm>

#include "engine/commands/write_record.h"

namespace oppad::engine {

void complete_family(const Context& context, Family told, Family& family) {
    if (!family.known_before) family.known_before = told.known_before;
    normalise(told);
    const Problems problems = validate(told, present_at(context.clock));
    const auto is_sound = [&](std::string_view field) {
        return std::none_of(problems.begin(), problems.end(),
                            [&](const Problem& problem) { return problem.field == field; });
    };
    if (family.phone.empty() && is_sound("phone")) family.phone = told.phone;
    const bool has_address =
        !family.street.empty() || !family.postcode.empty() || !family.municipality.empty();
    if (has_address) return;
    if (is_sound("street")) family.street = told.street;
    if (is_sound("postcode")) family.postcode = told.postcode;
    if (is_sound("municipality")) family.municipality = told.municipality;
}

Status take_family_back(Context& context, const std::optional<Family>& before,
                        const std::optional<Family>& after) {
    if (!before || !after) return ok();
    TRY_ASSIGN(const std::optional<Family> family, context.work.find(before->id));
    if (!family) return ok();
    return context.work.save(all_taken_back(*before, *after, *family));
}

}  // namespace oppad::engine
