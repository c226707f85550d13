// Time as the world gives it: the wall clock (may be wrong by years) and a steady one.
#pragma once

#include <chrono>

#include "engine/core/time.h"

namespace oppad {

class Clock {
public:
    virtual ~Clock() = default;
    // The device's wall clock. May jump either way.
    [[nodiscard]] virtual Instant now() const = 0;
    // Never goes back; its zero is arbitrary.
    [[nodiscard]] virtual std::chrono::milliseconds steady() const = 0;
    // Offset of local time from UTC at `instant` (Brussels in winter: +60).
    [[nodiscard]] virtual std::chrono::minutes utc_offset(Instant instant) const = 0;
};

}  // namespace oppad
