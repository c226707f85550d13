// A meet-up event (ontmoetingsmoment): counts, never names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/value.h"

namespace oppad {

struct Place;

struct GroupEvent {
    Id<GroupEvent> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::optional<Id<Place>> place_id;
    std::string name;
    Instant starts_at;
    std::int64_t adults = 0;
    std::int64_t children = 0;
    TextSet partners;  // Ids of partners, as text.
    TextSet themes;
    std::string note;
};

}  // namespace oppad
