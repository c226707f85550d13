// Many worlds on all cores: each core has a program of its own (fork), since a world that breaks a
// CHECK ends its program, and that too has to be told by seed. One seed in fifty is run twice, and
// has to go the same way both times.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
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

// Hears of each failing seed as soon as it is known, in no order.
class FailureWatch {
public:
    virtual ~FailureWatch() = default;
    virtual void see(const SeedOutcome& failed) = 0;
};

// Borrows the simulator and the watch. Requires: no other thread runs.
class SeedRuns final : public sim::PlanTrial {
public:
    SeedRuns(sim::Simulator& simulator, std::optional<int> tablets);

    // From now on: no world goes on after that, so that later seeds have no outcome, and no plan
    // fails any more. Once a seed has failed, seeds get only a part of it: the rest is left for
    // shortening.
    void end_within(std::chrono::seconds span);
    [[nodiscard]] bool is_over() const;
    void tell(FailureWatch& watch) { watch_ = &watch; }

    // In the order of seeds; progress goes to stderr.
    std::vector<SeedOutcome> run_all(std::uint64_t first, std::uint64_t last);
    // The first seed whose world fails; nothing when all pass. Goes on a little beyond it.
    std::optional<SeedOutcome> find_failing(std::uint64_t first, std::uint64_t last);
    // One plan in a program of its own.
    SeedOutcome run_apart(const sim::Plan& plan);
    bool fails(const sim::Plan& plan) override {
        return !is_over() && !run_apart(plan).broken.empty();
    }

private:
    using Moment = std::chrono::steady_clock::time_point;
    struct Worker;
    [[nodiscard]] bool may_begin_seed() const;
    SeedOutcome run_seed(std::uint64_t seed);
    [[nodiscard]] int left_ms() const;
    void cut_off(Worker& worker, std::vector<SeedOutcome>& outcomes);
    void take(SeedOutcome outcome, std::vector<SeedOutcome>& outcomes);
    Worker begin_worker(std::uint64_t first, std::uint64_t last, std::uint64_t stride);
    bool read_worker(Worker& worker, std::vector<SeedOutcome>& outcomes);
    void revive(Worker& worker, std::uint64_t last, std::uint64_t stride,
                std::vector<SeedOutcome>& outcomes);

    sim::Simulator& simulator_;
    std::optional<int> tablets_;
    std::optional<Moment> end_;
    std::optional<Moment> end_of_seeds_;             // Once one has failed.
    std::shared_ptr<std::atomic<bool>> has_failed_;  // In memory that all programs share.
    FailureWatch* watch_ = nullptr;
};

}  // namespace oppad::platform
