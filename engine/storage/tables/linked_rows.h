// What hangs on a family or came up in a contact: the records that a merge or a move takes along.
#pragma once

#include <optional>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/domain/value.h"

namespace oppad {
struct Contact;
struct Family;
}  // namespace oppad

namespace oppad::storage {

class Connection;

// Members, contacts, questions, referrals, promises, appointments, consents and calls of the
// family; removed ones left out. Cost: O(records found), index only.
Result<std::vector<RecordKey>> list_linked_to_family(Connection& connection,
                                                     const Id<Family>& family);
// Removed families on which something that is not removed still hangs.
// Cost: O(families): they are few beside what hangs on them.
Result<std::vector<Id<Family>>> list_stray_families(Connection& connection);
// Questions, referrals and promises that came up in it.
Result<std::vector<RecordKey>> list_linked_to_contact(Connection& connection,
                                                      const Id<Contact>& contact,
                                                      const std::optional<Id<Family>>& family);

}  // namespace oppad::storage
