// From a question to a partner (doorverwijzing); warm = introduced in person, with an answer
// reported back.
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"

namespace oppad {

struct Contact;
struct Family;
struct Partner;
struct Question;
struct Staff;

struct Referral {
    Id<Referral> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::optional<Id<Family>> family_id;
    std::optional<Id<Question>> question_id;
    std::optional<Id<Contact>> contact_id;  // Where it was discussed.
    std::optional<Id<Partner>> partner_id;
    std::string what;  // What is asked of the partner.
    ReferralStep step = ReferralStep::kUnknown;
    ReferralStep warm_step =
        ReferralStep::kUnknown;  // The step that was done in person; unset = not warm.
    Introduction introduction = Introduction::kUnknown;
    std::optional<Instant> discussed_at;
    std::optional<Instant> consented_at;
    std::optional<Instant> introduced_at;
    std::optional<Instant> accepted_at;
    std::optional<Instant> answered_at;
    std::optional<Instant> closed_at;
    ReferralAnswer answer = ReferralAnswer::kUnknown;
    std::string answer_note;
    std::optional<Id<Staff>> owner_id;
};

}  // namespace oppad
