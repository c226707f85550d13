// Batches that were made and taken back without an answer. The hub may have got one of them all the
// same, on a stick; and where it holds another one under that number, some copy of this store has
// sent it. So their hashes are kept until a batch after them is answered.
#pragma once

#include "engine/core/result.h"
#include "sync/wire/messages.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// Of the sent batch, if there is one: what was in it waits again. Requires: inside a transaction.
Status take_back_batch(storage::Connection& connection);
// Those since the last one that was answered, by number; `batch` is what is under way. Cost: one
// row.
Result<std::vector<WithdrawnBatch>> withdrawn_before(storage::Connection& connection,
                                                     std::uint64_t batch);

}  // namespace oppad::sync
