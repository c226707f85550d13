// A plan as a verdict: what the simulator is called by.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "platform/sim/plan.h"
#include "platform/sim/trace.h"

namespace oppad::sim {

struct Blanks;

struct Verdict {
    std::vector<std::string> broken;  // Empty = all laws held.
    std::uint64_t trace_hash = 0;
    std::vector<std::string> lines;  // With Keeping::kLines.

    [[nodiscard]] bool passed() const { return broken.empty(); }
};

// Thread: one at a time; others may have their own.
class Simulator {
public:
    // Makes the empty stores that every world begins with. Fails: as the stores.
    static Result<Simulator> create();
    Simulator(Simulator&&) noexcept;
    Simulator& operator=(Simulator&&) noexcept;
    ~Simulator();

    // The same plan gives the same verdict, on any machine.
    Verdict run(const Plan& plan, Keeping keeping);

private:
    explicit Simulator(std::unique_ptr<Blanks> blanks);

    std::unique_ptr<Blanks> blanks_;
};

}  // namespace oppad::sim
