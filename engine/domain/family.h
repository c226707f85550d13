// A family (gezin): the unit of the work. Reach is counted on `known_before`.
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {

struct Place;

struct Family {
    Id<Family> id;
    RawId scope;       // Who may see it; set by the hub's grants.
    std::string name;  // As the family calls itself: "Yılmaz-Peeters".
    FamilyState state = FamilyState::kUnknown;
    std::optional<bool>
        known_before;  // Did any service know the family at first contact? Unset = not asked yet.
    std::optional<Day> first_contact_day;
    std::string street;    // Street with house number and box.
    std::string postcode;  // Four digits.
    std::string municipality;
    TextSet languages;  // ISO 639-1 codes of what is spoken at home.
    bool needs_interpreter = false;
    std::string phone;          // E.164.
    TextSet target_groups;      // Codes of assets/codes/target_groups.json.
    std::string safety_remark;  // Shown before a home visit.
    std::string note;
    std::optional<Id<Place>> origin_place_id;  // The place where the family was met first.
};

}  // namespace oppad
