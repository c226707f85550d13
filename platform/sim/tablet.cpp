#include "platform/sim/tablet.h"

#include <limits>

#include "engine/domain/record.h"
#include "engine/storage/former_values.h"
#include "engine/storage/record_table.h"
#include "engine/storage/tables/sync_rows.h"
#include "platform/sim/hub.h"
#include "sync/capture/carried_records.h"
#include "sync/capture/row_state.h"

namespace oppad::sim {

namespace {

constexpr const char* kDatabase = "/oppad.db";

// Days, not seconds: a world lasts a month, its steps say when to sync as well, and each look at
// the hub costs as much as a step.
constexpr sync::ScheduleTuning kSchedule{
    .after_save_ms = 20 * 60'000,
    .poll_ms = 120 * 3'600'000,
    .retry_first_ms = 60'000,
    .retry_max_ms = 24 * 3'600'000,
    .refused_retry_ms = 72 * 3'600'000,
    .network_settle_ms = 500,
};

// Small, so that work goes in several batches and comes in several pages.
constexpr sync::SessionTuning kSession{
    .batch_records_max = 7,
    .pull_records_max = 11,
    .exchanges_max = 300,
};

}  // namespace

Secret sim_key() {
    Secret key(32);
    SimEntropy{7}.fill(key.bytes());
    return key;
}

Tablet::Tablet(int number, const TrueTime& time, std::uint64_t seed)
    : clock(time), entropy(seed), number_(number) {
    entropy.fill(staff.id.raw.bytes);
    entropy.fill(staff.scope.bytes);
    staff.name = "Outreacher";
    staff.role = Role::kOutreacher;
    staff.active = true;
}

sync::SessionTuning Tablet::session() const {
    constexpr std::int64_t kTenYearsMs = std::int64_t{3650} * 86'400'000;
    sync::SessionTuning session = kSession;
    if (asks_as_older) session.pull_records_max = session.large_pull_records_max = kHubRecordsMax;
    if (trusts_its_clock) session.ahead_ms_max = kTenYearsMs;
    return session;
}

Status Tablet::open(sync::Transport& way) {
    TRY_ASSIGN(storage::Store store, storage::Store::open_within(disk.vfs(), kDatabase, sim_key()));
    store_.emplace(std::move(store));
    auto capture = sync::Capture::open(store_->connection(), clock, entropy);
    if (!capture) {
        close();
        return capture.error();
    }
    capture_.emplace(std::move(*capture));
    client_.emplace(*capture_, way, clock, entropy, session(), kSchedule);
    Status started = client_->start();
    if (!started) close();
    if (started && client_->identity()) {
        staff.id = client_->identity()->staff.id;
        staff.scope = client_->identity()->staff.scope;
    }
    return started;
}

void Tablet::close() {
    client_.reset();
    capture_.reset();
    store_.reset();
}

Result<sync::ExportedBundle> Tablet::write_stick(const sync::BundleLock& lock) {
    return sync::export_bundle(*capture_, *client_->identity(), entropy, lock, session());
}

Result<sync::ImportedAnswer> Tablet::take_stick(ByteView answer) {
    TRY_ASSIGN(auto identity, sync::find_identity(store_->connection()));
    return sync::import_answer(*capture_, *identity, entropy, answer);
}

std::optional<sync::RecordState> Tablet::find_state(const RecordKey& key) {
    if (!is_open()) return std::nullopt;
    if (find_spec(key.type) == nullptr) {
        auto carried = sync::find_carried(store_->connection(), key);
        return carried ? *carried : std::nullopt;
    }
    const auto row = storage::find_record(store_->connection(), key);
    if (!row || !*row) return std::nullopt;
    auto state = sync::state_of(**row);
    return state ? std::optional{std::move(*state)} : std::nullopt;
}

Result<std::vector<Value>> Tablet::former_values(const RecordKey& key, FieldNumber field) {
    constexpr int kAll = std::numeric_limits<int>::max();
    std::vector<Value> values;
    TRY_ASSIGN(const auto lost, storage::list_replaced(store_->connection(), key, kAll));
    for (const storage::ReplacedRow& row : lost)
        if (row.field == field) values.push_back(row.value);
    TRY_ASSIGN(const auto changed, storage::list_former(store_->connection(), key, kAll));
    for (const storage::FormerRow& row : changed)
        if (row.field == field) values.push_back(row.value);
    return values;
}

}  // namespace oppad::sim
