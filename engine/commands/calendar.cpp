#include "engine/commands/calendar.h"

namespace oppad::engine {

Day local_day(const Clock& clock, Instant instant) {
    return day_of(instant, clock.utc_offset(instant));
}

Day today(const Clock& clock) { return local_day(clock, clock.now()); }

Instant midnight(const Clock& clock, Day day) {
    // The offset at a day's start may differ from the one now; one more look settles it.
    const Instant near = start_of(day, clock.utc_offset(clock.now()));
    return start_of(day, clock.utc_offset(near));
}

Instant start_of_year(const Clock& clock, Day day) {
    return midnight(clock, Day{{day.date.year(), std::chrono::January, std::chrono::day{1}}});
}

Present present_at(const Clock& clock) {
    const Day day = today(clock);
    return {clock.now(), day, midnight(clock, day)};
}

}  // namespace oppad::engine
