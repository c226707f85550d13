// One family on a campaign's list: whom to call, the result, the reason, the hand-over.
#pragma once

#include <optional>
#include <string>

#include "engine/core/id.h"
#include "engine/core/time.h"
#include "engine/domain/codes.h"

namespace oppad {

struct Campaign;
struct Family;
struct Person;
struct Staff;

struct CampaignCall {
    Id<CampaignCall> id;
    RawId scope;  // Who may see it; set by the hub's grants.
    std::optional<Id<Campaign>> campaign_id;
    std::optional<Id<Family>> family_id;
    std::optional<Id<Person>> person_id;  // The child it is about.
    std::optional<Id<Staff>> owner_id;
    CallResult result = CallResult::kUnknown;
    std::string reason;  // Code of assets/codes/not_enrolled.json.
    std::optional<Instant> call_back_at;
    bool handed_over = false;
    std::string note;
};

}  // namespace oppad
