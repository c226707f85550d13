// An organisation that one refers to (partner, dienst).
#pragma once

#include <string>

#include "engine/core/id.h"
#include "engine/domain/value.h"

namespace oppad {

struct Partner {
    Id<Partner> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::string name;
    TextSet domains;  // Codes of assets/codes/service_domains.json.
    std::string services;
    std::string conditions;
    std::string opening_hours;  // Free text.
    std::string street;
    std::string postcode;
    std::string municipality;
    std::string phone;  // E.164.
    std::string email;
    TextSet roles;  // Codes of assets/codes/partner_roles.json.
};

}  // namespace oppad
