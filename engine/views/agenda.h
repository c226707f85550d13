// The agenda of a span of days, for planning.
#pragma once

#include <vector>

#include "engine/views/today.h"

namespace oppad::engine {

struct AgendaView {
    Day first_day;
    Day last_day;
    std::vector<AgendaItem> items;  // By start.
};

}  // namespace oppad::engine
