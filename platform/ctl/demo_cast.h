// Who and what a demo is about: the places, partners and colleagues, and one family at a time.
// Makes records; writes nothing.
#pragma once

#include <vector>

#include "engine/domain/agreement.h"
#include "engine/domain/contact_person.h"
#include "engine/domain/family.h"
#include "engine/domain/partner.h"
#include "engine/domain/person.h"
#include "engine/domain/place.h"
#include "engine/domain/staff.h"
#include "platform/ctl/demo.h"
#include "platform/ctl/dice.h"

namespace oppad::platform {

// Borrows the order and the words.
struct DemoScene {
    const DemoOrder& order;
    const DemoWords& words;
    Dice dice;
    Day today;
    std::vector<Place> schools;
    std::vector<Place> meeting_places;  // Associations, house, antenna, library, neutral ground.
    std::vector<ContactPerson> contact_persons;
    std::vector<Partner> partners;
    std::vector<Staff> colleagues;  // The author is not among them.
    std::vector<Agreement> agreements;
};

DemoScene set_scene(const DemoOrder& order, const DemoWords& words);

struct DemoFamily {
    Family family;
    std::vector<Person> members;    // Adults first.
    const Place* school = nullptr;  // Of the scene; where most school contacts take place.
};

DemoFamily make_family(DemoScene& scene);

// A moment of working hours on that day.
Instant working_moment(DemoScene& scene, Day day);
// The latest weekday on or before `day`.
Day weekday_at_most(Day day);

}  // namespace oppad::platform
