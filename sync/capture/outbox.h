// What the hub has not got yet, by record and by version of what was queued.
//
// Data model (tables outbox, sent_batch, sent_records, refusals)
//   outbox        one entry per record with unsent changes; each further change gives it the next
//                 number as its version and adds to its fields
//   sent_batch    the one batch whose answer is not known, kept so that a repeat is the same, byte
//                 for byte: as CBOR packed with zstd, or bare where an older version kept it;
//                 sent_records are the versions in it. An answer clears exactly those versions: an
//                 entry that changed meanwhile has a later one, stays, and goes with the next batch
//   refusals      what the hub refused (refusals.h)
// What people left unsent who worked here before is no entry: it goes, in batches of its own, from
// where it is sealed (sealed_work.h).
#pragma once

#include <optional>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/wire/messages.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Among the fields of an entry: every field of the record.
inline constexpr FieldNumber kWholeRecord = 0;

struct Batch {
    std::uint64_t number = 0;  // 0 = nothing to send.
    std::vector<RecordState> push;
    Bytes content;                // `push` as CBOR.
    std::optional<RawId> author;  // Of sealed work; nothing = it is the outbox's.
};

// All of these: Requires: inside a transaction, except for the questions.

Status queue_change(storage::Connection& connection, const RecordKey& key,
                    const std::vector<FieldNumber>& fields);
// These two count sealed work that waits as well.
Result<int> count_queued(storage::Connection& connection);
// Cost: one row, however long the queue.
Result<bool> has_queued(storage::Connection& connection);
// Whether the record has changes that no answer has cleared.
Result<bool> is_queued(storage::Connection& connection, const RecordKey& key);

// The batch whose answer is not known, if any.
Result<std::optional<Batch>> find_sent_batch(storage::Connection& connection);
// The same when it is of sealed work. Cost: one small row when it is not.
Result<std::optional<Batch>> find_sealed_batch(storage::Connection& connection);
// Takes sealed work that waits, else the oldest entries, as states that hold the changed fields, up
// to `limits` (bytes before compression; the first record goes whatever its size), and keeps them
// as the sent batch.
// Requires: no sent batch.
Result<Batch> begin_batch(storage::Connection& connection, const Limits& limits);
// The hub has answered: clears what was sent, keeps what it refused with its reason.
// Requires: a sent batch of the outbox, or none.
Status acknowledge(storage::Connection& connection, const std::vector<Refusal>& refusals,
                   Instant now);
// The hub has not taken the batch, and never will as it is (too large): its entries wait again.
Status withdraw_batch(storage::Connection& connection);
// The only record of the sent batch can't go: kept as refused, so that the others can.
Status set_aside_batch(storage::Connection& connection, RefusalReason reason, Instant now);

// Forgets all that is queued, refused or in conflict for a record that leaves the tablet.
Status drop_entries(storage::Connection& connection, const RecordKey& key);

// Records with unsent or refused changes.
Result<std::vector<RecordKey>> unsettled_records(storage::Connection& connection);

}  // namespace oppad::sync
