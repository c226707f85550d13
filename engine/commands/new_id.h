// Names for new records: UUIDv7, so that ids made later sort later and nobody has to be asked.
#pragma once

#include "engine/core/id.h"
#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"

namespace oppad::engine {

// The clock's milliseconds and 74 random bits: two tablets never make the same one.
RawId new_raw_id(const Clock& clock, Entropy& entropy);

template <class Record>
Id<Record> new_id(const Clock& clock, Entropy& entropy) {
    return {new_raw_id(clock, entropy)};
}

}  // namespace oppad::engine
