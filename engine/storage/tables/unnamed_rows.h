// Contacts that hang on no family and on no place: nobody's page shows them.
#pragma once

#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {
struct Contact;
struct Staff;
}  // namespace oppad

namespace oppad::storage {

class Connection;

struct UnnamedRow {
    Id<Contact> id;
    ContactKind kind = ContactKind::kUnknown;
    Instant at;
    TextSet themes;
};

// Of one colleague, newest first. Cost: O(limit).
Result<std::vector<UnnamedRow>> list_unnamed(Connection& connection, const Id<Staff>& author,
                                             int limit);

}  // namespace oppad::storage
