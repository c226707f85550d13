// Families that were removed while somebody, unaware of it, wrote about them: a merge on one tablet
// and a visit logged on another. Nobody would see what was promised; so they come back.
#pragma once

#include "engine/core/result.h"
#include "engine/domain/staff.h"
#include "engine/ports/change_sink.h"
#include "engine/ports/clock.h"

namespace oppad::storage {
class Store;
}

namespace oppad::engine {

// Brings back every removed family on which something that is not removed hangs, in one
// transaction; returns how many. Tablets that each bring back the same one agree. Requires: sync
// has brought all there is, because what a merge moved may come in another piece than its removal.
// Fails: as any write does. Thread: engine. Cost: O(families).
Result<int> bring_back_stray_families(storage::Store& store, ChangeSink& changes,
                                      const Clock& clock, const Staff& staff);

}  // namespace oppad::engine
