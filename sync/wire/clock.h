// The hybrid logical clock: stamps that follow the wall clock where it can be believed, and never
// go back or repeat where it can't.
#pragma once

#include "engine/core/time.h"
#include "sync/wire/stamp.h"

namespace oppad::sync {

// A value: its owner keeps last() on disk in the transaction of the write that it stamped.
class HybridClock {
public:
    // `last`: where an earlier run ended; 0 for a new device.
    HybridClock(DeviceId device, std::uint64_t last) : device_(device), last_(last) {}

    // A stamp later than every one given or received so far. A counter that is full carries into
    // the milliseconds; a wall clock before 1970 or beyond 48 bits counts as its nearest bound.
    Stamp tick(Instant now);
    // What others wrote and this device has now seen: later ticks come after it.
    void receive(const Stamp& seen);

    [[nodiscard]] std::uint64_t last() const { return last_; }
    [[nodiscard]] DeviceId device() const { return device_; }

private:
    DeviceId device_;
    std::uint64_t last_;
};

// The smallest stamp time at `now`.
std::uint64_t stamp_time(Instant now);
// The wall clock's share of a stamp.
Instant written_at(const Stamp& stamp);

}  // namespace oppad::sync
