// Planned visits with the names and addresses that an agenda shows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {
struct Appointment;
struct Family;
struct Place;
struct Staff;
}  // namespace oppad

namespace oppad::storage {

class Connection;

struct AgendaRow {
    Id<Appointment> id;
    ContactKind kind = ContactKind::kUnknown;
    Instant starts_at;
    std::int64_t duration_minutes = 0;
    std::string title;
    std::string where;
    std::string note;
    AppointmentState state = AppointmentState::kUnknown;
    bool has_contact = false;
    std::optional<Id<Family>> family_id;
    std::string family_name;
    std::string family_street;
    TextSet languages;
    bool needs_interpreter = false;
    std::string safety_remark;
    std::optional<Id<Place>> place_id;
    std::string place_name;
    std::string place_street;
    std::optional<Id<Staff>> owner_id;
    std::string owner_name;
};

// Of one colleague and without an owner, from `from` up to but not at `until`, by start; cancelled
// ones and waiting lists left out.
Result<std::vector<AgendaRow>> list_agenda(Connection& connection, const Id<Staff>& owner,
                                           Instant from, Instant until);
// Of one colleague, in the same span: planned, and no contact was logged for it.
Result<std::vector<AgendaRow>> list_unlogged(Connection& connection, const Id<Staff>& owner,
                                             Instant from, Instant until);
// At one place, of anybody, planned from `from` on, by start.
Result<std::vector<AgendaRow>> list_planned_at(Connection& connection, const Id<Place>& place,
                                               Instant from);
// The same with one family.
Result<std::vector<AgendaRow>> list_planned_with(Connection& connection, const Id<Family>& family,
                                                 Instant from);

}  // namespace oppad::storage
