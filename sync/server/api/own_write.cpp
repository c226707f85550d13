#include "sync/server/api/own_write.h"

#include "engine/core/check.h"
#include "sync/merge/merge.h"
#include "sync/wire/codec.h"
#include "sync/wire/digest.h"

namespace oppad::hub {

Status put_own(StoreTransaction& transaction, const sync::RecordState& state,
               const std::optional<RawId>& scope_before, const std::optional<Instant>& hidden_at) {
    StoredState record{.key = state.key, .scope = state.scope, .hidden_at = hidden_at};
    record.state = sync::encode(state, sync::WireForm::kCbor);
    const sync::StateDigest digest = sync::digest_of_encoded(record.state);
    record.digest.assign(digest.begin(), digest.end());
    TRY_ASSIGN(const Seq seq, transaction.put_record(record, scope_before));
    ENSURE(seq > 0);
    const sync::Stamp latest = sync::latest_stamp(state);
    return latest.device == kHubDevice ? transaction.note_taken_time(latest) : ok();
}

}  // namespace oppad::hub
