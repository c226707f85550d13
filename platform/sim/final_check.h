// The laws that must hold once everything is quiet: see sync.md. Each breach goes into the trace.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "platform/sim/book.h"
#include "platform/sim/trace.h"
#include "platform/sim/wire_watch.h"

namespace oppad::sim {

using States = std::map<RecordKey, sync::RecordState>;

// All that a tablet holds at the end.
struct Holding {
    int tablet = 0;
    States states;
    States refused;
};

// What records said before on a tablet: what its own words gave way to, and what gave way to them.
class Histories {
public:
    virtual ~Histories() = default;
    // Every entry that the record's history there names in that field.
    virtual std::vector<EntryId> former_entries(int tablet, const RecordKey& key,
                                                FieldNumber field) = 0;
};

struct Ending {
    Instant hub_time;  // The latest that its clock ever showed.
    States hub;
    std::vector<Holding> tablets;
    // Deleted records that the hub let go, as it last had them.
    States let_go;
    // Of these some tablet had unsent work when they were let go: they may rightly come back.
    std::set<RecordKey> may_return;
    // What waited to be sent in a store when it was copied or put back: the hub may get it under
    // two names, and a deletion or a later value that saw the one had not seen the other.
    std::set<EntryId> twice_named;
    // Some store was put back or copied: what is refused may be so for another than its author.
    bool was_put_back = false;
    // The hub was put back, and then a store went: that one may have been the only one who could
    // tell the hub its number, and a colleague's record is written by the hub alone.
    bool forgot_numbers = false;
    // The hub was put back and not told: what only comparing brings level, hidden records and
    // those of unknown types are not.
    bool was_put_back_unseen = false;
};

// Replicas equal, byte for byte, in all that each may see, and nothing else on any tablet.
void check_equal(const Ending& ending, const Grants& grants, Trace& trace);
// Whether the write stands in that state or was seen by what stands there.
bool is_told_by(const Book& book, const sync::RecordState& state, const Entry& entry);
// Whether a write stands in that state, was seen by what stands there, or lost fairly: against one
// that its author had not seen, or had seen under the other of its two names.
bool is_kept(const Book& book, const sync::RecordState& state, const Entry& entry,
             const std::set<EntryId>& twice_named = {});
// Every acknowledged write stands, is a kept loser, was seen by what stands, or came back refused.
void check_kept(const Ending& ending, const Book& book, Trace& trace);
// Every acknowledged word of a register that lost unaware of the winner is kept where its author
// finds it: in the record's history on their tablet, itself or as what a kept word had seen.
void check_losers(const Ending& ending, const Book& book, const WireWatch& watch,
                  Histories& histories, Trace& trace);
// Nothing deleted or erased is there, nothing undeleted is gone.
void check_deletions(const Ending& ending, const Book& book, Trace& trace);
// What hangs on a family lies where the family lies.
void check_families(const Ending& ending, const Book& book, Trace& trace);
// Nothing hangs on a family that was erased.
void check_erased_families(const Ending& ending, Trace& trace);
// No stamp lies further ahead than the hub takes.
void check_stamps(const Ending& ending, Trace& trace);

}  // namespace oppad::sim
