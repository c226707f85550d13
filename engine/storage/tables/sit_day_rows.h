// A sit-day at a place: who walked in, and who waits for one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/value.h"

namespace oppad {
struct Appointment;
struct Contact;
struct Family;
struct Place;
}  // namespace oppad

namespace oppad::storage {

class Connection;

struct WalkInRow {
    Id<Contact> id;
    Instant at;
    std::string family_name;  // Empty while nobody knows it.
    TextSet themes;
};
// Contacts of sit-days, from `from` up to but not at `until`, newest first.
Result<std::vector<WalkInRow>> list_walk_ins(Connection& connection, const Id<Place>& place,
                                             Instant from, Instant until);

// Sit-days there, from `from` up to but not at `until`, that a contact is or was the log of.
Result<std::vector<Id<Appointment>>> list_logged_sit_days(Connection& connection,
                                                          const Id<Place>& place, Instant from,
                                                          Instant until);

// Whether a contact is the log of it.
Result<bool> has_contact_of(Connection& connection, const Id<Appointment>& appointment);

struct WaitingRow {
    Id<Appointment> id;
    Instant since;
    std::string title;  // As typed.
    std::optional<Id<Family>> family_id;
    std::string family_name;
};
// Those who wait longest first.
Result<std::vector<WaitingRow>> list_waiting(Connection& connection, const Id<Place>& place);

}  // namespace oppad::storage
