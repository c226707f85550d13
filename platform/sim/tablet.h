// One tablet of a world: the real store on a memory disk, the real capture, the real sync client.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/storage/store.h"
#include "platform/sim/memory_disk.h"
#include "platform/sim/ports.h"
#include "sync/capture/capture.h"
#include "sync/client/bundle_transfer.h"
#include "sync/client/sync_client.h"

namespace oppad::sim {

// The key of every simulated store: raw, so that no passphrase is stretched.
Secret sim_key();

class Tablet {
public:
    Tablet(int number, const TrueTime& time, std::uint64_t seed);

    // Switched on. Fails: as the store.
    Status open(sync::Transport& way);
    // The program goes; unless the disk has stopped, in order.
    void close();
    [[nodiscard]] bool is_open() const { return client_.has_value(); }

    // What the tablet knows of a record. Nothing also when it can't be read.
    std::optional<sync::RecordState> find_state(const RecordKey& key);
    // Every value of that field which the record's history shows. Requires: is_open().
    // Fails: as the store.
    Result<std::vector<Value>> former_values(const RecordKey& key, FieldNumber field);
    [[nodiscard]] int number() const { return number_; }

    // What oppadctl does for a stick while the window is closed. Require: is_open().
    // Fail: as bundle_transfer.h.
    Result<sync::ExportedBundle> write_stick(const sync::BundleLock& lock);
    Result<sync::ImportedAnswer> take_stick(ByteView answer);

    // Requires: is_open().
    storage::Store& store() { return *store_; }
    sync::Capture& capture() { return *capture_; }
    sync::SyncClient& client() { return *client_; }

    MemoryDisk disk;
    SimClock clock;
    SimEntropy entropy;
    // As a version that leaves the clock of its unsent work to the hub.
    bool trusts_its_clock = false;
    // As a version that asks for no more records than the hub's hello allows.
    bool asks_as_older = false;
    // Who works here; the hub's name for them after enrolment.
    Staff staff;

private:
    [[nodiscard]] sync::SessionTuning session() const;

    int number_;
    std::optional<storage::Store> store_;
    std::optional<sync::Capture> capture_;
    std::optional<sync::SyncClient> client_;
};

}  // namespace oppad::sim
