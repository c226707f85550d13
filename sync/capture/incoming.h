// A page of records on its way from the hub into the tablet's tables, made ready where nothing
// waits for it: pure, so that another thread than the engine's may do it while that one is at work
// on the page before. Whoever has a page in hand owns all of it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/storage/record_table.h"
#include "sync/wire/messages.h"

namespace oppad::sync {

// What the records of a page most likely are. New ones are made the rows that they become here;
// for what is known that would be in vain, as it is merged with what is here.
enum class Expecting : std::uint8_t { kKnown, kNew };

// As it came, or as its row when nothing of it is lost by that: then state_of() gives it again.
using IncomingRecord = std::variant<RecordState, storage::StoredRecord>;

struct IncomingPage {
    SyncReply reply;                      // But for its changes, which are the records:
    std::vector<IncomingRecord> records;  // In the same order.
    Stamp latest;                         // Of all that stand in them.
    // The cursor from which it was asked for: it belongs into a store that stands there. Not known
    // of what came otherwise.
    std::optional<std::string> after;
};

IncomingPage make_incoming(SyncReply reply, Expecting expecting);

// Fails: kCorrupt, for a row that make_incoming() did not make.
Result<RecordState> state_of(const IncomingRecord& record);

}  // namespace oppad::sync
