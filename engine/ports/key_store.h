// The platform's keeper of this device's share of the database key. A store copied to another
// device opens with a passphrase of 15 characters or more, never with a PIN alone.
#pragma once

#include <functional>

#include "engine/core/result.h"
#include "engine/core/secret.h"

namespace oppad {

class KeyStore {
public:
    virtual ~KeyStore() = default;
    // Answers, now or later, with the 32-byte device share, made on first use.
    // Fails: kDenied when the platform refuses, kDiskFull or kInternal when it can't be kept.
    virtual void get_key(std::function<void(Result<Secret>)> callback) = 0;
    // Removes the share for good (after ten wrong PINs).
    virtual Status destroy_key() = 0;
};

}  // namespace oppad
