// What the hub does about clocks that run ahead (docs/adr/0002): a stamp of more than two minutes
// ahead gets the hub's time instead, in the same order, and is never refused for it. What was
// claimed is kept, so that the same stamp always becomes the same one.
#pragma once

#include <set>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/time.h"
#include "sync/merge/restamp.h"
#include "sync/server/store/server_store.h"
#include "sync/wire/messages.h"

namespace oppad::hub {

// Those whose stamps in the record lie too far ahead to be believed.
std::set<sync::DeviceId> devices_ahead(const sync::RecordState& state, Instant now);

class StampCorrector {
public:
    // Decides for every stamp of `push` and writes new decisions to the store.
    // Cost: O(stamps) for each device that is ahead; one row per device, one or two per stamp that
    // is ahead.
    static Result<StampCorrector> plan(StoreTransaction& transaction,
                                       const std::vector<sync::RecordState>& push, Instant now);

    // Whether it changes nothing, whatever it is given.
    [[nodiscard]] bool is_idle() const { return devices_.empty(); }
    [[nodiscard]] sync::RecordState corrected(sync::RecordState state) const;
    // What was decided about stamps of `claimed`, for its receipt.
    [[nodiscard]] std::vector<sync::CorrectedStamp> corrections_of(
        const sync::RecordState& claimed) const;

private:
    std::uint64_t time_max_ = 0;
    std::vector<sync::Corrections> devices_;
};

}  // namespace oppad::hub
