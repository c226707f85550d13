// A tablet that its hub doesn't know any more, or has signed off, and that a person enrols anew: it
// goes on as another device. It keeps all that it holds for the person who worked on it before, and
// is empty for anybody else.
#pragma once

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/capture/stamp_clock.h"
#include "sync/capture/sync_identity.h"
#include "sync/wire/messages.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

struct Rejoining {
    Restart restart = Restart::kNone;  // What becomes of what the hub then does not bring.
    Instant now;
};

// Everything comes again beside what is here (restart.h). Unsent work goes whole, stamped as the
// new device's; what the hub answered keeps its stamps. For another person nothing of it stays in
// sight (handover.h), and unsent work goes up as its author's; what was sealed of the person who
// joins now is here again, and waits to be sent.
// Requires: inside a transaction; next.device was given by the hub just now.
// Cost: O(records) small writes.
Status rejoin(storage::Connection& connection, StampClock& clock, const SyncIdentity& old,
              const SyncIdentity& next, const Rejoining& rejoining);

// Whether papers that the former person made may still lie in this machine's folders: readable
// files, which only the program that knows those folders can take away.
Result<bool> has_former_papers(storage::Connection& connection);
// Requires: no open transaction.
Status note_former_papers_gone(storage::Connection& connection);
// Whether whoever worked here before still knows the code that opens this tablet.
Result<bool> has_former_code(storage::Connection& connection);
// Requires: no transaction is open.
Status note_code_changed(storage::Connection& connection);

}  // namespace oppad::sync
