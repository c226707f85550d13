// A tablet in a process of its own: the real encrypted store, capture, client and transport,
// driven by orders over a pipe, so that what it uses is told apart from all others.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>

#include "engine/core/id.h"
#include "engine/core/result.h"

namespace oppad::platform {

struct DeviceOptions {
    std::string folder;  // A new one of its own.
    std::string hub_url;
    std::string authority_file;
};

// What one sync took on the tablet's side.
struct DeviceRun {
    double cpu_ms = 0;
    double rss_peak_mib = 0;
    int sent = 0;
    int received = 0;
    int waiting = 0;  // Unsent afterwards.
    int requests = 0;
    int connections = 0;
    std::int64_t bytes_up = 0;
    std::int64_t bytes_down = 0;  // Both with the HTTP heads.
};

enum class Connecting : std::uint8_t { kAnew, kKept };

// Thread: one. Its process dies with it, and with this program.
class ForkedDevice {
public:
    // Makes the store. Fails: kInternal when no process or store can be made.
    static Result<std::unique_ptr<ForkedDevice>> start(const DeviceOptions& options);
    ForkedDevice(const ForkedDevice&) = delete;
    ForkedDevice& operator=(const ForkedDevice&) = delete;
    ~ForkedDevice();

    // Each fails with kInternal when the process has gone or could not.
    Status enrol(const std::string& code);
    // Writes that many records of the workload through the engine's one write path.
    // In `scope`; nil = the team's.
    Status write(std::int64_t first, std::int64_t count, int revision, const RawId& scope = {});
    Result<DeviceRun> sync(Connecting connecting);
    // The two halves of sync(), so that several run at once.
    Status begin_sync(Connecting connecting);
    Result<DeviceRun> end_sync();
    // Another port of the same hub.
    Status follow(const std::string& hub_url);

private:
    ForkedDevice(pid_t process, int orders, int answers)
        : process_(process), orders_(orders), answers_(answers) {}

    pid_t process_;
    int orders_;
    int answers_;
};

}  // namespace oppad::platform
