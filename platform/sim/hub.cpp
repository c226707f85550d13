#include "platform/sim/hub.h"

#include <limits>

#include "platform/sim/tablet.h"
#include "sync/capture/sync_identity.h"
#include "sync/server/admin/upkeep.h"
#include "sync/server/api/request.h"
#include "sync/wire/codec.h"
#include "sync/wire/signature.h"

namespace oppad::sim {

namespace {

constexpr const char* kDatabase = "/hub.db";

}  // namespace

Hub::Hub(const TrueTime& time, std::uint64_t seed) : clock(time), entropy(seed) {}

Status Hub::found() {
    TRY_ASSIGN(auto store,
               hub::SqliteStore::open({.path = kDatabase, .vfs = disk.vfs()}, sim_key()));
    hub::Organisation organisation;
    organisation.id = hub::random_id(entropy);
    organisation.name = "House";
    organisation.team_scope = hub::random_id(entropy);
    organisation.epoch = sync::random_number(entropy);
    organisation.cursor_key.resize(32);
    entropy.fill(organisation.cursor_key);
    return store->add_organisation(organisation);
}

Status Hub::open() {
    TRY_ASSIGN(store_, hub::SqliteStore::open({.path = kDatabase, .vfs = disk.vfs()}, sim_key()));
    auto administration = hub::Administration::open(*store_, clock, entropy);
    if (!administration) {
        close();
        return administration.error();
    }
    administration_.emplace(std::move(*administration));
    hub::HubLimits limits;
    limits.wire.records_max = kHubRecordsMax;
    limits.page_bytes_max = 6'000;
    api_ = std::make_unique<hub::HubApi>(*store_, clock, entropy, limits);
    return ok();
}

void Hub::close() {
    api_.reset();
    administration_.reset();
    store_.reset();
}

Result<std::unique_ptr<hub::StoreTransaction>> Hub::read() {
    return store_->begin(administration_->organisation().id, hub::TransactionKind::kRead);
}

// The store counts deletions by its own rule; the moment it is told makes that rule a shorter one.
Result<int> Hub::trim(Ms kept) {
    const Instant now = clock.now() + (Ms{hub::kDeletionsKept} - kept);
    return hub::trim_deletions(*store_, administration_->organisation().id, now);
}

// As it stands: the administration knows it as it was when the hub was opened.
std::optional<hub::Organisation> Hub::organisation() {
    if (!is_open()) return std::nullopt;
    auto transaction = read();
    if (!transaction) return std::nullopt;
    auto organisation = (*transaction)->load_organisation();
    return organisation ? std::optional{std::move(*organisation)} : std::nullopt;
}

std::optional<RawId> Hub::user_behind(const hub::Request& request) {
    const auto id = sync::parse_device(hub::find_header(request, sync::kDeviceHeader));
    if (!id) return std::nullopt;
    const auto device = store_->find_device(*id);
    if (!device || !*device) return std::nullopt;
    return (*device)->user;
}

std::optional<hub::Seq> Hub::last_seq() {
    if (!is_open()) return std::nullopt;
    auto transaction = read();
    if (!transaction) return std::nullopt;
    const auto seq = (*transaction)->last_seq();
    return seq ? std::optional{*seq} : std::nullopt;
}

std::optional<sync::RecordState> Hub::find_state(const RecordKey& key) {
    if (!is_open()) return std::nullopt;
    auto transaction = read();
    if (!transaction) return std::nullopt;
    const auto stored = (*transaction)->find_record(key);
    if (!stored || !*stored) return std::nullopt;
    auto state = sync::decode<sync::RecordState>((*stored)->state, sync::WireForm::kCbor);
    return state ? std::optional{std::move(*state)} : std::nullopt;
}

std::optional<hub::Seq> Hub::seq_of(const RecordKey& key) {
    if (!is_open()) return std::nullopt;
    auto transaction = read();
    if (!transaction) return std::nullopt;
    const auto stored = (*transaction)->find_record(key);
    if (!stored) return std::nullopt;
    return *stored ? (*stored)->seq : hub::Seq{0};
}

std::optional<bool> Hub::knows_batch(const hub::BatchKey& key) {
    if (!is_open()) return std::nullopt;
    auto transaction = read();
    if (!transaction) return std::nullopt;
    const auto batch = (*transaction)->find_batch(key);
    return batch ? std::optional{batch->has_value()} : std::nullopt;
}

std::optional<std::uint64_t> Hub::newest_batch(const hub::BatchKey& key) {
    if (!is_open()) return std::nullopt;
    auto transaction = read();
    if (!transaction) return std::nullopt;
    const auto newest = (*transaction)->newest_batch(key.device, key.incarnation);
    return newest ? std::optional{*newest} : std::nullopt;
}

Result<std::map<RecordKey, sync::RecordState>> Hub::list_states() {
    std::map<RecordKey, sync::RecordState> states;
    TRY_ASSIGN(auto transaction, read());
    TRY_ASSIGN(const std::vector<hub::Scope> scopes, transaction->list_scopes());
    for (const hub::Scope& scope : scopes) {
        TRY_ASSIGN(const std::vector<hub::LogEntry> entries,
                   transaction->list_log(scope.id, 0, std::numeric_limits<int>::max()));
        for (const hub::LogEntry& entry : entries) {
            if (entry.departed) continue;
            TRY_ASSIGN(auto state,
                       sync::decode<sync::RecordState>(entry.record.state, sync::WireForm::kCbor));
            states[state.key] = std::move(state);
        }
    }
    return states;
}

Result<std::vector<hub::SetAside>> Hub::list_set_aside() {
    TRY_ASSIGN(auto transaction, read());
    return transaction->list_set_aside();
}

}  // namespace oppad::sim
