#include "sync/capture/incoming.h"

#include <algorithm>
#include <utility>

#include "engine/domain/record.h"
#include "sync/capture/row_state.h"
#include "sync/merge/merge.h"

namespace oppad::sync {

namespace {

// Whether the record, were it new, became a row and nothing else. What has rivals is listed as a
// conflict too, what is erased or of no known type is kept elsewhere.
bool becomes_a_row(const RecordState& state) {
    return find_spec(state.key.type) != nullptr && !state.erased && fits_schema(state) &&
           !has_rivals(state);
}

}  // namespace

IncomingPage make_incoming(SyncReply reply, Expecting expecting) {
    std::vector<RecordState> changes = std::exchange(reply.changes, {});
    IncomingPage page{.reply = std::move(reply), .records = {}, .latest = {}, .after = {}};
    page.records.reserve(changes.size());
    for (RecordState& state : changes) {
        page.latest = std::max(page.latest, latest_stamp(state));
        if (expecting == Expecting::kNew && becomes_a_row(state))
            page.records.emplace_back(row_of(state));
        else
            page.records.emplace_back(std::move(state));
        state = {};  // A page is large: it is not kept in both forms.
    }
    return page;
}

Result<RecordState> state_of(const IncomingRecord& record) {
    if (const auto* row = std::get_if<storage::StoredRecord>(&record)) return state_of(*row);
    return std::get<RecordState>(record);
}

}  // namespace oppad::sync
