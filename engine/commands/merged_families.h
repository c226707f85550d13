// What a merge of two families changed, as its undo needs it.
#pragma once

#include <vector>

#include "engine/domain/family.h"
#include "engine/domain/value.h"

namespace oppad::engine {

struct MergedFamilies {
    Family kept_before;
    Family kept_after;
    Id<Family> merged;
    std::vector<RecordKey> moved;  // In the order in which they were moved.
};

}  // namespace oppad::engine
