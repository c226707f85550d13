// What somebody left unsent, or refused, on a tablet that passed into other hands (tables
// sealed_work and sealed_drafts). Nothing that a person sees reads it. It goes up from here, as its
// author's; what the hub does not take from whoever works here now, since they may not look there,
// waits until its author works here again.
#pragma once

#include <vector>

#include "engine/core/result.h"
#include "sync/capture/conflict_list.h"
#include "sync/capture/outbox.h"
#include "sync/wire/messages.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Whether the hub may still take it.
enum class Sealed : std::uint8_t { kKept, kWaits };

struct SealedWork {
    RawId author;
    std::vector<RecordState> states;
};

// All of these: Requires: inside a transaction, except for the question.

// Keeps what was to be sent of a record.
Status seal(storage::Connection& connection, const RawId& author, const RecordState& state,
            Sealed sealed);
// No draft is left in sight.
Status seal_drafts(storage::Connection& connection, const RawId& author);
// Nothing that is sealed goes to this hub.
Status hold_sealed(storage::Connection& connection);
// Of the first author with work that waits, in a lasting order; none = nothing waits.
Result<SealedWork> next_sealed(storage::Connection& connection, int records_max);
// The hub has answered a batch of sealed work. What it took is here from now on, for whoever may
// write it may see it; what it refused stays sealed, and what was erased goes. The batch is over.
Status answer_sealed(storage::Connection& connection, const Batch& batch, const SyncReply& answer,
                     const Noticing& noticing);
// The author is back: all of it is here again, and waits to be sent.
Status unseal(storage::Connection& connection, const RawId& author, const Noticing& noticing);
// Of a record that was erased.
Status drop_sealed(storage::Connection& connection, const RecordKey& key);
// What whoever works here or did has half written, of that record or about that family: it was
// erased.
Status drop_drafts_about(storage::Connection& connection, const RecordKey& key);

}  // namespace oppad::sync
