// Places, contact persons and partners as search shows them.
#pragma once

#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/domain/codes.h"

namespace oppad {
struct ContactPerson;
struct Partner;
struct Place;
}  // namespace oppad

namespace oppad::storage {

class Connection;

struct FoundPlaceRow {
    Id<Place> id;
    std::string name;
    PlaceKind kind = PlaceKind::kUnknown;
    std::string municipality;
};
struct FoundPersonRow {
    Id<ContactPerson> id;
    std::string name;
    ContactFunction function = ContactFunction::kUnknown;
    std::string phone;
    Id<Place> place_id;
    std::string place_name;
};
struct PartnerCard {
    Id<Partner> id;
    std::string name;
    std::string municipality;
    std::string phone;
};

// Those of `ids` that are here, in no order. Cost: O(ids).
Result<std::vector<FoundPlaceRow>> list_found_places(Connection& connection,
                                                     const std::vector<RawId>& ids);
Result<std::vector<FoundPersonRow>> list_found_persons(Connection& connection,
                                                       const std::vector<RawId>& ids);
// All of them by name; there are some hundreds at most.
Result<std::vector<PartnerCard>> list_partner_cards(Connection& connection);

}  // namespace oppad::storage
