// What colleagues changed lately about the families of one of them.
#pragma once

#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"
#include "engine/domain/value.h"

namespace oppad {
struct Family;
struct Staff;
}  // namespace oppad

namespace oppad::storage {

class Connection;

// A record that is new or changed.
struct NewsItem {
    RecordKey key;
    ContactKind contact_kind = ContactKind::kUnknown;  // Of a contact or an appointment.
};

struct NewsRow {
    Instant arrived_at;  // The latest.
    Id<Family> family_id;
    std::string family_name;
    std::string author_name;      // Of the latest; empty when they are not known here.
    std::vector<NewsItem> items;  // Each record once, the latest first.
};

struct NewsSpan {
    Instant since;
    Instant mine_since;  // A family is mine when I met it since then, or have promised something.
};

// What came in from somebody else than `me` and is still here, the family with the latest first, of
// at most so many families; what came before the last of these is left out. Cost: O(arrivals until
// then, at most those that are kept).
Result<std::vector<NewsRow>> list_news(Connection& connection, const Id<Staff>& me,
                                       const NewsSpan& span, std::size_t families_max);

}  // namespace oppad::storage
