// How the database key is kept: random, wrapped by a passphrase or PIN and the device's share
// (docs/adr/0018). A PIN opens the store on its own device only; a passphrase of 15 characters
// or more opens a copy anywhere.
//
//   wrapping key, "device" = BLAKE2b keyed with the device share, of Argon2id(passphrase, salt)
//   wrapping key, "alone"  = BLAKE2b of Argon2id(passphrase, salt), for long passphrases
//
// The device share comes from ports/KeyStore, which answers later: fetch it first, then call here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/core/result.h"
#include "engine/core/secret.h"
#include "engine/core/time.h"
#include "engine/ports/clock.h"
#include "engine/ports/entropy.h"
#include "engine/ports/file_system.h"
#include "engine/storage/key_file.h"
#include "engine/storage/store.h"

namespace oppad::storage {

inline constexpr int kPinCharactersMin = 6;
inline constexpr int kPassphraseCharactersMin = 15;  // From here on it stands without the share.
inline constexpr int kTriesBeforeDelay = 5;
inline constexpr int kTriesMax = 10;  // Then the device share has to be destroyed.

// Borrows all three for a call.
struct KeyPorts {
    FileSystem& files;
    Entropy& entropy;
    const Clock& clock;
};

// What a person and the device bring. Borrowed for a call.
struct KeyHolders {
    const Secret& passphrase;    // Or PIN: UTF-8.
    const Secret& device_share;  // 32 bytes; empty when the platform's key store has none.
};

// Makes the folder, a random key, the key file and the database. A key file that lies there without
// its database is kept under another name.
// Fails: kConflict when there is a store, kInvalid for a passphrase under 6 characters or for a PIN
// without a device share, kDenied, kDiskFull.
Result<Store> create_store(const StorePaths& paths, const KeyHolders& holders,
                           std::string_view organisation, const KeyPorts& ports,
                           const KeyCost& cost);

// Returns the database key. Each call counts as a wrong try until it has succeeded, also when the
// program is killed meanwhile; what can't be tried counts for none.
// Fails: kDenied for a wrong passphrase or share or when nothing opens it any more, kBusy before
// tries_of().allowed_at (not counted), kNotFound without a key file or, where only a PIN opens it,
// without a device share (not counted), kInternal without memory (not counted), kCorrupt, kInvalid
// (newer), kDiskFull. Cost: Argon2id as the file says, about 0.4 s; none when refused early.
Result<Secret> unlock(const StorePaths& paths, const KeyHolders& holders, const KeyPorts& ports);

// Opens the database with the key that unlock() gave. Fails: as Store::open, but the key is proven:
// a first page that does not answer to it is damage, kCorrupt. kDenied is a folder that refuses.
Result<Store> open_unlocked(const StorePaths& paths, const Secret& database_key);

// Wraps the same key anew; a share that the platform lost is replaced on the way. Fails: as
// unlock() and create_store(); the old passphrase then still opens the store.
struct PassphraseChange {
    const Secret& old_passphrase;
    const Secret& new_passphrase;
    const Secret& device_share;
};
Status change_passphrase(const StorePaths& paths, const PassphraseChange& change,
                         const KeyPorts& ports, const KeyCost& cost);

// What the lock screen shows, without any key.
struct Tries {
    int wrong = 0;                      // In a row.
    std::optional<Instant> allowed_at;  // Set while the next try has to wait, and may still open.
    bool share_is_forfeit = false;      // Destroy the device share (KeyStore::destroy_key), now.
    bool opens_without_share = false;   // A long passphrase still opens it then.
    std::string organisation;
};
// Fails: kNotFound, kCorrupt, kInvalid (newer).
Result<Tries> tries_of(const StorePaths& paths, const KeyPorts& ports);

}  // namespace oppad::storage
