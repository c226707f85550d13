// A list worked through before a deadline (belactie).
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"

namespace oppad {

struct Agreement;

struct Campaign {
    Id<Campaign> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::string name;
    std::string purpose;
    std::optional<Id<Agreement>> agreement_id;
    std::optional<Day> starts_day;
    std::optional<Day> deadline_day;
    std::optional<Day> erase_day;  // When the list is erased.
};

}  // namespace oppad
