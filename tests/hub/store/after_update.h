// What must hold of a store of an earlier release once it was opened, over either kind.
#pragma once

#include "sync/server/store/server_store.h"

namespace oppad::test {

// Requires: organisation 1 with record 9 of 0x0102 in its team's scope, at seq 1; the device 77 was
// once given 500.
void check_after_update(hub::ServerStore& store);

}  // namespace oppad::test
