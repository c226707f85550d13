#include "sync/wire/clock.h"

#include <algorithm>
#include <limits>

namespace oppad::sync {

std::uint64_t stamp_time(Instant now) {
    constexpr std::int64_t kWallMax = (std::int64_t{1} << 47) - 1;  // Year 6429.
    return static_cast<std::uint64_t>(std::clamp(now.ms, std::int64_t{0}, kWallMax)) << 16;
}

Instant written_at(const Stamp& stamp) {
    return Instant{static_cast<std::int64_t>(stamp.time >> 16)};
}

Stamp HybridClock::tick(Instant now) {
    last_ = std::max(last_ + 1, stamp_time(now));
    return Stamp{last_, device_};
}

void HybridClock::receive(const Stamp& seen) {
    // A hostile stamp near the end of the range must not make the next tick wrap to 0.
    constexpr std::uint64_t kSane = std::numeric_limits<std::uint64_t>::max() >> 1;
    if (seen.time <= kSane) last_ = std::max(last_, seen.time);
}

}  // namespace oppad::sync
