// A family's agreement to share for one purpose with one partner (akkoord).
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"

namespace oppad {

struct Family;
struct Partner;
struct Person;

struct Consent {
    Id<Consent> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::optional<Id<Family>> family_id;
    std::optional<Id<Partner>> partner_id;
    std::string purpose;
    std::optional<Id<Person>> given_by_id;
    std::optional<Day> given_day;
    std::optional<Day> until_day;
    std::optional<Day> withdrawn_day;
};

}  // namespace oppad
