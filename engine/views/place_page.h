// One school or other place: its reach, its contact persons, what parents come for, what took
// place.
#pragma once

#include <string>
#include <vector>

#include "engine/domain/contact_person.h"
#include "engine/domain/place.h"
#include "engine/views/family_page.h"

namespace oppad {
struct Contact;
}

namespace oppad::engine {

// A count of people under this is shown as "<5", and by nothing that tells it: fewer could be
// recognised. None are none.
inline constexpr int kSmallestShownCount = 5;
constexpr bool is_hidden_count(int count) { return count > 0 && count < kSmallestShownCount; }

struct ThemeCount {
    std::string theme;       // Code.
    int count = 0;           // Contacts this year.
    bool is_hidden = false;  // See is_hidden_count().
};

// Somebody who came to today's sit-day.
struct WalkIn {
    Id<Contact> id;
    Instant at;
    std::string family_name;  // Empty: not named, or not yet.
    TextSet themes;
};

// Somebody who wants to be seen at a sit-day.
struct Waiting {
    Id<Appointment> id;
    Instant since;
    std::string title;  // What they are called; empty = the family's name.
    std::optional<Id<Family>> family_id;
    std::string family_name;
};

struct SitDay {
    std::optional<Id<Appointment>> appointment_id;  // Planned for today, and nobody came yet.
    std::vector<WalkIn> walk_ins;                   // Of today, newest first.
    std::vector<Waiting> waiting;                   // Those who wait longest first.
};

struct PlacePage {
    Place place;
    Whereabouts whereabouts = Whereabouts::kSafe;
    int families_reached = 0;  // This calendar year.
    int not_known_before = 0;
    int sit_days = 0;
    std::vector<ContactPerson> contact_persons;
    std::vector<Whereabouts> persons_whereabouts;  // Of each of them, in their order.
    std::vector<ThemeCount> themes;                // Most first.
    std::vector<TimelineItem> contacts;            // Newest first; without family names.
    int contact_total = 0;
    std::vector<AgendaItem> planned;  // From today.
    SitDay sit_day;
};

inline constexpr int kPlaceContactsStep = 200;  // By which more of them are asked for.

}  // namespace oppad::engine
