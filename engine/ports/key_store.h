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
    // Answers, now or later, with the 32-byte device share. Makes none: a new one opens no store
    // that is here, and each try with it would count as wrong.
    // Fails: kNotFound without one, kDenied when the platform refuses.
    virtual void get_key(std::function<void(Result<Secret>)> callback) = 0;
    // The same, and makes one where there is none: for a store that is about to be made, or whose
    // code is about to be changed by who has opened it without.
    // Fails: kDenied, kDiskFull or kInternal when it can't be kept.
    virtual void make_key(std::function<void(Result<Secret>)> callback) = 0;
    // Removes the share for good (after ten wrong PINs).
    virtual Status destroy_key() = 0;
};

}  // namespace oppad
