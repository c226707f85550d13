// The simulator itself: it repeats, it is green on a fixed set of seeds, and it shortens.
#include "platform/sim/simulate.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>

#include "engine/core/log.h"
#include "platform/sim/shorten.h"

namespace oppad::sim {

namespace {

// A defect of the product, or of how it is judged, broke each once.
struct Once {
    std::uint64_t seed = 0;
    std::vector<int> steps;  // None = all.
};
const std::vector<Once> kOnceBroken{{171, {15, 36, 37, 50}},
                                    {171, {15, 28, 37}},
                                    {341, {2, 4, 7, 17, 21, 40, 47, 59}},
                                    {677, {1, 2, 13, 24, 33, 66, 68}},
                                    {1014, {14, 34, 35}},
                                    {1175, {16, 17, 19, 21, 28}},
                                    {6222, {10, 23, 24, 25, 34, 37, 46, 48}},
                                    {6864, {26, 27, 56, 58, 60, 64, 66}},
                                    {7542, {8, 13, 16, 17, 18, 23, 25, 26, 35, 36, 49, 50}},
                                    {9000, {4, 20, 21, 22, 25, 26, 28, 30, 34, 44}},
                                    {9910, {9, 10, 12, 13, 15}},
                                    {1795792485, {4, 10, 22, 29, 30, 37, 38, 39}}};

Simulator make_simulator() {
    log::silence();  // Every fault in a world is meant.
    auto simulator = Simulator::create();
    INFO((simulator ? std::string{} : simulator.error().detail));
    REQUIRE(simulator);
    return std::move(*simulator);
}

std::string told(const Verdict& verdict) {
    std::string text;
    for (const std::string& law : verdict.broken) text += law + "\n";
    return text;
}

bool has_step(const Plan& plan, int number) {
    return std::any_of(plan.steps.begin(), plan.steps.end(),
                       [number](const Step& step) { return step.number == number; });
}

// Fails for as long as both steps are there.
class NeedsTwoSteps final : public PlanTrial {
public:
    bool fails(const Plan& plan) override { return has_step(plan, 3) && has_step(plan, 17); }
};

Ms length(const Plan& plan) {
    Ms sum{0};
    for (const Step& step : plan.steps) sum += step.wait;
    return sum;
}

}  // namespace

TEST_CASE("simulator: the same seed gives the same trace, another seed another", "[sim]") {
    Simulator simulator = make_simulator();
    const Verdict first = simulator.run(make_plan(11, std::nullopt), Keeping::kLines);
    const Verdict between = simulator.run(make_plan(12, std::nullopt), Keeping::kHashOnly);
    Simulator fresh = make_simulator();
    const Verdict again = fresh.run(make_plan(11, std::nullopt), Keeping::kLines);
    CHECK(first.lines == again.lines);
    CHECK(first.trace_hash == again.trace_hash);
    CHECK(first.trace_hash != between.trace_hash);
}

TEST_CASE("simulator: every law holds in a fixed set of worlds", "[sim]") {
    Simulator simulator = make_simulator();
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const Verdict verdict = simulator.run(make_plan(seed, std::nullopt), Keeping::kHashOnly);
        INFO(told(verdict));
        CHECK(verdict.passed());
    }
}

TEST_CASE("simulator: every law holds in the worlds that once broke one", "[sim]") {
    Simulator simulator = make_simulator();
    for (const Once& once : kOnceBroken) {
        CAPTURE(once.seed);
        Plan plan = make_plan(once.seed, std::nullopt);
        if (!once.steps.empty()) plan = only(plan, once.steps);
        const Verdict verdict = simulator.run(plan, Keeping::kHashOnly);
        INFO(told(verdict));
        CHECK(verdict.passed());
    }
}

TEST_CASE("simulator: a whole organisation of forty tablets holds the laws", "[sim]") {
    Simulator simulator = make_simulator();
    const Verdict verdict = simulator.run(make_plan(1, kTabletsMax), Keeping::kHashOnly);
    INFO(told(verdict));
    CHECK(verdict.passed());
}

TEST_CASE("simulator: plans have up to forty tablets, and most last thirty days", "[sim]") {
    const Ms month{std::int64_t{30} * 86'400'000};
    int months = 0;
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        const Plan plan = make_plan(seed, std::nullopt);
        CHECK((plan.tablets >= 1 && plan.tablets <= kTabletsMax));
        CHECK(length(plan) < month + Ms{200'000});
        if (length(plan) >= month) ++months;
        CHECK(make_plan(seed, 4).tablets == 4);
    }
    CHECK(months >= 430);
}

TEST_CASE("simulator: rights, ends and the hub's clock are part of many worlds", "[sim]") {
    int wrong_clocks = 0;
    std::map<StepKind, int> plans_with;
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        const Plan plan = make_plan(seed, std::nullopt);
        if (plan.hub_clock_errs) ++wrong_clocks;
        std::set<StepKind> kinds;
        for (const Step& step : plan.steps) kinds.insert(step.kind);
        for (const StepKind kind : kinds) ++plans_with[kind];
        CHECK((plan.hub_clock_errs || kinds.count(StepKind::kHubClock) == 0));
    }
    CHECK((wrong_clocks > 90 && wrong_clocks < 160));
    CHECK(plans_with[StepKind::kHubClock] > 80);
    CHECK(plans_with[StepKind::kChangeRight] > 200);
    CHECK(plans_with[StepKind::kEndPerson] > 150);
}

TEST_CASE("simulator: a failing plan is shortened to the steps that matter", "[sim]") {
    const Plan plan = make_plan(5, 3);
    NeedsTwoSteps trial;
    REQUIRE(trial.fails(plan));
    const Plan shorter = shorten(plan, trial, 1000);
    REQUIRE(shorter.steps.size() == 2);
    CHECK(shorter.steps[0].number == 3);
    CHECK(shorter.steps[1].number == 17);
    // Each happens when it would have happened.
    Ms until_17{0};
    for (const Step& step : plan.steps) {
        if (step.number <= 17) until_17 += step.wait;
    }
    CHECK(length(shorter) == until_17);
    CHECK(only(plan, {3, 17}).steps.size() == 2);
    CHECK(length(only(plan, {3, 17})) == until_17);
}

}  // namespace oppad::sim
