#include "sync/client/copy_check.h"

#include <algorithm>

#include "engine/storage/search_index.h"
#include "engine/storage/sqlite/connection.h"
#include "engine/storage/sqlite/transaction.h"
#include "sync/capture/forget.h"
#include "sync/capture/range_check.h"
#include "sync/capture/sync_state.h"
#include "sync/merge/merge.h"

namespace oppad::sync {

namespace {

// What the hub gives at once.
constexpr std::size_t kWantedMax = 64;

}  // namespace

Result<bool> CopyCheck::wants_exchange(Instant now) {
    if (step_ != Step::kIdle) return true;
    TRY_ASSIGN(const bool asks_back, begin_asking_back());
    if (asks_back) return true;
    TRY_ASSIGN(const std::uint64_t checked, get_number(connection_, kCheckedAtKey));
    const auto at = static_cast<std::uint64_t>(std::max<std::int64_t>(now.ms, 1));
    // The first time only sets the pace; a hub whose clock went back sets it anew.
    const bool is_new = checked == 0 || checked > at;
    const bool is_due =
        !is_new && at - checked >= static_cast<std::uint64_t>(tuning_.check_every_ms);
    if (is_new || is_due) {
        TRY_ASSIGN(auto transaction, storage::Transaction::begin(connection_));
        TRY(set_number(connection_, kCheckedAtKey, at));
        TRY(transaction.commit());
    }
    if (is_due) step_ = Step::kCompare;
    return is_due;
}

Status CopyCheck::fill(SyncRequest& request) {
    is_asked_ = false;
    if (step_ == Step::kIdle || request.batch != 0) return ok();
    is_asked_ = true;
    if (step_ == Step::kHeal || step_ == Step::kAskBack) {
        request.want = want_;
        if (want_.size() > kWantedMax) request.want.resize(kWantedMax);
        return ok();
    }
    TRY_ASSIGN(RangeCheck check, next_range(connection_, tuning_.check_records));
    range_ = check.range;
    request.check = check;
    return ok();
}

Status CopyCheck::take(const SyncReply& reply, const Noticing& noticing) {
    if (!is_asked_) return ok();
    is_asked_ = false;
    if (step_ == Step::kAskBack) return go_on_asking_back();
    // What came along may have changed the range: it has its turn another time.
    if (reply.restart != Restart::kNone || reply.has_more) {
        step_ = Step::kIdle;
        return ok();
    }
    if (step_ == Step::kHeal) return pass(reply.wanted, noticing);
    if (!reply.listing || reply.listing->range.type != range_.type) return pass({}, noticing);
    range_ = reply.listing->range;
    TRY_ASSIGN(want_, differing_records(connection_, *reply.listing));
    if (want_.empty()) return pass({}, noticing);
    if (want_.size() > kWantedMax) {
        want_.resize(kWantedMax);
        range_.last = want_.back().id;
    }
    step_ = Step::kHeal;
    return ok();
}

// What left with a lost scope by its own author's hand, and perhaps for no one else.
Result<bool> CopyCheck::begin_asking_back() {
    TRY_ASSIGN(want_, records_to_ask_back(connection_));
    if (!want_.empty()) step_ = Step::kAskBack;
    return !want_.empty();
}

IncomingPage CopyCheck::with_asked_back(IncomingPage page) {
    for (const RecordState& state : page.reply.wanted) {
        page.latest = std::max(page.latest, latest_stamp(state));
        page.records.emplace_back(state);
    }
    return page;
}

// What the hub didn't give now it doesn't give at all.
Status CopyCheck::go_on_asking_back() {
    const std::size_t asked = std::min(want_.size(), kWantedMax);
    want_.erase(want_.begin(), want_.begin() + static_cast<std::ptrdiff_t>(asked));
    if (!want_.empty()) return ok();
    step_ = Step::kIdle;
    TRY_ASSIGN(auto transaction, storage::Transaction::begin(connection_));
    TRY(note_asked_back(connection_));
    return transaction.commit();
}

Status CopyCheck::pass(const std::vector<RecordState>& wanted, const Noticing& noticing) {
    TRY_ASSIGN(auto transaction, storage::Transaction::begin(connection_));
    if (!want_.empty()) {
        TRY(heal_records(connection_, want_, wanted, noticing));
    }
    TRY(pass_range(connection_, range_));
    TRY(storage::scrub_search(connection_));
    TRY(transaction.commit());
    if (!want_.empty()) {
        // An erasure may have been among what it lacked.
        ignore_because(connection_.checkpoint(storage::CheckpointKind::kTruncate),
                       "the next one empties it");
    }
    want_.clear();
    step_ = Step::kIdle;
    return ok();
}

}  // namespace oppad::sync
