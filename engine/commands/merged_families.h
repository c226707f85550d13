// What a merge of two families changed, as its undo needs it.
#pragma once

#include <vector>

#include "engine/domain/family.h"
#include "engine/domain/person.h"
#include "engine/domain/value.h"

namespace oppad::engine {

// A member who lived with the merged family, at another address than the kept one's: it becomes
// their own.
struct Rehoused {
    Person before;
    Person after;
};

struct MergedFamilies {
    Family kept_before;
    Family kept_after;
    Id<Family> merged;
    std::vector<RecordKey> moved;  // In the order in which they were moved.
    std::vector<Rehoused> rehoused;
};

}  // namespace oppad::engine
