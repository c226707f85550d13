// A place where families are met (vindplaats): a school, a poverty association, a library.
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"

namespace oppad {

struct Place {
    Id<Place> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::string name;
    PlaceKind kind = PlaceKind::kUnknown;
    std::string street;
    std::string postcode;  // Four digits.
    std::string municipality;
    std::string neighbourhood;
    std::string network;  // The educational network (net), free text.
    std::string phone;    // E.164.
    std::string email;
    std::string
        external_id;  // Number in the list it was imported from; makes a second import update.
    std::optional<Day> first_meeting_day;  // Kennismaking.
    std::string note;
};

}  // namespace oppad
