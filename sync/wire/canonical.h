// The one form of a state: what codec.cpp gives out and merge() keeps.
#pragma once

#include "engine/core/result.h"
#include "sync/wire/record_state.h"

namespace oppad::sync {

// What writers unaware of each other leave in one record is a few of each. More is read from
// nobody: some of it is compared each with each.
inline constexpr std::size_t kVersionsMax = 256;  // Of one field.
inline constexpr std::size_t kDeletionsMax = 256;
inline constexpr std::size_t kContextMax = 4'096;  // Devices.

// Sorts and completes `state`. Fails: kInvalid when it holds an entry twice, a register without
// exactly one version, a stamp of time 0 or an empty set element, or more of anything than the
// bounds above.
Status make_canonical(RecordState& state);

// Sorts, and drops each deletion that another one makes needless: it had seen as much and more, or
// as much and is later.
void keep_widest(std::vector<Deletion>& deletions);

// Pointwise maximum. Requires: both sorted.
CausalContext joined(const CausalContext& a, const CausalContext& b);
// Requires: sorted.
void include(CausalContext& context, const Stamp& stamp);
// Whether whoever holds `context` had seen the write of `stamp`. Requires: sorted.
bool covers(const CausalContext& context, const Stamp& stamp);

}  // namespace oppad::sync
