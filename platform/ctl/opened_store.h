// A store that a command works on, with everything that works on it: this machine's clock and
// randomness, the database, the sink that stamps and queues, and the person whose work it is.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/core/secret.h"
#include "engine/domain/staff.h"
#include "engine/storage/store.h"
#include "platform/ctl/exit_code.h"
#include "platform/ctl/store_place.h"
#include "platform/host/posix_file_system.h"
#include "platform/host/sodium_entropy.h"
#include "platform/host/system_clock.h"
#include "sync/capture/capture.h"

namespace oppad::platform {

// Thread: one. Stays where it is made: its parts borrow each other.
class OpenedStore {
public:
    OpenedStore(const OpenedStore&) = delete;
    OpenedStore& operator=(const OpenedStore&) = delete;

    storage::Store& store() { return *store_; }
    storage::Connection& connection() { return store_->connection(); }
    sync::Capture& capture() { return *capture_; }
    [[nodiscard]] const SystemClock& clock() const { return clock_; }
    SodiumEntropy& entropy() { return entropy_; }
    FileSystem& files() { return files_; }
    [[nodiscard]] const Staff& owner() const { return owner_; }

    // Closes the database with its write-ahead log worked in. Requires: nothing is called after.
    void close();

private:
    friend struct StoreOpener;
    explicit OpenedStore(const SodiumEntropy& entropy) : entropy_(entropy) {}

    SystemClock clock_;
    SodiumEntropy entropy_;
    PosixFileSystem files_;
    std::optional<storage::Store> store_;
    std::optional<sync::Capture> capture_;
    Staff owner_;
};

// Asks for the passphrase and opens. Returns kDone and fills `opened`, or has complained already.
// `passphrase`, when given, is what opened it.
ExitCode open_store(const StorePlace& place, std::unique_ptr<OpenedStore>& opened,
                    Secret* passphrase = nullptr);

// Makes a new store for a person of that name, and opens it. As open_store().
ExitCode create_store(const StorePlace& place, const std::string& name,
                      std::unique_ptr<OpenedStore>& opened);

// This device's share of the key for a new store or a new code, made where there is none; empty
// when it can't keep one: a long passphrase still opens the store then.
Secret device_share(const StorePlace& place, FileSystem& files, Entropy& entropy);

// Whether a database lies there, readable or not.
bool has_store(const std::string& folder);

}  // namespace oppad::platform
