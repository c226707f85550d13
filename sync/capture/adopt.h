// What a tablet wrote before it belonged to a hub becomes the work of the colleague whom the hub
// names: their device, their scope, their id in place of the local one, and all of it to be sent.
#pragma once

#include "engine/core/result.h"
#include "engine/domain/staff.h"
#include "sync/capture/stamp_clock.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

struct Adoption {
    DeviceId device = 0;
    RawId local_staff;  // Who worked here until now.
    Staff staff;        // Who that is to the hub.
};

// Records without stamps (a store that no capture listened to) are stamped now. Colleagues who were
// made up here stay on this tablet, unsent: the hub alone names colleagues; the local person's own
// entry goes, since the hub sends theirs. Also makes the clock stamp for the device.
// Requires: inside a transaction; nothing was ever sent. Cost: O(records), a page of them in
// memory.
Status adopt_records(storage::Connection& connection, StampClock& clock, const Adoption& adoption);

}  // namespace oppad::sync
