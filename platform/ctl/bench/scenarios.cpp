#include "platform/ctl/bench/scenarios.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "platform/ctl/bench/spawned_hub.h"
#include "platform/host/posix_file_system.h"

namespace oppad::platform {

namespace {

constexpr std::int64_t kUpdatedFirst = 1000;
constexpr std::int64_t kUpdatedCount = 5000;
constexpr std::int64_t kNewFirst = 10'000'000;
constexpr std::int64_t kNewCount = 5000;
constexpr std::int64_t kManyFirst = 20'000'000;
constexpr std::int64_t kOwnFirst = 25'000'000;
constexpr std::int64_t kManyEach = 1000;
constexpr int kManyDevices = 10;
constexpr std::int64_t kAwayFirst = 30'000'000;
constexpr std::int64_t kAwayCount = 45'000;
// The hub's own records of who works here, and with which tablets, travel along.
constexpr std::int64_t kColleaguesMax = 2 * (2 * kManyDevices + 3);

using Devices = std::vector<std::unique_ptr<ForkedDevice>>;

class Course {
public:
    explicit Course(const BenchPlan& plan) : plan_(plan) {}

    Result<std::vector<ScenarioCost>> run() {
        const std::string folder = plan_.folder + "/hub";
        TRY(make_private_folder(folder));
        TRY_ASSIGN(hub_, SpawnedHub::start(plan_.hub_program, folder));
        TRY_ASSIGN(author_, new_device());
        TRY(author_->write(0, plan_.records, 0));
        TRY(send(*author_, plan_.records));
        TRY(restart_hub());
        TRY(pulls());
        if (!plan_.only_first_pull) TRY(pushes());
        if (plan_.long_away) TRY(long_away());
        return std::move(costs_);
    }

private:
    Status pulls() {
        TRY_ASSIGN(const auto reader, new_device());
        TRY(pull("first pull", *reader, plan_.records, Connecting::kAnew));
        if (plan_.only_first_pull) return ok();
        TRY(pull("nothing changed", *reader, 0, Connecting::kAnew));
        TRY(pull("nothing changed, connection kept", *reader, 0, Connecting::kKept));
        TRY(change(7, 1, 1));
        TRY(pull("one changed", *reader, 1, Connecting::kAnew));
        TRY(change(7, 1, 2));
        TRY(pull("one changed, connection kept", *reader, 1, Connecting::kKept));
        const std::int64_t first = std::min(kUpdatedFirst, plan_.records / 2);
        const std::int64_t count = std::min(kUpdatedCount, plan_.records - first);
        TRY(change(first, count, 3));
        return pull("pull of updated", *reader, count, Connecting::kAnew);
    }

    Status pushes() {
        TRY(restart_hub());
        Devices one;
        TRY(add_writer(one, kNewFirst, kNewCount));
        TRY(measure("push of new", one, Connecting::kAnew, {kNewCount, 0}));
        TRY(restart_hub());
        TRY(many_push("ten tablets push, each its own families", kOwnFirst, Whose::kTheirOwn));
        TRY(restart_hub());
        return many_push("ten tablets push, all get all", kManyFirst, Whose::kTheTeams);
    }

    // Where nobody sees what the others push, the scenario ends when all know that theirs was
    // taken; in the team's scope each also pulls what the nine others pushed.
    enum class Whose : std::uint8_t { kTheirOwn, kTheTeams };
    Status many_push(const char* name, std::int64_t first, Whose whose) {
        Devices many;
        for (int at = 0; at < kManyDevices; ++at)
            TRY(add_writer(many, first + at * kManyEach, kManyEach, whose));
        const std::int64_t received = whose == Whose::kTheirOwn ? 0 : -1;
        return measure(name, many, Connecting::kAnew, {kManyDevices * kManyEach, received});
    }

    // Its edits and the others' meet in the same records, and there are many more new ones.
    Status long_away() {
        TRY(restart_hub());
        const std::int64_t first = std::min(kUpdatedFirst, plan_.records / 2);
        const std::int64_t count = std::min(kUpdatedCount, plan_.records - first);
        TRY_ASSIGN(const auto away, new_device());
        TRY_ASSIGN(const DeviceRun level, away->sync(Connecting::kAnew));
        if (level.waiting > 0) return wrong_count();
        TRY(away->write(first, count, 4));
        TRY(change(first, count, 5));
        TRY(change(kAwayFirst, kAwayCount, 0));
        return measure_each("long away", {away.get()}, Connecting::kAnew,
                            {count, count + kAwayCount});
    }

