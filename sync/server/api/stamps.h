// What the hub does about clocks that run ahead (docs/adr/0002): a stamp of more than two minutes
// ahead gets the hub's time instead, in the same order, and is never refused for it. What was
// claimed is kept, so that the same stamp always becomes the same one. What the hub took stays
// later than what came before it when its own clock is set back (docs/adr/0020).
#pragma once

#include <set>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/merge/restamp.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/messages.h"

namespace oppad::hub {

// Up to where a stamp stays as it is.
struct Belief {
    std::uint64_t time_max = 0;
    std::uint64_t latest_taken = 0;  // Of anybody; only where some stamp lies ahead of the clock.
};

// Cost: O(stamps), and one look-up where any lies ahead.
Result<Belief> find_belief(StoreTransaction& transaction,
                           const std::vector<sync::RecordState>& push, Instant now);

// Those whose stamps in the record lie too far ahead to be believed.
std::set<sync::DeviceId> devices_ahead(const sync::RecordState& state, const Belief& belief);

class StampCorrector {
public:
    // Decides for every stamp of `push` and writes new decisions to the store.
    // Cost: O(stamps); one row per device, two more per stamp that is ahead.
    static Result<StampCorrector> plan(StoreTransaction& transaction,
                                       const std::vector<sync::RecordState>& push,
                                       const Belief& belief, Instant now);

    // Whether it changes nothing, whatever it is given.
    [[nodiscard]] bool is_idle() const { return devices_.empty(); }
    [[nodiscard]] sync::RecordState corrected(sync::RecordState state) const;
    // What was decided about stamps of `claimed`, for its receipt.
    [[nodiscard]] std::vector<sync::CorrectedStamp> corrections_of(
        const sync::RecordState& claimed) const;

private:
    std::vector<sync::Corrections> devices_;
};

}  // namespace oppad::hub
