// A tablet that passes from one person to another begins empty for them: whatever the former person
// could read leaves every table that anything looks at, in the transaction in which the tablet
// becomes the next person's. So no moment shows it, whenever the power or the network goes; the
// first sync then brings what the next person may see, as to a new tablet. Only the hub knows what
// that is: a tablet that would judge it by itself, record by record, could be wrong (the other way,
// to keep the records and refuse every look until the first sync has ended, hangs on each look and
// each program that opens a store).
#pragma once

#include <cstdint>

#include "engine/core/result.h"
#include "engine/domain/value.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

// What the hub that is joined may lack of what was here.
enum class Lacking : std::uint8_t {
    kUnsent,      // What waits to be sent.
    kAll,         // It was put back: perhaps anything.
    kNotItsWork,  // It is another organisation's: it is to have nothing of this.
};

// Seals what `author` left unsent, refused or half written (sealed_work.h), and takes every record
// out of sight. Values that were replaced stay for the history of those records that come back.
// Requires: inside a transaction, after begin_restart(); no sent batch.
// Cost: O(unsent records) and O(pages); O(records) after kAll.
Status hand_over(storage::Connection& connection, const RawId& author, Lacking lacking);

}  // namespace oppad::sync
