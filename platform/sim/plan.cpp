#include "platform/sim/plan.h"

#include <algorithm>
#include <array>

namespace oppad::sim {

namespace {

struct StepSpec {
    StepKind kind;
    const char* word;
    int weight;
};

constexpr std::array kSpecs{
    StepSpec{StepKind::kCreate, "create", 12},
    StepSpec{StepKind::kEdit, "edit", 34},
    StepSpec{StepKind::kEditTogether, "edit-together", 5},
    StepSpec{StepKind::kRemove, "remove", 5},
    StepSpec{StepKind::kRestore, "restore", 3},
    StepSpec{StepKind::kMove, "move", 4},
    StepSpec{StepKind::kSync, "sync", 26},
    StepSpec{StepKind::kSyncAll, "sync-all", 2},
    StepSpec{StepKind::kWeather, "weather", 7},
    StepSpec{StepKind::kClockJump, "clock-jump", 3},
    StepSpec{StepKind::kTabletCrash, "tablet-crash", 4},
    StepSpec{StepKind::kTabletDisk, "tablet-disk", 2},
    StepSpec{StepKind::kHubCrash, "hub-crash", 3},
    StepSpec{StepKind::kHubDisk, "hub-disk", 2},
    StepSpec{StepKind::kGrant, "grant", 3},
    StepSpec{StepKind::kRevoke, "revoke", 3},
    StepSpec{StepKind::kErase, "erase", 1},
    StepSpec{StepKind::kNewerClient, "newer-client", 3},
    StepSpec{StepKind::kHubBackup, "hub-backup", 2},
    StepSpec{StepKind::kHubPutBack, "hub-put-back", 1},
    StepSpec{StepKind::kTabletBackup, "tablet-backup", 2},
    StepSpec{StepKind::kTabletPutBack, "tablet-put-back", 1},
    StepSpec{StepKind::kTabletCopied, "tablet-copied", 1},
    StepSpec{StepKind::kTrim, "trim", 2},
};

// In place of so many in a hundred of the others. They have a stream of chance of their own, so
// that a seed's other steps stay what they were.
constexpr int kRarePercent = 10;
constexpr std::uint64_t kRareChance = 3;
constexpr std::array kRareSpecs{
    StepSpec{StepKind::kHang, "hang", 4},
    StepSpec{StepKind::kMoveFamily, "move-family", 2},
    StepSpec{StepKind::kStick, "stick", 4},
};

// And these in place of those, for the same reason.
constexpr int kOfficePercent = 6;
constexpr std::uint64_t kOfficeChance = 4;
constexpr std::array kOfficeSpecs{
    StepSpec{StepKind::kChangeRole, "change-role", 2},
    StepSpec{StepKind::kChangeRight, "change-right", 3},
    StepSpec{StepKind::kEndPerson, "end-person", 2},
};

// And in every fourth world, from the beginning, these.
constexpr int kHubClockPercent = 4;
constexpr std::uint64_t kHubClockChance = 6;
constexpr std::array kHubClockSpecs{StepSpec{StepKind::kHubClock, "hub-clock", 1}};

template <std::size_t count>
StepKind pick_kind(const std::array<StepSpec, count>& specs, platform::Dice& dice) {
    int sum = 0;
    for (const StepSpec& spec : specs) sum += spec.weight;
    int left = dice.between(1, sum);
    for (const StepSpec& spec : specs) {
        left -= spec.weight;
        if (left <= 0) return spec.kind;
    }
    return specs[0].kind;
}

template <std::size_t count>
const char* word_in(const std::array<StepSpec, count>& specs, StepKind kind) {
    for (const StepSpec& spec : specs) {
        if (spec.kind == kind) return spec.word;
    }
    return "";
}

// Mostly seconds, so that work is concurrent; now and then hours or days.
Ms pick_wait(platform::Dice& dice) {
    const int kind = dice.between(1, 100);
    if (kind <= 70) return Ms{dice.between(5, 20'000)};
    if (kind <= 90) return Ms{dice.between(20'000, 1'800'000)};
    if (kind <= 98) return Ms{dice.between(1'800'000, 30'000'000)};
    return Ms{dice.between(86'400'000, 10 * 86'400'000)};
}

constexpr Ms kWhole{std::int64_t{30} * 86'400'000};
constexpr std::uint64_t kQuietChance = 5;

// What is left of the month goes before some of the steps, in parts of any size: work stays
// concurrent between them. One world in ten is over when its work is.
void spread_over_month(Plan& plan, Ms passed) {
    platform::Dice dice{mixed(plan.seed, kQuietChance)};
    if (dice.chance(10) || passed >= kWhole) return;
    const std::int64_t left = (kWhole - passed).count();
    std::vector<std::int64_t> cuts{0, left};
    for (int parts = dice.between(3, 12); parts > 1; --parts)
        cuts.push_back(static_cast<std::int64_t>(dice.next() % static_cast<std::uint64_t>(left)));
    std::sort(cuts.begin(), cuts.end());
    for (std::size_t at = 1; at < cuts.size(); ++at)
        plan.steps[static_cast<std::size_t>(dice.next() % plan.steps.size())].wait +=
            Ms{cuts[at] - cuts[at - 1]};
}

// Two or three for most worlds, rarely a whole organisation.
int pick_tablets(platform::Dice& dice) {
    const int kind = dice.between(1, 100);
    if (kind <= 5) return 1;
    if (kind <= 60) return dice.between(2, 3);
    if (kind <= 96) return dice.between(4, 7);
    return dice.between(8, kTabletsMax);
}

}  // namespace

Plan make_plan(std::uint64_t seed, std::optional<int> tablets) {
    platform::Dice dice{mixed(seed, 1)};
    platform::Dice rare{mixed(seed, kRareChance)};
    platform::Dice office{mixed(seed, kOfficeChance)};
    platform::Dice hub_clock{mixed(seed, kHubClockChance)};
    Plan plan{.seed = seed};
    plan.hub_clock_errs = hub_clock.chance(25);
    plan.tablets = tablets.value_or(pick_tablets(dice));
    plan.scopes = dice.between(0, 2);
    const int count = dice.between(25, 70) + 2 * plan.tablets;
    Ms passed{0};
    for (int at = 0; at < count; ++at) {
        Step step{.number = at + 1, .kind = pick_kind(kSpecs, dice)};
        if (rare.chance(kRarePercent)) step.kind = pick_kind(kRareSpecs, rare);
        if (office.chance(kOfficePercent)) step.kind = pick_kind(kOfficeSpecs, office);
        if (plan.hub_clock_errs && hub_clock.chance(kHubClockPercent))
            step.kind = pick_kind(kHubClockSpecs, hub_clock);
        step.tablet = dice.between(0, plan.tablets - 1);
        step.chance = dice.next();
        step.wait = pick_wait(dice);
        if (passed + step.wait > kWhole) step.wait = Ms{1'000};
        passed += step.wait;
        plan.steps.push_back(step);
    }
    spread_over_month(plan, passed);
    return plan;
}

std::string text_of(const Step& step) {
    const std::string word = std::string{word_in(kSpecs, step.kind)} +
                             word_in(kRareSpecs, step.kind) + word_in(kOfficeSpecs, step.kind) +
                             word_in(kHubClockSpecs, step.kind);
    return std::to_string(step.number) + ": after " + std::to_string(step.wait.count()) +
           " ms: " + word + ", tablet " + std::to_string(step.tablet) + ", chance " +
           std::to_string(step.chance);
}

}  // namespace oppad::sim
