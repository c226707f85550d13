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
struct Partner;
struct Place;
struct Staff;
}  // namespace oppad

namespace oppad::storage {

class Connection;

struct OpenItemRow {
    RecordKey key;
    std::string what;
    std::optional<Id<Family>> family_id;
    std::string family_name;
    std::optional<Id<Place>> place_id;
    std::string place_name;
    std::string phone;  // Of one that is a call: the family's, of nobody's the place's.
    std::string partner_name;
    std::optional<Id<Partner>> partner_id;  // Also of one that is not here.
    bool is_warm = false;
    ReferralStep step = ReferralStep::kUnknown;        // Of a referral.
    ReferralAnswer answer = ReferralAnswer::kUnknown;  // kWaitingList, or none yet.
    std::string answer_note;
    Channel channel = Channel::kUnknown;
    std::optional<Day> due_day;
    std::optional<Instant> last_step_at;  // Of a referral or question.
};

// What decides where one stands in the list.
struct OpenMark {
    RecordKey key;
    std::optional<Day> due_day;           // Of a promise.
    std::optional<Instant> last_step_at;  // Of a referral or question.
    bool is_on_waiting_list = false;      // A referral whose answer that was.
};

// Of one colleague and without an owner, in no order. A question with a referral under way, or
// on a waiting list, is left out: the referral stands for it. Cost: O(what is open of them), a
// microsecond or so each.
Result<std::vector<OpenMark>> list_open_marks(Connection& connection, const Id<Staff>& owner);
// Those that are here, in no order.
Result<std::vector<OpenItemRow>> list_open_items(Connection& connection,
                                                 const std::vector<RecordKey>& keys);
// Of one family, whoever promised.
Result<std::vector<OpenItemRow>> list_open_items_of_family(Connection& connection,
                                                           const Id<Family>& family);

}  // namespace oppad::storage
