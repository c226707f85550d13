// Places, people, partners and what was written, as search shows them.
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
struct ContactPerson;
struct Family;
struct Partner;
struct Person;
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
// A member of a family.
struct FoundMemberRow {
    Id<Person> id;
    std::string given_name;
    std::string family_name;
    PersonRelation relation = PersonRelation::kUnknown;
    std::optional<Day> birth_day;
    std::string phone;
    Id<Family> family_id;
    std::string family;  // Its name.
};
// What was written, of each type that text_index.h finds.
struct FoundTextRow {
    RecordKey key;
    ContactKind contact_kind = ContactKind::kUnknown;  // Of a contact, an appointment.
    std::optional<Instant> at;                         // Of a promise, a note: none.
    std::optional<Day> due_day;                        // Of a promise.
    std::string text;
    std::string other_text;  // An answer; the note of an appointment; a safety remark.
    std::optional<Id<Family>> family_id;
    std::string family_name;
    std::optional<Id<Place>> place_id;
    std::string place_name;
    std::string other_name;  // The partner of a referral; whose note it is.
};
struct PartnerCard {
    Id<Partner> id;
    std::string name;
    std::string municipality;
    std::string phone;
    std::string street;
    std::string postcode;
    std::string email;
    std::string services;
    std::string opening_hours;
    std::string conditions;
};

// Those of `ids` that are here, in no order. Cost: O(ids).
Result<std::vector<FoundPlaceRow>> list_found_places(Connection& connection,
                                                     const std::vector<RawId>& ids);
Result<std::vector<FoundPersonRow>> list_found_persons(Connection& connection,
                                                       const std::vector<RawId>& ids);
Result<std::vector<FoundMemberRow>> list_found_members(Connection& connection,
                                                       const std::vector<RawId>& ids);
Result<std::vector<FoundTextRow>> list_found_texts(Connection& connection,
                                                   const std::vector<RecordKey>& keys);
// All of them by name; there are some hundreds at most.
Result<std::vector<PartnerCard>> list_partner_cards(Connection& connection);

}  // namespace oppad::storage
