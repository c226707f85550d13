// Messages as real tablets and hubs exchange them, made from invented people: what the compression
// dictionary is trained on and measured with, and what fuzzers begin from.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/bytes.h"
#include "sync/wire/messages.h"

namespace oppad::test {

// Every record of a demo tablet as it would be pushed, in the order of writing. The same seed gives
// the same records on every machine.
std::vector<sync::RecordState> demo_records(int families, std::uint64_t seed);

// What an exchange of one record looks like from both sides, for each of `records`: the record
// whole or an edit of it, pushed; its receipt; the same as a change for somebody else; and an
// exchange in which nothing is new.
struct SmallMessages {
    std::vector<sync::SyncRequest> requests;
    std::vector<sync::SyncReply> replies;
};
SmallMessages small_messages(const std::vector<sync::RecordState>& records, std::uint64_t seed);

}  // namespace oppad::test
