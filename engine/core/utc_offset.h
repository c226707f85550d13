// The wall clock of a place. Its offset from UTC changes twice a year, so it is asked for each
// moment itself: an appointment that is made in summer may be for a day in winter.
#pragma once

#include <functional>
#include <utility>

#include "engine/core/time.h"

namespace oppad {

// Thread: as the function that it was made of.
class UtcOffset {
public:
    using At = std::function<std::chrono::minutes(Instant)>;

    UtcOffset() : UtcOffset(std::chrono::minutes{0}) {}
    // The same all year.
    UtcOffset(std::chrono::minutes always)  // NOLINT(google-explicit-constructor)
        : at_([always](Instant) { return always; }) {}
    // As a zone has it. `at` may not be empty.
    explicit UtcOffset(At at) : at_(std::move(at)) {}

    [[nodiscard]] std::chrono::minutes at(Instant instant) const { return at_(instant); }

private:
    At at_;
};

// The day on the wall at `instant`.
Day day_of(Instant instant, const UtcOffset& offset);
// What the clock on the wall shows at `instant`, since 0:00.
std::chrono::milliseconds time_of_day(Instant instant, const UtcOffset& offset);
// When the clock on the wall shows that time on that day. What summer time skips is an hour later.
Instant moment_of(Day day, std::chrono::milliseconds time_of_day, const UtcOffset& offset);
// Midnight at the start of `day`.
Instant start_of(Day day, const UtcOffset& offset);

}  // namespace oppad