    // A tablet that is level with the hub, and then has written that many.
    Status add_writer(Devices& devices, std::int64_t first, std::int64_t count,
                      Whose whose = Whose::kTheTeams) {
        TRY_ASSIGN(auto device, new_device());
        RawId scope;
        if (whose == Whose::kTheirOwn) {
            TRY_ASSIGN(scope, hub_->scope_of_newest_person());
        }
        TRY_ASSIGN(const DeviceRun level, device->sync(Connecting::kAnew));
        if (level.waiting > 0) return wrong_count();
        TRY(device->write(first, count, 0, scope));
        devices.push_back(std::move(device));
        return ok();
    }

    // By the author, who then sends it.
    Status change(std::int64_t first, std::int64_t count, int revision) {
        TRY(author_->write(first, count, revision));
        return send(*author_, count);
    }
    static Status send(ForkedDevice& device, std::int64_t count) {
        TRY_ASSIGN(const DeviceRun run, device.sync(Connecting::kAnew));
        return run.sent == count && run.waiting == 0 ? ok() : wrong_count();
    }

    Status pull(const char* name, ForkedDevice& reader, std::int64_t expected,
                Connecting connecting) {
        return measure_each(name, {&reader}, connecting, {0, expected});
    }
    struct Expected {
        std::int64_t sent = 0;
        std::int64_t received = 0;  // Below 0: whatever it is.
    };
    Status measure(const char* name, const Devices& devices, Connecting connecting,
                   Expected expected) {
        std::vector<ForkedDevice*> borrowed;
        for (const auto& device : devices) borrowed.push_back(device.get());
        return measure_each(name, borrowed, connecting, expected);
    }
    Status measure_each(const char* name, const std::vector<ForkedDevice*>& devices,
                        Connecting connecting, Expected expected) {
        ScenarioCost cost{.name = name};
        const ResourceUse before = hub_->use();
        const auto start = std::chrono::steady_clock::now();
        for (ForkedDevice* device : devices) TRY(device->begin_sync(connecting));
        for (ForkedDevice* device : devices) {
            TRY_ASSIGN(const DeviceRun run, device->end_sync());
            add(cost.device, run);
        }
        const std::chrono::duration<double, std::milli> wall =
            std::chrono::steady_clock::now() - start;
        const ResourceUse after = hub_->use();
        cost.wall_ms = wall.count();
        cost.hub_cpu_ms = after.cpu_ms - before.cpu_ms;
        cost.hub_rss_peak_mib = after.rss_peak_mib;
        const std::int64_t more = cost.device.received - expected.received;
        const auto most = kColleaguesMax * static_cast<std::int64_t>(devices.size());
        const bool all_received = expected.received < 0 || (more >= 0 && more <= most);
        if (cost.device.sent != expected.sent || !all_received || cost.device.waiting != 0)
            return wrong_count();
        costs_.push_back(std::move(cost));
        return ok();
    }

    static void add(DeviceRun& sum, const DeviceRun& run) {
        sum.cpu_ms += run.cpu_ms;
        sum.rss_peak_mib = std::max(sum.rss_peak_mib, run.rss_peak_mib);
        sum.sent += run.sent;
        sum.received += run.received;
        sum.waiting += run.waiting;
        sum.requests += run.requests;
        sum.connections += run.connections;
        sum.bytes_up += run.bytes_up;
        sum.bytes_down += run.bytes_down;
    }
    static Status wrong_count() {
        return Error{ErrorCode::kInternal, "not what was written came over"};
    }

    Result<std::unique_ptr<ForkedDevice>> new_device() {
        TRY_ASSIGN(auto device,
                   ForkedDevice::start({plan_.folder + "/device" + std::to_string(++devices_),
                                        hub_->url(), hub_->authority_file()}));
        TRY_ASSIGN(const std::string code, hub_->code_for_new_person());
        TRY(device->enrol(code));
        return device;
    }
    // So that its peak is of what follows.
    Status restart_hub() {
        TRY(hub_->restart());
        return author_->follow(hub_->url());
    }

    const BenchPlan& plan_;
    std::unique_ptr<SpawnedHub> hub_;
    std::unique_ptr<ForkedDevice> author_;
    std::vector<ScenarioCost> costs_;
    int devices_ = 0;
};

}  // namespace

Result<std::vector<ScenarioCost>> run_scenarios(const BenchPlan& plan) {
    return Course{plan}.run();
}

}  // namespace oppad::platform
