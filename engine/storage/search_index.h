// Keeps the search tables true to the records. A write marks what it makes stale; the marks are
// worked off before a command commits, and in small pieces after a batch of sync.
#pragma once

#include "engine/core/result.h"
#include "engine/domain/value.h"

namespace oppad::storage {

class Connection;

// Whether it has no name to be found by: upkeep reads what is new of it without a mark.
bool is_found_by_text_alone(RecordType type);

// Marks the record's entry, and for a person that of the family it is in. Types that nobody
// searches are passed over, and texts that upkeep has yet to read (text_index.h). Requires: inside
// a transaction.
Status mark_for_search(Connection& connection, const RecordKey& key);

// Takes the record's own entry out at once and marks the family of a person: for purging. Its words
// leave the index's bytes with scrub_search(). Requires: inside a transaction, the row still there.
Status drop_from_search(Connection& connection, const RecordKey& key);

// Nothing is found any more, and no mark is left: all records go. Requires: inside a transaction.
Status empty_search(Connection& connection);

// Works off at most `limit` marks, the newest first. Returns how many are left.
// Requires: inside a transaction. Cost: about 50 µs each.
Result<int> refresh_search(Connection& connection, int limit);

// Once records were purged: works off every mark and rewrites the index without the traces that
// their words leave in it; else nothing. Goes with the purge in one transaction, before a
// truncating checkpoint. Requires: inside a transaction. Cost: O(index), 0.1 s of processor time at
// 10,000 families and 40,000 persons.
Status scrub_search(Connection& connection);

}  // namespace oppad::storage
