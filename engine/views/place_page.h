// One school or other place: its reach, its contact persons, what parents come for, what took
// place.
#pragma once

#include <string>
#include <vector>

#include "engine/domain/contact_person.h"
#include "engine/domain/place.h"
#include "engine/views/family_page.h"

namespace oppad::engine {

struct ThemeCount {
    std::string theme;       // Code.
    int count = 0;           // Contacts this year.
    bool is_hidden = false;  // Under 5: ui shows "<5" (product.md, job 7).
};

struct PlacePage {
    Place place;
    int families_reached = 0;  // This calendar year.
    int not_known_before = 0;
    int sit_days = 0;
    std::vector<ContactPerson> contact_persons;
    std::vector<ThemeCount> themes;  // Most first.
    std::vector<TimelineItem>
        contacts;  // Newest first; at most kPlaceContactsMax; without family names.
    std::vector<AgendaItem> planned;  // From today.
};

inline constexpr int kPlaceContactsMax = 50;

}  // namespace oppad::engine
