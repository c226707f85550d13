// The records of `oppadctl bench sync`: invented referrals of 19 fields (id, type and 17 more) with
// a note of about 400 characters. The same number and revision give the same record everywhere.
//
// How the peer's workload (docs/performance.md, "Sync") became referrals, field by field: the texts
// are as long and as many; where it has 6 random bytes of hexadecimal, an id here has 16.
#pragma once

#include <cstdint>

#include "engine/domain/referral.h"

namespace oppad::platform {

// Revision 0 is the new record; a later one has another step, day, owner and end of its note.
Referral bench_referral(std::int64_t number, int revision);

}  // namespace oppad::platform
