// Who sends a request: the device whose key signed it, now, for the first time.
#pragma once

#include <chrono>

#include "engine/core/time.h"
#include "sync/server/api/failure.h"
#include "sync/server/api/request.h"
#include "sync/server/store/server_store.h"

namespace oppad::hub {

inline constexpr std::chrono::minutes kClockSkewMax{5};

// `now` is the hub's time: skew is judged on it alone. Remembers the request's nonce when
// everything else fits. Yields kUnsigned, kUnknownDevice, kBadSignature, kRevoked, kClock or
// kReplayed.
Outcome<Device> authenticate(ServerStore& store, const Request& request, Instant now);

}  // namespace oppad::hub
