// Somebody one speaks with at a place (contactpersoon): principal, care coordinator, teacher.
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {

struct Place;

struct ContactPerson {
    Id<ContactPerson> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::optional<Id<Place>> place_id;
    std::string name;
    ContactFunction function = ContactFunction::kUnknown;
    std::string phone;  // E.164.
    std::string email;
    TextSet weekdays;  // "1" = Monday … "7" = Sunday.
    Channel preferred_channel = Channel::kUnknown;
    std::string note;
};

}  // namespace oppad
