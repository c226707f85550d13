// Scholen: every place with its reach this year and how long it has been silent.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"

namespace oppad {
struct Place;
}

namespace oppad::engine {

struct PlaceRow {
    Id<Place> id;
    std::string name;
    PlaceKind kind = PlaceKind::kUnknown;
    std::string municipality;
    std::string neighbourhood;
    int families_reached = 0;             // This calendar year.
    std::optional<Day> last_contact_day;  // Unset = nobody went yet.
    int silent_days = 0;                  // Since last_contact_day.
    bool is_silent = false;               // kSilentDays or more, or never.
    bool has_first_meeting = false;
};

// The places of one municipality; an empty name holds those without.
struct PlaceGroup {
    std::string municipality;
    std::vector<std::size_t> rows;  // Into PlacesView::rows, in its order.
};

struct PlacesView {
    std::string query;
    std::vector<PlaceRow> rows;      // By reach, then name; a search by likeness.
    std::vector<PlaceGroup> groups;  // By name, those without a municipality last.
    int school_count = 0;            // Of all places, whatever is typed.
    int association_count = 0;
    int other_count = 0;
};

}  // namespace oppad::engine
