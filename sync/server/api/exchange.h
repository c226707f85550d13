// One POST /v1/sync after its signature was verified and its body read: push, then pull.
#pragma once

#include "engine/core/time.h"
#include "sync/server/api/failure.h"
#include "sync/server/api/hub_api.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/messages.h"

namespace oppad::hub {

struct ExchangeAnswer {
    sync::SyncReply reply;       // But for its changes.
    std::vector<Bytes> changes;  // States as CBOR, as they are stored.
};

// With the changes in it, read. Fails: kInvalid for a stored state that can't be.
Result<sync::SyncReply> whole_reply(ExchangeAnswer answer);

// Pushes in one transaction, pulls in another: what others wrote in between is in the answer.
// Yields kRevoked for a user who is no longer active, kBatchReused, kTooLarge, kBadBody, and what
// the store fails with.
Outcome<ExchangeAnswer> exchange(ServerStore& store, const Device& device,
                                 const sync::SyncRequest& request, const HubLimits& limits,
                                 Instant now);

}  // namespace oppad::hub
