#include "platform/sim/shorten.h"

#include <algorithm>

namespace oppad::sim {

namespace {

// What was waited for before the steps that go is waited for before the one that follows.
Plan without(const Plan& plan, std::size_t from, std::size_t count) {
    Plan shorter = plan;
    const auto begin = shorter.steps.begin() + static_cast<std::ptrdiff_t>(from);
    const auto end = begin + static_cast<std::ptrdiff_t>(count);
    Ms waited{0};
    std::for_each(begin, end, [&waited](const Step& step) { waited += step.wait; });
    const auto next = shorter.steps.erase(begin, end);
    if (next != shorter.steps.end()) next->wait += waited;
    return shorter;
}

}  // namespace

Plan only(const Plan& plan, const std::vector<int>& numbers) {
    Plan shorter = plan;
    for (std::size_t at = shorter.steps.size(); at-- > 0;) {
        const int number = shorter.steps[at].number;
        if (std::find(numbers.begin(), numbers.end(), number) == numbers.end())
            shorter = without(shorter, at, 1);
    }
    return shorter;
}

Plan shorten(Plan plan, PlanTrial& trial, int trials_max) {
    std::size_t run = std::max<std::size_t>(1, plan.steps.size() / 2);
    for (;;) {
        bool is_shorter = false;
        for (std::size_t from = 0; from < plan.steps.size();) {
            if (trials_max-- <= 0) return plan;
            const std::size_t count = std::min(run, plan.steps.size() - from);
            Plan shorter = without(plan, from, count);
            if (trial.fails(shorter)) {
                plan = std::move(shorter);
                is_shorter = true;
            } else {
                from += count;
            }
        }
        if (run == 1 && !is_shorter) return plan;
        run = std::max<std::size_t>(1, run / 2);
    }
}

}  // namespace oppad::sim
