// How far the call campaigns are that run.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"

namespace oppad {
struct Campaign;
}

namespace oppad::storage {

class Connection;

struct CampaignRow {
    Id<Campaign> id;
    std::string name;
    std::optional<Day> deadline_day;
    int calls = 0;
    int done = 0;          // No further call is needed.
    int asked_help = 0;    // Those that need it.
    int to_call_back = 0;  // Agreed on, before `call_back_until`.
};

// Begun, not erased and not past their deadline on `today`; the nearest deadline first, those
// without one last. Cost: O(calls of those).
Result<std::vector<CampaignRow>> list_running_campaigns(Connection& connection, Day today,
                                                        Instant call_back_until);

}  // namespace oppad::storage
