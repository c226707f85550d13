#include "engine/commands/calendar.h"

#include "engine/core/utc_offset.h"

namespace oppad::engine {

Day local_day(const Clock& clock, Instant instant) {
    return day_of(instant, clock.utc_offset(instant));
}

Day today(const Clock& clock) { return local_day(clock, clock.now()); }

Instant midnight(const Clock& clock, Day day) {
    return start_of(day,
                    UtcOffset{[&clock](Instant instant) { return clock.utc_offset(instant); }});
}

Instant start_of_year(const Clock& clock, Day day) {
    return midnight(clock, Day{{day.date.year(), std::chrono::January, std::chrono::day{1}}});
}

Present present_at(const Clock& clock) {
    const Day day = today(clock);
    return {clock.now(), day, midnight(clock, day)};
}

}  // namespace oppad::engine
