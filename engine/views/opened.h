// What was opened last on this tablet: the way back to where one was.
#pragma once

#include <string>
#include <vector>

#include "engine/domain/record.h"

namespace oppad::engine {

struct OpenedItem {
    RecordKey key;  // Of a family or a place.
    std::string name;
};

struct OpenedView {
    std::vector<OpenedItem> rows;  // The last opened first; at most kOpenedShown.
};

inline constexpr int kOpenedShown = 12;

}  // namespace oppad::engine
