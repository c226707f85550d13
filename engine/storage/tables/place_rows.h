// Places as lists show them, their reach over a span of time, and who is there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/contact_person.h"
#include "engine/domain/place.h"

namespace oppad::storage {

class Connection;

struct PlaceListRow {
    Id<Place> id;
    std::string name;
    PlaceKind kind = PlaceKind::kUnknown;
    std::string municipality;
    std::string neighbourhood;
    bool has_first_meeting = false;
    std::optional<Instant> last_contact_at;
};

Result<std::vector<PlaceListRow>> list_places(Connection& connection);

struct PlaceReach {
    Id<Place> id;
    // Families met there or first met there and met again anywhere, each once; and every contact
    // without a name there that was not with a contact person.
    int families = 0;
};

// From `from` up to but not at `until`. Places without reach are left out.
Result<std::vector<PlaceReach>> count_reach(Connection& connection, Instant from, Instant until);

struct PlaceYear {
    int families_reached = 0;
    int not_known_before = 0;  // Of the named ones.
    bool operator==(const PlaceYear&) const = default;
};
Result<PlaceYear> count_reach_at(Connection& connection, const Id<Place>& place, Instant from,
                                 Instant until);

// Starts of the sit-days that were held there.
Result<std::vector<Instant>> list_sit_days_at(Connection& connection, const Id<Place>& place,
                                              Instant from, Instant until);

struct ThemeTally {
    std::string code;
    int contacts = 0;
    bool operator==(const ThemeTally&) const = default;
};
// Most first.
Result<std::vector<ThemeTally>> count_themes_at(Connection& connection, const Id<Place>& place,
                                                Instant from, Instant until);

Result<std::vector<ContactPerson>> list_contact_persons(Connection& connection,
                                                        const Id<Place>& place);

Result<std::optional<Instant>> find_last_contact_at(Connection& connection, const Id<Place>& place);

// Where each of these contact persons is found, in the order of `ids`.
Result<std::vector<RawId>> list_places_of_persons(Connection& connection,
                                                  const std::vector<RawId>& ids);

// Schools whose last contact lies before `since`, or that have none.
Result<int> count_silent_places(Connection& connection, Instant since);

// What recognises each place when a list is imported: id, external_id, name, postcode and street;
// the rest is left empty. Newest first.
Result<std::vector<Place>> list_place_keys(Connection& connection);

}  // namespace oppad::storage
