// One logged meeting (contact). Without a family it is anonymous: counted in reach, named later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {

struct Appointment;
struct ContactPerson;
struct Family;
struct Place;
struct Staff;

struct Contact {
    Id<Contact> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    ContactKind kind = ContactKind::kUnknown;
    std::optional<Id<Family>> family_id;
    std::optional<Id<Place>> place_id;
    std::optional<Id<ContactPerson>> contact_person_id;
    Instant at;                         // When it took place: an ordinary field, never a clock.
    std::int64_t duration_minutes = 0;  // 0 = not noted.
    TextSet themes;                     // Codes of assets/codes/themes.json.
    TextSet participants;               // Ids of persons, as text.
    std::string note;                   // Under professional secrecy.
    std::int64_t adults = 0;            // Group moments and anonymous contacts.
    std::int64_t children = 0;
    std::optional<Id<Staff>> author_id;
    std::optional<Id<Appointment>> appointment_id;  // The planned visit that this is the log of.
};

}  // namespace oppad
