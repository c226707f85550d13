// Something promised (opvolging), with a date and an owner.
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"

namespace oppad {

struct Contact;
struct Family;
struct Place;
struct Staff;

struct FollowUp {
    Id<FollowUp> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::optional<Id<Family>> family_id;
    std::optional<Id<Place>> place_id;
    std::optional<Id<Contact>> contact_id;  // Where it was promised.
    std::string what;
    std::optional<Day> due_day;
    Channel channel = Channel::kUnknown;
    FollowUpState state = FollowUpState::kUnknown;
    std::optional<Instant> settled_at;
    std::string settled_note;
    std::optional<Id<Staff>> owner_id;
};

}  // namespace oppad
