// Stamps of a clock that ran ahead, brought back to the hub's time before anyone else sees them.
#pragma once

#include <vector>

#include "sync/wire/messages.h"

namespace oppad::sync {

// What becomes of the stamps of one device that lie after `time_max`.
struct Corrections {
    DeviceId device = 0;
    std::uint64_t time_max = 0;
    std::vector<CorrectedStamp> stamps;  // Sorted by claimed; later claimed, later given.
};

// Gives each such stamp in `states` a time from `floor` on, in their order, after every stamp of
// the device that is kept. Empty when all are fine. Cost: O(size of states).
Corrections plan_corrections(const std::vector<RecordState>& states, DeviceId device,
                             std::uint64_t time_max, std::uint64_t floor);

// Puts `given` in the place of each `claimed`, in versions, elements, deletions, scope and
// contexts. A context that names a time between two claimed ones gets what the earlier became.
RecordState restamp(RecordState state, const Corrections& corrections);

// Makes the writes of `from` those of `to`: for work written before the hub gave this tablet its
// id. Requires: nothing of `to` in the state.
RecordState rename_device(RecordState state, DeviceId from, DeviceId to);

// Makes those writes of `from` that are later than `after` the ones of `to`: a copy of a store goes
// on under a name of its own. Contexts no longer cover what another copy wrote under `from`.
RecordState rename_later(RecordState state, DeviceId from, std::uint64_t after, DeviceId to);

}  // namespace oppad::sync
