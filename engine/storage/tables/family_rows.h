// Families as lists show them, and what hangs directly on one: members and consents.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/consent.h"
#include "engine/domain/family.h"
#include "engine/domain/person.h"
#include "engine/domain/settling.h"

namespace oppad::storage {

class Connection;

struct FamilyListRow {
    Id<Family> id;
    std::string name;
    std::string street;
    std::string postcode;
    std::string municipality;
    FamilyState state = FamilyState::kUnknown;
    int child_count = 0;
    std::optional<Instant> last_contact_at;
    Whereabouts whereabouts = Whereabouts::kSafe;
};

// Rows of those of `ids` that are here, in no order. Cost: O(ids).
Result<std::vector<FamilyListRow>> list_families(Connection& connection,
                                                 const std::vector<RawId>& ids);

struct FamilySeen {
    Id<Family> id;
    std::optional<Instant> last_contact_at;
};

// Every family with its last contact. Cost: O(families), one index look-up each.
Result<std::vector<FamilySeen>> list_all_families_seen(Connection& connection);

// Families by their last contact, at most `limit`, newest first, among the last 20,000 contacts;
// removed families may be among them. Cost: O(contacts looked through), index only.
Result<std::vector<FamilySeen>> list_families_met_last(Connection& connection, std::size_t limit);
// The families that were registered last, newest first, with their last contact.
Result<std::vector<FamilySeen>> list_families_made_last(Connection& connection, int limit);
Result<int> count_families(Connection& connection);

// Of those that are not removed. Cost: one index look-up.
Result<std::optional<Instant>> find_first_contact_at(Connection& connection,
                                                     const Id<Family>& family);

struct MemberRow {
    Person person;
    std::string school_name;
};
Result<std::vector<MemberRow>> list_members(Connection& connection, const Id<Family>& family);

// A member with an address of their own.
struct ElsewhereRow {
    Id<Family> family_id;
    std::string given_name;
    std::string family_name;
    std::string street;
    std::string postcode;
    std::string municipality;
};
// Those of `families`, in no order. Cost: O(members of the families).
Result<std::vector<ElsewhereRow>> list_elsewhere(Connection& connection,
                                                 const std::vector<RawId>& families);

struct ConsentRow {
    Consent consent;
    std::string partner_name;
    std::string given_by;
    bool has_ended = false;  // Over or withdrawn; else it holds.
};
// Those that hold on `day`, then those that ended by then.
Result<std::vector<ConsentRow>> list_consents(Connection& connection, const Id<Family>& family,
                                              Day day);

}  // namespace oppad::storage
