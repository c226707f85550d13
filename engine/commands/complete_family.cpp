#include "engine/commands/complete_family.h"

#include <algorithm>

#include "engine/commands/beside_family.h"
#include "engine/commands/write_record.h"
#include "engine/domain/phone.h"

namespace oppad::engine {

void complete_family(const Context& context, Family told, Family& family) {
    if (!family.known_before) family.known_before = told.known_before;
    normalise(told);
    const Problems problems = validate(told, present_at(context.clock));
    const auto is_sound = [&](std::string_view field) {
        return std::none_of(problems.begin(), problems.end(),
                            [&](const Problem& problem) { return problem.field == field; });
    };
    const auto fill = [&](std::string& member, const std::string& other, std::string_view field) {
        if (member.empty() && is_sound(field)) member = other;
    };
    fill(family.phone, told.phone, "phone");
    if (family.phone != told.phone) append_lines(family.note, format_phone(told.phone));
    const Address address = address_of(told);
    if (agree(address_of(family), address)) {
        fill(family.street, told.street, "street");
        fill(family.postcode, told.postcode, "postcode");
        fill(family.municipality, told.municipality, "municipality");
    }
    if (!holds(address_of(family), address)) append_lines(family.note, in_one_line(address));
}

Status take_family_back(Context& context, const std::optional<Family>& before,
                        const std::optional<Family>& after) {
    if (!before || !after) return ok();
    TRY_ASSIGN(const std::optional<Family> family, context.work.find(before->id));
    if (!family) return ok();
    return context.work.save(all_taken_back(*before, *after, *family));
}

}  // namespace oppad::engine
