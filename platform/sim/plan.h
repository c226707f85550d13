// What is going to happen in a world, all of it from one seed. Each step carries its own chance, so
// that leaving one out does not change what the others are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/sim/ports.h"

namespace oppad::sim {

enum class StepKind {
    kCreate,
    kEdit,
    kEditTogether,  // Everybody the same record, at the same moment.
    kRemove,
    kRestore,
    kMove,
    kSync,
    kSyncAll,
    kWeather,
    kClockJump,
    kTabletCrash,
    kTabletDisk,
    kHubCrash,
    kHubDisk,
    kGrant,
    kRevoke,
    kErase,
    kNewerClient,
    kHubBackup,
    kHubPutBack,  // And told, or not.
    kTabletBackup,
    kTabletPutBack,
    kTabletCopied,  // Onto this one, from another that goes on.
    kTrim,
    kHang,         // A record of a family, where that lies.
    kMoveFamily,   // And with it what hangs on it.
    kChangeRole,   // To administrator, who sees nothing, or back.
    kChangeRight,  // To reading alone, or to writing again.
    kEndPerson,    // Who doesn't work here any more; or is back.
    kStick,        // A bundle goes a leg further, or a few.
    kHubClock,     // The hub's clock is set, wrong or right.
};

struct Step {
    int number = 0;  // Its place in the seed's own plan, from 1 on.
    StepKind kind = StepKind::kSync;
    int tablet = 0;
    std::uint64_t chance = 0;
    Ms wait{0};  // Before it happens.
};

struct Plan {
    std::uint64_t seed = 0;
    int tablets = 1;
    int scopes = 0;  // Besides the team's.
    bool hub_clock_errs = false;
    std::vector<Step> steps;
};

inline constexpr int kTabletsMax = 40;

// `tablets` from 1 to kTabletsMax; none = the seed's choice. Requires: that range.
Plan make_plan(std::uint64_t seed, std::optional<int> tablets);

std::string text_of(const Step& step);

}  // namespace oppad::sim
