#include "platform/ctl/opened_store.h"

#include <unistd.h>

#include "engine/storage/sqlite/connection.h"
#include "engine/storage/store_keys.h"
#include "platform/host/file_key_store.h"
#include "platform/host/passphrase.h"
#include "platform/host/paths.h"
#include "platform/tablet/device_share.h"
#include "platform/tablet/owner.h"

namespace oppad::platform {

namespace {

bool exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }
bool is_readable(const std::string& path) { return access(path.c_str(), R_OK | W_OK) == 0; }

Result<std::string> device_folder_of(const StorePlace& place) {
    return place.device.empty() ? default_device_folder() : Result<std::string>{place.device};
}

// As at the lock screen: too many wrong tries cost this device its share.
storage::Tries settle_wrong_try(const StorePlace& place, const storage::StorePaths& paths,
                                const storage::KeyPorts& ports) {
    const Result<std::string> folder = device_folder_of(place);
    if (!folder) return {};
    FileKeyStore keys{ports.files, ports.entropy, *folder};
    return settle_tries(paths, ports, keys);
}

ExitCode complain_about_unlock(const Error& error, const storage::Tries& tries,
                               const std::string& folder) {
    // That there is a store has been looked at before.
    if (error.code == ErrorCode::kNotFound) {
        return complain(
            ExitCode::kWrongPassphrase,
            "The store in " + folder +
                " opens with a PIN, on its own device: this device's share of the key "
                "is not here, or can't be read. If it lies elsewhere, name its folder with "
                "--device. This counted as no try.");
    }
    if (tries.share_is_forfeit && !tries.opens_without_share) {
        return complain(ExitCode::kWrongPassphrase,
                        "After ten wrong tries in a row nothing opens the store in " + folder +
                            " any more. What was synced is safe at the hub; what was not yet sent "
                            "stays there, encrypted. Nothing was erased.");
    }
    if (error.code == ErrorCode::kBusy) {
        return complain(ExitCode::kWrongPassphrase,
                        "Too many wrong passphrases for the store in " + folder +
                            ": wait a while before the next try. Nothing is lost.");
    }
    return complain_about(error, Doing::kOpeningStore, folder);
}

Secret share_to_open_with(const StorePlace& place, FileSystem& files, Entropy& entropy) {
    const Result<std::string> folder = device_folder_of(place);
    if (!folder) return {};
    FileKeyStore keys{files, entropy, *folder};
    return device_share_of(keys);
}

}  // namespace

// What opening and creating share; a friend of the store it fills.
struct StoreOpener {
    static Result<std::unique_ptr<OpenedStore>> make() {
        TRY_ASSIGN(SodiumEntropy entropy, SodiumEntropy::create());
        return std::unique_ptr<OpenedStore>(new OpenedStore(entropy));
    }
    static storage::KeyPorts ports(OpenedStore& opened) {
        return {opened.files_, opened.entropy_, opened.clock_};
    }
    static FileSystem& files(OpenedStore& opened) { return opened.files_; }
    static Status use(OpenedStore& opened, storage::Store store) {
        opened.store_.emplace(std::move(store));
        auto capture = sync::Capture::open(opened.connection(), opened.clock_, opened.entropy_);
        if (!capture) return capture.error();
        opened.capture_.emplace(std::move(*capture));
        return ok();
    }
    static Status name_owner(OpenedStore& opened, const std::string& name) {
        return save_local_owner(opened.connection(), opened.clock_, opened.entropy_, name);
    }
    static Status read_owner(OpenedStore& opened) {
        TRY_ASSIGN(opened.owner_, load_owner(opened.connection()));
        return ok();
    }
};

void OpenedStore::close() {
    if (!store_) return;
    ignore_because(connection().checkpoint(storage::CheckpointKind::kTruncate),
                   "what stays in the write-ahead log is durable too");
    capture_.reset();
    store_.reset();
}

Secret device_share(const StorePlace& place, FileSystem& files, Entropy& entropy) {
    const Result<std::string> folder = device_folder_of(place);
    if (!folder) return {};
    FileKeyStore keys{files, entropy, *folder};
    return made_device_share_of(keys);
}

bool has_store(const std::string& folder) { return exists(storage::StorePaths{folder}.database()); }

ExitCode open_store(const StorePlace& place, std::unique_ptr<OpenedStore>& opened,
                    Secret* passphrase) {
    const std::string& folder = place.folder;
    const storage::StorePaths paths{folder};
    if (!has_store(folder))
        return complain_about({ErrorCode::kNotFound, {}}, Doing::kOpeningStore, folder);
    if (access(folder.c_str(), W_OK | X_OK) != 0 || !is_readable(paths.database()) ||
        (exists(paths.key_file()) && !is_readable(paths.key_file()))) {
        return complain(ExitCode::kNotAllowed,
                        "The store in " + folder + " may not be read or written by you.");
    }
    Result<Secret> typed = ask_passphrase(kStorePassphrase);
    if (!typed) return complain_about(typed.error(), Doing::kAsking, "The passphrase");
    auto made = StoreOpener::make();
    if (!made) return complain_about(made.error(), Doing::kOpeningStore, folder);

    const Secret share = share_to_open_with(place, StoreOpener::files(**made), (*made)->entropy());
    const auto key = storage::unlock(paths, {*typed, share}, StoreOpener::ports(**made));
    if (!key) {
        const storage::Tries tries = settle_wrong_try(place, paths, StoreOpener::ports(**made));
        return complain_about_unlock(key.error(), tries, folder);
    }
    auto store = storage::open_unlocked(paths, *key);
    if (!store) return complain_about(store.error(), Doing::kOpeningStore, folder);
    const Status used = StoreOpener::use(**made, std::move(*store));
    if (!used) return complain_about(used.error(), Doing::kOpeningStore, folder);
    const Status owned = StoreOpener::read_owner(**made);
    if (!owned) return complain_about(owned.error(), Doing::kReading, folder);
    if (passphrase != nullptr) *passphrase = std::move(*typed);
    opened = std::move(*made);
    return ExitCode::kDone;
}

ExitCode create_store(const StorePlace& place, const std::string& name,
                      std::unique_ptr<OpenedStore>& opened) {
    const std::string& folder = place.folder;
    const storage::StorePaths paths{folder};
    if (has_store(folder))
        return complain_about({ErrorCode::kConflict, {}}, Doing::kCreatingStore, folder);
    Result<Secret> passphrase = ask_new_passphrase(kStorePassphrase);
    if (!passphrase) return complain_about(passphrase.error(), Doing::kAsking, "The passphrase");
    auto made = StoreOpener::make();
    if (!made) return complain_about(made.error(), Doing::kCreatingStore, folder);

    const Secret share = device_share(place, StoreOpener::files(**made), (*made)->entropy());
    auto store = storage::create_store(paths, {*passphrase, share}, "", StoreOpener::ports(**made),
                                       storage::KeyCost{});
    if (!store) return complain_about(store.error(), Doing::kCreatingStore, folder);
    const Status used = StoreOpener::use(**made, std::move(*store));
    if (!used) return complain_about(used.error(), Doing::kCreatingStore, folder);
    const Status named = StoreOpener::name_owner(**made, name);
    if (!named) return complain_about(named.error(), Doing::kCreatingStore, folder);
    const Status owned = StoreOpener::read_owner(**made);
    if (!owned) return complain_about(owned.error(), Doing::kCreatingStore, folder);
    opened = std::move(*made);
    return ExitCode::kDone;
}

}  // namespace oppad::platform
