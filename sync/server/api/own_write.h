// What the hub itself writes into a record: who works here, their tablets, where a family's records
// went along to.
#pragma once

#include <optional>

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/record_state.h"

namespace oppad::hub {

// Stores the state with its digest, and notes its stamps as taken: tablets stamp after them.
// Requires: a transaction that writes; `scope_before` as that of StoreTransaction::put_record(),
// `hidden_at` as StoredState has it.
Status put_own(StoreTransaction& transaction, const sync::RecordState& state,
               const std::optional<RawId>& scope_before, const std::optional<Instant>& hidden_at);

}  // namespace oppad::hub
