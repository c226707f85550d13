// What colleagues added lately about the families of one of them.
#pragma once

#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"

namespace oppad {
struct Family;
struct Staff;
}  // namespace oppad

namespace oppad::storage {

class Connection;

// Contacts, questions, promises and referrals of one family together.
struct NewsRow {
    RawId newest;  // Tells when it was written (UUIDv7).
    Id<Family> family_id;
    std::string family_name;
    std::string author_name;  // Of the newest.
    int count = 0;
};

struct NewsSpan {
    Instant from;
    Instant until;
    Instant mine_since;  // A family is mine when I met it since then, or have promised something.
};

// By somebody else than `me`, newest first, of at most so many families. Cost: O(records of the
// span
// + families written about until enough of them are mine).
Result<std::vector<NewsRow>> list_news(Connection& connection, const Id<Staff>& me,
                                       const NewsSpan& span, std::size_t families_max);

}  // namespace oppad::storage
