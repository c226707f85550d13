// The scenarios of `oppadctl bench sync`, each through a real hub process and real tablets.
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.h"
#include "platform/ctl/bench/forked_device.h"

namespace oppad::platform {

struct BenchPlan {
    std::string hub_program;
    std::string folder;  // An existing, empty one.
    std::int64_t records = 0;
    bool only_first_pull = false;
    bool long_away = false;  // A tablet that comes back after a month, too.
};

// What one scenario took on both sides.
struct ScenarioCost {
    std::string name;
    double wall_ms = 0;
    double hub_cpu_ms = 0;
    double hub_rss_peak_mib = 0;  // Of the hub since its last start.
    DeviceRun device;             // Of ten tablets: sums, and the largest of their peaks.
};

// Cost: about a minute at 20,000 records. Fails: kNotFound without a hub program, kInternal when a
// process failed or a count is not what was written, kDiskFull.
Result<std::vector<ScenarioCost>> run_scenarios(const BenchPlan& plan);

}  // namespace oppad::platform
