#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "engine/core/log.h"
#include "platform/ctl/bench/scenarios.h"
#include "platform/ctl/commands.h"

namespace oppad::platform {

namespace {

namespace fs = std::filesystem;
using Costs = std::vector<ScenarioCost>;

// Everything that a measurement makes; removed with what is in it.
class BenchFolder {
public:
    static std::optional<BenchFolder> make() {
        std::error_code failure;
        const fs::path place = fs::temp_directory_path(failure);
        if (failure) return std::nullopt;
        std::string pattern = (place / "oppad-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) return std::nullopt;
        return BenchFolder{std::move(pattern)};
    }
    BenchFolder(BenchFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    BenchFolder& operator=(BenchFolder&&) = delete;
    BenchFolder(const BenchFolder&) = delete;
    BenchFolder& operator=(const BenchFolder&) = delete;
    ~BenchFolder() {
        std::error_code ignored;  // Best effort, in the system's temporary folder.
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    explicit BenchFolder(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

std::string hub_program() {
    std::error_code failure;
    const fs::path self = fs::read_symlink("/proc/self/exe", failure);
    return failure ? std::string{} : (self.parent_path() / "oppad-hub").string();
}

double cpu_of(const ScenarioCost& cost) { return cost.hub_cpu_ms + cost.device.cpu_ms; }

// Per scenario the run whose CPU is the median.
Costs medians(const std::vector<Costs>& runs) {
    Costs chosen;
    for (std::size_t at = 0; at < runs.front().size(); ++at) {
        std::vector<ScenarioCost> same;
        for (const Costs& run : runs) same.push_back(run[at]);
        std::sort(same.begin(), same.end(), [](const ScenarioCost& a, const ScenarioCost& b) {
            return cpu_of(a) < cpu_of(b);
        });
        chosen.push_back(same[(same.size() - 1) / 2]);
    }
    return chosen;
}

void print_table(const Costs& costs) {
    std::printf("%-39s %9s %9s %10s %9s %9s %8s %5s %8s %10s\n", "", "wall ms", "hub CPU",
                "tablet CPU", "up kB", "down kB", "requests", "conns", "hub MiB", "tablet MiB");
    for (const ScenarioCost& cost : costs) {
        const DeviceRun& device = cost.device;
        std::printf("%-39s %9.1f %9.1f %10.1f %9.2f %9.2f %8d %5d %8.0f %10.0f\n",
                    cost.name.c_str(), cost.wall_ms, cost.hub_cpu_ms, device.cpu_ms,
                    static_cast<double>(device.bytes_up) / 1000,
                    static_cast<double>(device.bytes_down) / 1000, device.requests,
                    device.connections, cost.hub_rss_peak_mib, device.rss_peak_mib);
    }
}

void print_json(const Costs& costs) {
    nlohmann::json list = nlohmann::json::array();
    for (const ScenarioCost& cost : costs) {
        const DeviceRun& device = cost.device;
        list.push_back({{"scenario", cost.name},
                        {"wall_ms", cost.wall_ms},
                        {"hub_cpu_ms", cost.hub_cpu_ms},
                        {"tablet_cpu_ms", device.cpu_ms},
                        {"bytes_up", device.bytes_up},
                        {"bytes_down", device.bytes_down},
                        {"requests", device.requests},
                        {"connections", device.connections},
                        {"hub_rss_peak_mib", cost.hub_rss_peak_mib},
                        {"tablet_rss_peak_mib", device.rss_peak_mib},
                        {"sent", device.sent},
                        {"received", device.received}});
    }
    std::printf("%s\n", list.dump(2).c_str());
}

}  // namespace

ExitCode run_bench_sync(const BenchSyncOrder& order) {
    log::set_level(log::Level::kWarning);
    // A tablet or hub that is gone is told by a failed write, so that the folder is still removed.
    std::signal(SIGPIPE, SIG_IGN);
    std::vector<Costs> runs;
    for (int run = 0; run < order.runs; ++run) {
        const auto folder = BenchFolder::make();
        if (!folder) return complain_about({ErrorCode::kDiskFull, {}}, Doing::kWriting, "/tmp");
        auto costs = run_scenarios({.hub_program = hub_program(),
                                    .folder = folder->path(),
                                    .records = order.records,
                                    .only_first_pull = order.only_first_pull,
                                    .long_away = order.long_away});
        if (!costs) {
            return complain(ExitCode::kDefect, "The measurement failed: " + costs.error().detail);
        }
        runs.push_back(std::move(*costs));
    }
    const Costs costs = medians(runs);
    if (order.form == ShowForm::kJson)
        print_json(costs);
    else
        print_table(costs);
    return ExitCode::kDone;
}

}  // namespace oppad::platform
