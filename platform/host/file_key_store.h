// This device's share of the database key, in a file apart from the store: a copied store folder
// then lacks it. A file protects against a copied folder or backup, not against somebody who holds
// the whole disk: on a device with a TPM or a keyring, an implementation of the same port on that
// replaces this one. The long passphrase, which needs no share, protects there.
#pragma once

#include <optional>
#include <string>

#include "engine/ports/entropy.h"
#include "engine/ports/file_system.h"
#include "engine/ports/key_store.h"

namespace oppad::platform {

// Borrows: files, entropy. Thread: engine only.
class FileKeyStore final : public KeyStore {
public:
    // `folder` holds the one file `share`; make_key() makes both.
    FileKeyStore(FileSystem& files, Entropy& entropy, std::string folder);

    // Both answer before they return. Fails: kNotFound (get_key), kCorrupt when the file isn't 32
    // bytes (it is left as it is), kDenied, kDiskFull, kInternal.
    void get_key(std::function<void(Result<Secret>)> callback) override;
    void make_key(std::function<void(Result<Secret>)> callback) override;
    // Removes the file. Its block may stay readable on the raw disk until it is written over: flash
    // gives no way to overwrite in place.
    Status destroy_key() override;

private:
    Result<std::optional<Secret>> find();
    Result<Secret> load();
    Result<Secret> load_or_make();

    FileSystem& files_;
    Entropy& entropy_;
    std::string folder_;
};

}  // namespace oppad::platform
