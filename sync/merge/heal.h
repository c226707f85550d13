// Two copies of one state of which one has decayed. merge() can't tell: one stamp with two values
// is no edit of anybody, and its choice between them is as good as a coin's.
#pragma once

#include "sync/wire/record_state.h"

namespace oppad::sync {

// merge(decayed, sound), where for one stamp that has two values the sound one's counts. What only
// one of them holds stays, since it may be an edit that the other has not seen.
// Requires: equal keys, both canonical.
RecordState heal(RecordState decayed, const RecordState& sound);

}  // namespace oppad::sync
