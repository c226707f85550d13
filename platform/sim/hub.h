// The hub of a world: the real handlers over the real SQLite store on a memory disk.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "platform/sim/memory_disk.h"
#include "platform/sim/ports.h"
#include "sync/server/admin/administration.h"
#include "sync/server/api/bundle_exchange.h"
#include "sync/server/api/hub_api.h"
#include "sync/server/store/sqlite_store.h"
#include "sync/wire/record_state.h"

namespace oppad::sim {

// Of one batch, and of a page for who asks for no more; a small part of what a real one takes.
inline constexpr int kHubRecordsMax = 9;

class Hub {
public:
    Hub(const TrueTime& time, std::uint64_t seed);

    // Makes the organisation of an empty store. Fails: as the store.
    Status found();
    Status open();
    void close();
    // The organisation begins an epoch, as `oppad-hub restore` lets it. Requires: is_open().
    Status begin_epoch() { return administration_->begin_epoch(); }
    // Lets deletions go that are known to all tablets in use, or older than that.
    // Requires: is_open().
    Result<int> trim(Ms kept);
    [[nodiscard]] bool is_open() const { return api_ != nullptr; }

    // Requires: is_open().
    hub::Response answer(const hub::Request& request) { return api_->answer(request); }
    // A tablet's bundle, whose key is known.
    hub::Outcome<hub::AnsweredBundle> answer_stick(ByteView file, const Secret& key) {
        return hub::answer_keyed_bundle(*store_, file, key, entropy, clock.now());
    }
    hub::Administration& administration() { return *administration_; }
    // These: nothing when it can't be read just now.
    std::optional<hub::Organisation> organisation();
    // Whose tablet signed it.
    std::optional<RawId> user_behind(const hub::Request& request);
    std::optional<hub::Seq> last_seq();
    std::optional<sync::RecordState> find_state(const RecordKey& key);
    // The place in its order that a record was last given; 0 for none it has.
    std::optional<hub::Seq> seq_of(const RecordKey& key);
    // What it keeps of that store's batches: whether this one's answer is there, and which number
    // is the newest.
    std::optional<bool> knows_batch(const hub::BatchKey& key);
    std::optional<std::uint64_t> newest_batch(const hub::BatchKey& key);
    // Every record, by key. Fails: as the store.
    Result<std::map<RecordKey, sync::RecordState>> list_states();
    Result<std::vector<hub::SetAside>> list_set_aside();

    MemoryDisk disk;
    SimClock clock;
    SimEntropy entropy;

private:
    Result<std::unique_ptr<hub::StoreTransaction>> read();

    std::unique_ptr<hub::SqliteStore> store_;
    std::optional<hub::Administration> administration_;
    std::unique_ptr<hub::HubApi> api_;
};

}  // namespace oppad::sim
