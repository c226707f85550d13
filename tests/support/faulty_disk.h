// A disk that fails when told to: a SQLite VFS over the real one. While one lives it is the default
// VFS, so that code under test opens files through it unawares.
//
// Writes, syncs and truncations are counted from arm() on; the n-th fails, and with kForEver every
// later one. What was written but not synced is remembered, so that cut_power() can take it back.
#pragma once

#include <memory>

namespace oppad::test {

enum class Fault { kDiskFull, kInputOutput, kSyncFails };
enum class FaultSpan { kOnce, kForEver };

class FaultyDisk {
public:
    FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;
    // Requires: every file opened through it is closed.
    ~FaultyDisk();

    // The `at`-th call from now fails; for kSyncFails only syncs are counted.
    void arm(Fault fault, FaultSpan span, int at);
    void disarm();
    [[nodiscard]] bool has_fired() const;

    // Takes back what was written since each file's last sync, and drops shared memory files.
    // Requires: every file closed.
    void cut_power();

    struct State;

private:
    std::unique_ptr<State> state_;
};

}  // namespace oppad::test
