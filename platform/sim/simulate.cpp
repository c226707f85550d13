#include "platform/sim/simulate.h"

#include "platform/sim/world.h"

namespace oppad::sim {

Simulator::Simulator(std::unique_ptr<Blanks> blanks) : blanks_(std::move(blanks)) {}
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;
Simulator::~Simulator() = default;

Result<Simulator> Simulator::create() {
    TRY_ASSIGN(Blanks blanks, make_blanks());
    return Simulator{std::make_unique<Blanks>(std::move(blanks))};
}

Verdict Simulator::run(const Plan& plan, Keeping keeping) {
    Trace trace{keeping};
    World world{plan, *blanks_, trace};
    const Status set_up = world.set_up();
    if (!set_up) trace.break_law("no world: " + set_up.error().detail);
    for (const Step& step : plan.steps) {
        if (!trace.broken().empty()) break;
        world.take(step);
    }
    if (trace.broken().empty()) world.heal();
    if (trace.broken().empty()) world.check();
    return {trace.broken(), trace.hash(), trace.lines()};
}

}  // namespace oppad::sim
