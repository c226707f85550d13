#include "platform/ctl/record_pen.h"

#include "engine/storage/store.h"

namespace oppad::platform {

namespace {

// Large enough that syncing the disk costs nothing per record, small enough that the write-ahead
// log stays below some ten megabytes.
constexpr int kTransactionRecordsMax = 4000;

}  // namespace

Status RecordPen::make_room() {
    if (work_ && in_transaction_ >= kTransactionRecordsMax) TRY(finish());
    if (work_) return ok();
    auto begun = storage::UnitOfWork::begin(store_, changes_, clock_, author_, "demo");
    if (!begun) return begun.error();
    work_.emplace(std::move(*begun));
    return ok();
}

Status RecordPen::note_arrival(const storage::Arrival& arrival) {
    TRY(make_room());
    return storage::note_arrival(store_.connection(), arrival);
}

Status RecordPen::finish() {
    if (!work_) return ok();
    Status committed = work_->commit();
    work_.reset();
    in_transaction_ = 0;
    return committed;
}

}  // namespace oppad::platform
