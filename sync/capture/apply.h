// Takes the hub's answer in: acknowledges what was sent, merges what is new, moves the cursor, all
// in one transaction. Applying an answer again changes nothing, and no unsent edit is lost by it.
#pragma once

#include "engine/core/result.h"
#include "sync/capture/incoming.h"
#include "sync/capture/stamp_clock.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

struct Applied {
    int changed = 0;    // Records that are different now.
    int added = 0;      // Of those: were not here.
    int unchanged = 0;  // Known already.
    int set_aside = 0;  // Of a shape this version refuses: carried, not shown.
    int settled = 0;    // Texts of two people that went together by themselves.
    int purged = 0;     // Erased, or of a scope that was lost.
    bool is_next =
        true;  // False = the page begins where the store does not stand: nothing was done.
    bool is_level = false;  // Nothing is left to send or to fetch; noted as the last whole run.
};

// Whether the reply answers the sent batch, or only a question for changes.
enum class Answers : std::uint8_t { kPush, kPullOnly };

// Whether a page is durable when it has been taken in, or with one of those behind it: together
// they write once what all of them change (Transaction::hold). What is not durable comes again.
enum class Ending : std::uint8_t { kCommit, kMayHold };

// Fails: kDiskFull, kBusy (nothing happened, and what was held is gone), kCorrupt. Requires: no
// open transaction but a held one.
// Cost: O(changes) rows; a lost scope O(all rows).
Result<Applied> apply_page(storage::Connection& connection, StampClock& clock,
                           const IncomingPage& page, Answers answers, Instant now,
                           Ending ending = Ending::kCommit);

// Takes the record out of every table but that of erasures, where its mark stays, and counts what
// it did. Requires: inside a transaction; `erased` is an erasure.
Status apply_erasure(storage::Connection& connection, const RecordState& erased, Applied& applied);

}  // namespace oppad::sync
