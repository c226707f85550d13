#include <cstdio>

#include "engine/core/log.h"
#include "platform/ctl/commands.h"
#include "platform/ctl/seed_runs.h"
#include "platform/sim/shorten.h"
#include "platform/sim/simulate.h"

namespace oppad::platform {

namespace {

// A failing world is rarely longer than 200 steps.
constexpr int kTrialsMax = 400;
// The rest fails for the same reason, more often than not.
constexpr int kShortenedMax = 3;

void print_trace(const sim::Verdict& verdict) {
    for (const std::string& line : verdict.lines) std::printf("%s\n", line.c_str());
}

void print_broken(std::uint64_t seed, const std::vector<std::string>& broken) {
    std::printf("seed %llu failed\n", static_cast<unsigned long long>(seed));
    for (const std::string& law : broken) std::printf("  %s\n", law.c_str());
}

void print_shortened(SeedRuns& runs, const sim::Plan& plan) {
    const sim::Plan shorter = sim::shorten(plan, runs, kTrialsMax);
    std::printf("  %zu of its %zu steps are enough:\n", shorter.steps.size(), plan.steps.size());
    for (const sim::Step& step : shorter.steps) std::printf("    %s\n", sim::text_of(step).c_str());
    const SeedOutcome outcome = runs.run_apart(shorter);
    for (const std::string& law : outcome.broken) std::printf("  then: %s\n", law.c_str());
}

ExitCode run_traced(const SimulateOrder& order) {
    auto simulator = sim::Simulator::create();
    if (!simulator) return complain(ExitCode::kDefect, simulator.error().detail);
    int failed = 0;
    for (std::uint64_t seed = order.first_seed; seed <= order.last_seed; ++seed) {
        const sim::Verdict verdict =
            simulator->run(sim::make_plan(seed, order.tablets), sim::Keeping::kLines);
        print_trace(verdict);
        std::printf("seed %llu, trace %016llx\n", static_cast<unsigned long long>(seed),
                    static_cast<unsigned long long>(verdict.trace_hash));
        if (verdict.passed()) continue;
        print_broken(seed, verdict.broken);
        ++failed;
    }
    const auto count = static_cast<int>(order.last_seed - order.first_seed + 1);
    std::printf("%d passed, %d failed\n", count - failed, failed);
    return failed == 0 ? ExitCode::kDone : ExitCode::kDefect;
}

}  // namespace

ExitCode run_simulate(const SimulateOrder& order) {
    log::silence();
    if (order.trace) return run_traced(order);
    auto simulator = sim::Simulator::create();
    if (!simulator) return complain(ExitCode::kDefect, simulator.error().detail);
    SeedRuns runs{*simulator, order.tablets};
    const std::vector<SeedOutcome> outcomes = runs.run_all(order.first_seed, order.last_seed);
    int failed = 0;
    for (const SeedOutcome& outcome : outcomes) {
        if (outcome.broken.empty()) continue;
        print_broken(outcome.seed, outcome.broken);
        if (++failed <= kShortenedMax)
            print_shortened(runs, sim::make_plan(outcome.seed, order.tablets));
    }
    std::printf("%zu passed, %d failed\n", outcomes.size() - static_cast<std::size_t>(failed),
                failed);
    return failed == 0 ? ExitCode::kDone : ExitCode::kDefect;
}

}  // namespace oppad::platform
