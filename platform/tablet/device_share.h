// The device's share of the key, as both programs use it: who guesses with the one has no more
// tries than who guesses with the other.
#pragma once

#include "engine/core/secret.h"
#include "engine/ports/key_store.h"
#include "engine/storage/store_keys.h"

namespace oppad::platform {

// Nothing where the platform has none or gives none: a long passphrase still opens the store then.
Secret device_share_of(KeyStore& keys);
// The same, made where there is none: for a new store or a new code, never to open one.
Secret made_device_share_of(KeyStore& keys);

// To be called after each unlocking that failed. Destroys the share after too many wrong tries;
// returns how they stand, as none where it can't be told.
storage::Tries settle_tries(const storage::StorePaths& paths, const storage::KeyPorts& ports,
                            KeyStore& keys);

}  // namespace oppad::platform
