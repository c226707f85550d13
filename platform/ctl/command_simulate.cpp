#include <cstdio>

#include "engine/core/log.h"
#include "platform/ctl/commands.h"
#include "platform/ctl/seed_runs.h"
#include "platform/sim/shorten.h"
#include "platform/sim/simulate.h"
#include "sync/wire/planted_bug.h"

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
    std::fflush(stdout);  // Whatever ends the program before its time, the seed has been told.
}

class FailurePrinter final : public FailureWatch {
public:
    void see(const SeedOutcome& failed) override { print_broken(failed.seed, failed.broken); }
};

void print_shortened(SeedRuns& runs, const sim::Plan& plan) {
    const auto seed = static_cast<unsigned long long>(plan.seed);
    if (!runs.fails(plan)) {
        std::printf("seed %llu is not shortened: %s\n", seed,
                    runs.is_over() ? "the time is up" : "run alone it passes");
        return;
    }
    const sim::Plan shorter = sim::shorten(plan, runs, kTrialsMax);
    std::printf("seed %llu: %zu of its %zu steps are enough%s:\n", seed, shorter.steps.size(),
                plan.steps.size(), runs.is_over() ? ", if not fewer" : "");
    std::string numbers;
    for (const sim::Step& step : shorter.steps) {
        std::printf("    %s\n", sim::text_of(step).c_str());
        numbers += (numbers.empty() ? "" : ",") + std::to_string(step.number);
    }
    std::printf("  to be seen with --seeds %llu --steps %s --trace\n", seed, numbers.c_str());
    std::fflush(stdout);
    if (runs.is_over()) return;
    const SeedOutcome outcome = runs.run_apart(shorter);
    for (const std::string& law : outcome.broken) std::printf("  then: %s\n", law.c_str());
}

ExitCode run_traced(const SimulateOrder& order) {
    auto simulator = sim::Simulator::create();
    if (!simulator) return complain(ExitCode::kDefect, simulator.error().detail);
    int failed = 0;
    for (std::uint64_t seed = order.first_seed; seed <= order.last_seed; ++seed) {
        sim::Plan plan = sim::make_plan(seed, order.tablets);
        if (!order.steps.empty()) plan = sim::only(plan, order.steps);
        const sim::Verdict verdict = simulator->run(plan, sim::Keeping::kLines);
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

#ifdef OPPAD_PLANTED_BUGS
bool plant(const std::string& name) {
    for (const sync::PlantedBugSpec& spec : sync::kPlantedBugs) {
        if (spec.name == name) sync::planted_bug = spec.bug;
    }
    return sync::planted_bug != sync::PlantedBug::kNone;
}

// One line for each: which seed found it, how many were needed, and by which law.
ExitCode run_all_planted(const SimulateOrder& order, sim::Simulator& simulator) {
    SeedRuns runs{simulator, order.tablets};
    int missed = 0;
    std::printf("%-28s %6s %6s  %s\n", "planted bug", "seed", "tried", "found by");
    for (const sync::PlantedBugSpec& spec : sync::kPlantedBugs) {
        sync::planted_bug = spec.bug;
        const auto found = runs.find_failing(order.first_seed, order.last_seed);
        const std::string name{spec.name};
        if (found) {
            std::printf("%-28s %6llu %6llu  %s\n", name.c_str(),
                        static_cast<unsigned long long>(found->seed),
                        static_cast<unsigned long long>(found->seed - order.first_seed + 1),
                        found->broken.front().c_str());
        } else {
            ++missed;
            std::printf("%-28s %6s %6llu  nothing\n", name.c_str(), "-",
                        static_cast<unsigned long long>(order.last_seed - order.first_seed + 1));
        }
        std::fflush(stdout);
    }
    std::printf("%d found, %d missed\n", static_cast<int>(sync::kPlantedBugs.size()) - missed,
                missed);
    return missed == 0 ? ExitCode::kDone : ExitCode::kDefect;
}
#else
bool plant(const std::string& /*name*/) { return false; }
ExitCode run_all_planted(const SimulateOrder& /*order*/, sim::Simulator& /*simulator*/) {
    return complain(ExitCode::kUsage,
                    "This oppadctl holds no planted bugs: build the preset mutants.");
}
#endif

}  // namespace

ExitCode run_simulate(const SimulateOrder& order) {
    log::silence();
    const bool plants_one = !order.planted.empty() && order.planted != "all";
    if (plants_one && !plant(order.planted))
        return complain(ExitCode::kUsage,
                        "No planted bug of that name, or a build without: the preset mutants.");
    if (order.trace) return run_traced(order);
    auto simulator = sim::Simulator::create();
    if (!simulator) return complain(ExitCode::kDefect, simulator.error().detail);
    if (order.planted == "all") return run_all_planted(order, *simulator);
    SeedRuns runs{*simulator, order.tablets};
    if (order.within) runs.end_within(*order.within);
    FailurePrinter printer;
    runs.tell(printer);
    const std::vector<SeedOutcome> outcomes = runs.run_all(order.first_seed, order.last_seed);
    int failed = 0;
    for (const SeedOutcome& outcome : outcomes) {
        if (outcome.broken.empty()) continue;
        if (++failed <= kShortenedMax)
            print_shortened(runs, sim::make_plan(outcome.seed, order.tablets));
    }
    std::printf("%zu passed, %d failed\n", outcomes.size() - static_cast<std::size_t>(failed),
                failed);
    return failed == 0 ? ExitCode::kDone : ExitCode::kDefect;
}

}  // namespace oppad::platform
