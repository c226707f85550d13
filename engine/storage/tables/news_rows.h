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

// One contact, question, promise or referral; `id` tells when it was written (UUIDv7).
struct NewsRow {
    RawId id;
    Id<Family> family_id;
    std::string family_name;
    std::string author_name;
};

struct NewsSpan {
    Instant from;
    Instant until;
    Instant mine_since;  // A family is mine when I met it since then, or have promised something.
};

// By somebody else than `me`, newest first. Cost: O(records of the span).
Result<std::vector<NewsRow>> list_news(Connection& connection, const Id<Staff>& me,
                                       const NewsSpan& span);

}  // namespace oppad::storage
