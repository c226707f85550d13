// The laws that must hold once everything is quiet: see sync.md. Each breach goes into the trace.
#pragma once

#include <map>
#include <vector>

#include "platform/sim/book.h"
#include "platform/sim/trace.h"
#include "platform/sim/wire_watch.h"

namespace oppad::sim {

// All that a tablet holds at the end.
struct Holding {
    int tablet = 0;
    std::map<RecordKey, sync::RecordState> states;
    std::map<RecordKey, sync::RecordState> refused;
};

struct Ending {
    Instant hub_time;
    std::map<RecordKey, sync::RecordState> hub;
    std::vector<Holding> tablets;
};

// Replicas equal, byte for byte, in all that each may see, and nothing else on any tablet.
void check_equal(const Ending& ending, const Grants& grants, Trace& trace);
// Every acknowledged write stands, is a kept loser, was seen by what stands, or came back refused.
void check_kept(const Ending& ending, const Book& book, Trace& trace);
// Nothing deleted or erased is there, nothing undeleted is gone.
void check_deletions(const Ending& ending, const Book& book, Trace& trace);
// No stamp lies further ahead than the hub takes.
void check_stamps(const Ending& ending, Trace& trace);

}  // namespace oppad::sim
