// Who this tablet is to its hub. Kept in the encrypted store, so that a stolen disk cannot sign.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/core/result.h"
#include "engine/core/secret.h"
#include "engine/domain/staff.h"
#include "engine/ports/entropy.h"
#include "sync/wire/stamp.h"

namespace oppad::storage {
class Connection;
}

namespace oppad::sync {

struct SyncIdentity {
    DeviceId device = 0;
    std::uint64_t incarnation = 0;  // Of this store; a copy or restored backup takes a new one.
    // In its stamps: the device's id, or, in a later incarnation, a number of its own, so that two
    // copies of one store never give one stamp to two writes. 0 = the device's.
    DeviceId stamping = 0;
    Secret secret_key;    // Ed25519, kSecretKeyBytes.
    std::string hub_url;  // "https://hub.example.org", without a path.
    std::string organisation;
    Staff staff;  // Whose work this tablet holds, as the hub told at enrolment.
};

// Returns nothing before enrolment. Fails: kCorrupt.
Result<std::optional<SyncIdentity>> find_identity(storage::Connection& connection);
// Requires: inside a transaction.
Status save_identity(storage::Connection& connection, const SyncIdentity& identity);

// The id that this store stamps with: the hub's, or before enrolment a random one of its own, kept
// from its first use.
Result<DeviceId> stamping_device(storage::Connection& connection, Entropy& entropy);

// 64 random bits, never 0.
std::uint64_t random_number(Entropy& entropy);

}  // namespace oppad::sync
