// Tells everybody whose tablet a device is: its id joins the Staff record of who enrolled it, so
// that screens can name who wrote a version.
#pragma once

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/server/store/server_store.h"

namespace oppad::hub {

// No Staff record is no error, and neither is one that decayed: it stays as it is. Requires: a
// transaction that may write.
Status put_staff_device(StoreTransaction& transaction, const RawId& user, sync::DeviceId device,
                        Instant now);

}  // namespace oppad::hub
