// What waits for an answer: promises, referrals, questions, as one kind of row.
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
struct Family;
struct Staff;
}  // namespace oppad

namespace oppad::storage {

class Connection;

struct OpenItemRow {
    RecordKey key;
    std::string what;
    std::optional<Id<Family>> family_id;
    std::string family_name;
    std::string place_name;
    std::string partner_name;
    bool is_warm = false;
    ReferralStep step = ReferralStep::kUnknown;  // Of a referral.
    Channel channel = Channel::kUnknown;
    std::optional<Day> due_day;
    std::optional<Instant> last_step_at;  // Of a referral or question.
};

// Of one colleague and without an owner. A question with a referral under way is left out: the
// referral stands for it.
Result<std::vector<OpenItemRow>> list_open_items_of_owner(Connection& connection,
                                                          const Id<Staff>& owner);
// Of one family, whoever promised.
Result<std::vector<OpenItemRow>> list_open_items_of_family(Connection& connection,
                                                           const Id<Family>& family);

}  // namespace oppad::storage
