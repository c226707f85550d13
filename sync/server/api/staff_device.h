// Tells everybody whose tablet a device is: its id joins the Staff record of who enrolled it, so
// that screens can name who wrote a version.
#pragma once

#include <span>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/server/store/server_store.h"

namespace oppad::hub {

// No Staff record is no error, and neither is one that decayed: it stays as it is. So it does when
// it has them all. Requires: a transaction that may write.
Status put_staff_devices(StoreTransaction& transaction, const RawId& user,
                         std::span<const sync::DeviceId> devices, Instant now);

// The numbers that a store told to have stamped with: a copy's, or those of before it was enrolled
// anew. The id of another person's tablet stays theirs. Fails: as the store.
Status take_names(ServerStore& store, const Device& device,
                  const std::vector<sync::DeviceId>& names, Instant now);

}  // namespace oppad::hub
