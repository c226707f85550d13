// The clock on the wall: which day it is here, and when a day here begins. Summer time counts: the
// offset is asked for the moment itself.
#pragma once

#include "engine/core/time.h"
#include "engine/domain/validate.h"
#include "engine/ports/clock.h"

namespace oppad::engine {

Day today(const Clock& clock);
Day local_day(const Clock& clock, Instant instant);
Instant midnight(const Clock& clock, Day day);
// 1 January 00:00 of the year that `day` is in.
Instant start_of_year(const Clock& clock, Day day);
Present present_at(const Clock& clock);

}  // namespace oppad::engine
