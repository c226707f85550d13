// A ChangeSink for an engine on its own: nothing is stamped, nothing is queued.
#pragma once

#include "engine/ports/change_sink.h"

namespace oppad::storage {

class NullSink : public ChangeSink {
public:
    // Leaves the row's causal blob as it was.
    Result<Bytes> record(const RecordChange& change) override {
        return Bytes{change.causal_before.begin(), change.causal_before.end()};
    }
    // Without a hub nothing was ever refused.
    Status settle_refusal(const RecordKey& /*key*/, RefusalChoice /*choice*/) override {
        return Error{ErrorCode::kNotFound, "settle: nothing was refused"};
    }
};

}  // namespace oppad::storage
