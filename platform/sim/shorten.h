// A failing plan with fewer steps that fails as well (delta debugging).
#pragma once

#include "platform/sim/plan.h"

namespace oppad::sim {

class PlanTrial {
public:
    virtual ~PlanTrial() = default;
    virtual bool fails(const Plan& plan) = 0;
};

// The steps of those numbers, each when it would have been. For looking at what shorten() found.
Plan only(const Plan& plan, const std::vector<int>& numbers);

// Leaves out ever smaller runs of steps for as long as the rest still fails.
// Requires: `plan` fails. Cost: at most `trials_max` trials.
Plan shorten(Plan plan, PlanTrial& trial, int trials_max);

}  // namespace oppad::sim
