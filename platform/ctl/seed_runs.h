// Many worlds on all cores: each core has a program of its own (fork), since a world that breaks a
// CHECK ends its program, and that too has to be told by seed.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/sim/shorten.h"
#include "platform/sim/simulate.h"

namespace oppad::platform {

struct SeedOutcome {
    std::uint64_t seed = 0;
    std::vector<std::string> broken;  // Empty = passed.
};

// Borrows the simulator. Requires: no other thread runs.
class SeedRuns final : public sim::PlanTrial {
public:
    SeedRuns(sim::Simulator& simulator, std::optional<int> tablets)
        : simulator_(simulator), tablets_(tablets) {}

    // From now on: no world is begun after that, so that later seeds have no outcome.
    void end_within(std::chrono::seconds span) { end_ = std::chrono::steady_clock::now() + span; }

    // In the order of seeds; progress goes to stderr.
    std::vector<SeedOutcome> run_all(std::uint64_t first, std::uint64_t last);
    // The first seed whose world fails; nothing when all pass. Goes on a little beyond it.
    std::optional<SeedOutcome> find_failing(std::uint64_t first, std::uint64_t last);
    // One plan in a program of its own.
    SeedOutcome run_apart(const sim::Plan& plan);
    bool fails(const sim::Plan& plan) override { return !run_apart(plan).broken.empty(); }

private:
    struct Worker;
    Worker begin_worker(std::uint64_t first, std::uint64_t last, std::uint64_t stride);
    bool read_worker(Worker& worker, std::vector<SeedOutcome>& outcomes);
    void revive(Worker& worker, std::uint64_t last, std::uint64_t stride,
                std::vector<SeedOutcome>& outcomes);

    sim::Simulator& simulator_;
    std::optional<int> tablets_;
    std::optional<std::chrono::steady_clock::time_point> end_;
};

}  // namespace oppad::platform
