// A planned visit, sit-day or event (afspraak).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"

namespace oppad {

struct Family;
struct Place;
struct Staff;

struct Appointment {
    Id<Appointment> id;
    RawId scope;                               // Who may see it; set by the hub's grants.
    ContactKind kind = ContactKind::kUnknown;  // What it will be when it takes place.
    std::optional<Id<Family>> family_id;
    std::optional<Id<Place>> place_id;
    std::string title;
    Instant starts_at;
    std::int64_t duration_minutes = 0;
    std::string where;  // Only where it differs from the address: "schoolpoort".
    std::string note;
    AppointmentState state = AppointmentState::kUnknown;
    std::optional<Id<Staff>> owner_id;
};

}  // namespace oppad
