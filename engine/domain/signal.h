// An observation for policy, without identifying anyone (signaal).
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {

struct Contact;
struct Place;
struct Staff;

struct Signal {
    Id<Signal> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::string text;
    TextSet themes;
    std::optional<Id<Place>> place_id;
    Instant noted_at;
    SignalState state = SignalState::kUnknown;
    std::string answer;
    std::optional<Id<Contact>> contact_id;  // Where it was noted; never leaves the team.
    std::optional<Id<Staff>> owner_id;
};

}  // namespace oppad
