// A disk in memory, as a SQLite VFS: keeps what was synced apart from what was only written, fails
// when told to, and on a power cut loses, tears and reorders the writes that no sync had covered.
//
// Several can live at once, each a VFS of its own; none is SQLite's default.
// Not modelled: making and deleting a file last at once (SQLite syncs the folder itself), and
// damage to what was synced.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/core/bytes.h"

namespace oppad::platform {
class Dice;
}

namespace oppad::sim {

// What a write, truncation or sync meets. kStops: the device dies at that call; nothing answers any
// more until cut_power() or restart().
enum class DiskFault { kFull, kInputOutput, kStops };
enum class FaultSpan { kOnce, kUntilHealed };

// Files by path.
using DiskImage = std::map<std::string, Bytes>;

// Thread: one at a time; it may be another one than that of other disks.
class MemoryDisk {
public:
    MemoryDisk();
    MemoryDisk(const MemoryDisk&) = delete;
    MemoryDisk& operator=(const MemoryDisk&) = delete;
    // Requires: no file of it is open.
    ~MemoryDisk();

    // For ConnectionOptions::vfs; lives as long as the disk.
    [[nodiscard]] const char* vfs() const;

    // The `at`-th write, truncation or sync from now meets the fault; 1 = the next.
    void fail_at(DiskFault fault, FaultSpan span, int at);
    void heal();
    // Whether a fault is still to come, or goes on.
    [[nodiscard]] bool is_armed() const;
    [[nodiscard]] bool has_failed() const;
    [[nodiscard]] bool has_stopped() const;
    // Dies now. Whoever has files open may close them; nothing they write is kept.
    void stop();

    // What was synced is there afterwards; each other write is there, not there, or there in some
    // of its sectors, as the dice say. Requires: no file is open.
    void cut_power(platform::Dice& dice);
    // Only the program had died: all that was written is there. Requires: no file is open.
    void restart();

    // As a reader sees it now, and as everything that is on the disk from now on.
    [[nodiscard]] DiskImage image() const;
    // Requires: no file is open.
    void load(const DiskImage& image);

    struct State;

private:
    std::unique_ptr<State> state_;
};

}  // namespace oppad::sim
