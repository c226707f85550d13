// The device's own clocks and time zone.
#pragma once

#include "engine/ports/clock.h"

namespace oppad::platform {

// Thread: any.
class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] std::chrono::milliseconds steady() const override;
    // Follows the zone that the system is set to ($TZ, else /etc/localtime).
    [[nodiscard]] std::chrono::minutes utc_offset(Instant instant) const override;
};

}  // namespace oppad::platform
