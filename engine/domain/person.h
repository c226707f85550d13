// A member of a family (persoon); a child may have a school and a class.
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {

struct Family;
struct Place;

struct Person {
    Id<Person> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::optional<Id<Family>> family_id;
    std::string given_name;
    std::string family_name;  // With its particles: "Van den Broeck". May be empty.
    PersonRelation relation = PersonRelation::kUnknown;
    std::optional<Day> birth_day;
    std::string phone;  // E.164.
    std::string email;
    std::optional<Id<Place>> school_id;
    std::string school_class;  // "2A".
    TextSet languages;
    std::string note;
    // Where somebody lives who doesn't live at the family's address: a separated parent, a
    // grandparent. Empty: with the family.
    std::string street;    // Street with house number and box.
    std::string postcode;  // Four digits.
    std::string municipality;
};

}  // namespace oppad
