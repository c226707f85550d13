// Finds copies that drifted apart without anybody's edit: one range of rows after the other, as
// they really stand, against what the hub holds. A sum kept up to date with each write would not
// notice a row that changed by itself; so rows are read, a few at a time, and all in turn.
#pragma once

#include <vector>

#include "engine/core/result.h"
#include "sync/capture/conflict_list.h"
#include "sync/wire/messages.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// The range whose turn it is. Records that a deletion hides take no part: the hub lets them go some
// day. Cost: O(records_max) rows.
Result<RangeCheck> next_range(storage::Connection& connection, int records_max);
// Those of the listed range that differ or are on one side only, by id; not what is unsent or
// refused, which differs for a reason. Cost: O(records of the range).
Result<std::vector<RecordKey>> differing_records(storage::Connection& connection,
                                                 const RangeListing& listing);
// `wanted` is what the hub has of `asked`: its values count where one stamp has two. What it lacks,
// wholly or in part, is queued. Texts of two people that it brings wait for the next edit or answer
// that touches them. Requires: inside a transaction.
Status heal_records(storage::Connection& connection, const std::vector<RecordKey>& asked,
                    const std::vector<RecordState>& wanted, const Noticing& noticing);
// Everything up to and with `checked.last` has had its turn. Requires: inside a transaction.
Status pass_range(storage::Connection& connection, const Range& checked);

}  // namespace oppad::sync
