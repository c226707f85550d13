// The hub's store in one SQLCipher file, for a hub on one machine. Several processes may have it
// open at once (WAL): the hub that serves and an administrator's command beside it.
#pragma once

#include <memory>
#include <string>

#include "engine/core/result.h"
#include "engine/core/secret.h"
#include "sync/server/store/server_store.h"
#include "sync/server/store/write_turns.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::hub {

struct SqliteStoreOptions {
    std::string path;
    // How long a writer waits for another one before kBusy.
    int busy_timeout_ms = 10'000;
    const char* vfs = nullptr;  // A registered VFS; none = the platform's.
    // Shared with the process's other stores of the same file; none = it has no other.
    std::shared_ptr<WriteTurns> turns = nullptr;
};

// Thread: one at a time, whichever it is.
class SqliteStore final : public ServerStore {
public:
    // Makes a new database with today's schema. Fails: kConflict when there is one, kDenied,
    // kDiskFull.
    static Result<std::unique_ptr<SqliteStore>> create(const SqliteStoreOptions& options,
                                                       const Secret& key);
    // Fails: kNotFound, kDenied (wrong key), kInvalid (of a newer hub), kCorrupt, kBusy.
    static Result<std::unique_ptr<SqliteStore>> open(const SqliteStoreOptions& options,
                                                     const Secret& key);
    ~SqliteStore() override;

    Result<std::unique_ptr<StoreTransaction>> begin(const RawId& organisation,
                                                    TransactionKind kind) override;
    Status add_organisation(const Organisation& organisation) override;
    Result<std::vector<Organisation>> list_organisations() override;
    Result<std::optional<Device>> find_device(sync::DeviceId device) override;
    Result<std::optional<Device>> enrol_device(const Digest& code, ByteView public_key,
                                               sync::DeviceId new_device, Instant now) override;
    Result<bool> remember_nonce(sync::DeviceId device, ByteView nonce, Instant now,
                                Instant keep_from) override;
    Status checkpoint() override;
    // Writes a copy of the whole database as it stands at one moment, under the same key, while
    // others read and write. Fails: kConflict when there is a file, kDenied, kDiskFull.
    Status copy_to(const std::string& path);
    // Ends the write-ahead log, so that the file stands alone. Fails: kBusy while anybody else has
    // the database open.
    Status leave_log();

    // For measuring what a request costs.
    storage::Connection& connection() { return *connection_; }

private:
    SqliteStore(const SqliteStoreOptions& options, std::unique_ptr<storage::Connection> connection);
    // Fails: kBusy.
    Result<WriteTurns::Turn> take_turn();

    std::chrono::milliseconds turn_longest_;
    std::shared_ptr<WriteTurns> turns_;
    std::unique_ptr<storage::Connection> connection_;
};

}  // namespace oppad::hub
