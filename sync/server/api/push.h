// The pushed half of an exchange: each record judged, corrected, merged and stored on its own, the
// whole batch in one transaction with its answer, so that a repeat changes nothing.
#pragma once

#include <optional>
#include <vector>

#include "engine/core/time.h"
#include "sync/server/api/cursor.h"
#include "sync/server/api/failure.h"
#include "sync/server/auth/rights.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/messages.h"

namespace oppad::hub {

// A stored state above this is refused: a record is a form and its notes, no file.
inline constexpr std::size_t kStateBytesMax = 256 * 1024;

struct Pusher {
    const Device& device;
    const Rights& rights;
    const Positions& seen;  // Up to where the device had received when it pushed.
};

struct PushAnswer {
    std::vector<sync::Receipt> receipts;
    std::vector<sync::Refusal> refusals;
    std::uint64_t stamps_until = 0;  // As that of a reply.
};

// What each record of a batch gets of its own. A savepoint costs a store more than the record does,
// so that batches get none until one of their records needs it.
enum class Guard : std::uint8_t { kNothing, kSavepoint };

// A batch and what its judgement needs of it, made before anybody waits for the transaction.
// Borrows the request.
struct PushedBatch {
    const sync::SyncRequest& request;
    std::vector<Bytes> encoded;  // Each record of its push as CBOR.
    Digest content;              // As sync::push_hash().
};
PushedBatch prepare_batch(const sync::SyncRequest& request);

// Applies the batch, or gives the stored answer of a batch that was applied before. Yields nothing
// when a record fails that had no savepoint: roll back and apply the batch again, with them. Yields
// kBatchReused when the number was used for other content, and what the store fails with.
// The caller commits. Requires: a transaction that writes; a batch number above 0.
Outcome<std::optional<PushAnswer>> push_batch(StoreTransaction& transaction, const Pusher& pusher,
                                              const PushedBatch& batch, Guard guard, Instant now);

// Keeps what the batch was answered, for its repeats. Requires: a transaction that writes.
Status note_answer(StoreTransaction& transaction, const Device& device, const PushedBatch& batch,
                   const PushAnswer& answer, Instant now);

// Merges what was set aside into its record although its author may not write there any more: a
// person has decided so. Returns why it can't be, else nothing. Requires: as push_batch().
Result<std::optional<sync::RefusalReason>> take_in(StoreTransaction& transaction,
                                                   const SetAside& write, Instant now);

}  // namespace oppad::hub
