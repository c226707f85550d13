// When and where a field was written: a hybrid logical clock and the device, a total order over all
// writes.
#pragma once

#include <cstdint>

namespace oppad::sync {

// Random 64 bits, given by the hub at enrolment; a new one after a restore (a new incarnation).
using DeviceId = std::uint64_t;

struct Stamp {
    std::uint64_t time = 0;  // 48 bits of UTC milliseconds, 16 bits of counter. 0 = never written.
    DeviceId device = 0;

    bool operator==(const Stamp& other) const {
        return time == other.time && device == other.device;
    }
    bool operator<(const Stamp& other) const {
        return time != other.time ? time < other.time : device < other.device;
    }
    [[nodiscard]] std::int64_t wall_ms() const { return static_cast<std::int64_t>(time >> 16); }
};

inline constexpr std::uint64_t kCounterMax = 0xffff;

}  // namespace oppad::sync
