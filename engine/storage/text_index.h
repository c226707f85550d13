// Finds records by the words of what was written in them: contacts, questions, referrals, promises,
// appointments and signals; and what stands with a family, a person, a place or a contact person
// beside the names that search_index.h is about. Upkeep reads new rows in pieces, so that a save
// and a first pull don't wait for it; until then they are not found by their words.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/domain/value.h"

namespace oppad::storage {

class Connection;

bool is_found_by_text(RecordType type);

// Reads at most `limit` rows with words that were not read yet, and what lies between them. Returns
// whether more wait.
// Requires: inside a transaction. Cost: about 250 µs a row, merging the index included.
Result<bool> read_texts(Connection& connection, int limit);
Result<bool> has_unread_texts(Connection& connection);

// Marks a record whose words changed, if they were read already. Requires: inside a transaction.
Status mark_text(Connection& connection, const RecordKey& key);
// Its words anew, if they were read already: none when it is removed. Requires: inside a
// transaction.
Status refresh_text(Connection& connection, const RecordKey& key);
// Takes its words out, for purging. Requires: inside a transaction, the row still there.
Status drop_text(Connection& connection, const RecordKey& key);
// Nothing is found, and all rows are to be read. Requires: inside a transaction.
Status empty_texts(Connection& connection);
// Rewrites the index without the traces of what was taken out. Cost: O(index).
Status optimize_texts(Connection& connection);

enum class Spelling : std::uint8_t {
    kAsTyped,
    kWithSlips,  // Words of four letters and more may hold one slip.
};

// Every word typed of three letters and more must begin a word of the record; shorter ones are
// passed over. Any text is safe. What was noted here last comes first; removed records are not
// found. Cost: under 1 ms at 200,000 notes; with slips some ms more, and the first reads the
// distinct words.
Result<std::vector<RawId>> find_by_text(Connection& connection, RecordType type,
                                        std::string_view typed, Spelling spelling, int limit);

}  // namespace oppad::storage
