// Search everywhere: families (with their members), places, contact persons and partners that match
// what is typed.
#pragma once

#include <string>
#include <vector>

#include "engine/domain/codes.h"
#include "engine/views/families.h"

namespace oppad {
struct ContactPerson;
struct Partner;
struct Place;
}  // namespace oppad

namespace oppad::engine {

struct FoundPlace {
    Id<Place> id;
    std::string name;
    PlaceKind kind = PlaceKind::kUnknown;
    std::string municipality;
    bool is_similar = false;
};

struct FoundContactPerson {
    Id<ContactPerson> id;
    std::string name;
    ContactFunction function = ContactFunction::kUnknown;
    Id<Place> place_id;
    std::string place_name;
    std::string phone;  // E.164.
    bool is_similar = false;
};

struct FoundPartner {
    Id<Partner> id;
    std::string name;
    std::string municipality;
    std::string phone;  // E.164.
};

// Each list best first, at most kFoundMax. With nothing typed: the families seen last alone.
struct SearchPage {
    std::string query;
    std::vector<FamilyRow> families;
    std::vector<FoundPlace> places;
    std::vector<FoundContactPerson> contact_persons;
    std::vector<FoundPartner> partners;
};

inline constexpr int kFoundMax = 30;

}  // namespace oppad::engine
