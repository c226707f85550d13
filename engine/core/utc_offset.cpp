#include "engine/core/utc_offset.h"

namespace oppad {

Day day_of(Instant instant, const UtcOffset& offset) { return day_of(instant, offset.at(instant)); }

std::chrono::milliseconds time_of_day(Instant instant, const UtcOffset& offset) {
    const std::chrono::minutes here = offset.at(instant);
    return instant - start_of(day_of(instant, here), here);
}

Instant moment_of(Day day, std::chrono::milliseconds time_of_day, const UtcOffset& offset) {
    // Near enough to know which side of a change it lies on; one more look settles it.
    const Instant as_if_utc = start_of(day, std::chrono::minutes{0}) + time_of_day;
    const Instant near = as_if_utc + -offset.at(as_if_utc);
    return as_if_utc + -offset.at(near);
}

Instant start_of(Day day, const UtcOffset& offset) {
    return moment_of(day, std::chrono::milliseconds{0}, offset);
}

}  // namespace oppad
