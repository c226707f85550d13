// How a tablet proves each request: Ed25519 over its method, path, body, time and nonce.
// PROTOCOL.md, "Signature".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/bytes.h"
#include "engine/core/result.h"
#include "engine/core/secret.h"
#include "sync/wire/stamp.h"

namespace oppad::sync {

inline constexpr const char* kDeviceHeader = "Oppad-Device";        // 16 hexadecimal digits.
inline constexpr const char* kTimeHeader = "Oppad-Time";            // Decimal, milliseconds.
inline constexpr const char* kNonceHeader = "Oppad-Nonce";          // 32 hexadecimal digits.
inline constexpr const char* kSignatureHeader = "Oppad-Signature";  // 128 hexadecimal digits.

inline constexpr std::size_t kPublicKeyBytes = 32;
inline constexpr std::size_t kSecretKeyBytes = 64;  // Seed and public key, as libsodium keeps it.
inline constexpr std::size_t kNonceBytes = 16;
inline constexpr std::size_t kSeedBytes = 32;

struct SignedParts {
    std::string_view method;
    std::string_view path;  // With its query, as on the request line.
    ByteView body;          // As sent: compressed.
    DeviceId device = 0;
    std::int64_t time_ms = 0;
    ByteView nonce;
};

struct KeyPair {
    Bytes public_key;
    Secret secret_key;
};

// Requires: a seed of kSeedBytes random bytes.
KeyPair make_key_pair(const Secret& seed);
// What is signed: "oppad-1", method, path, SHA-256 of the body, device, time and nonce, one a line.
std::string signed_text(const SignedParts& parts);
// Requires: a secret key of kSecretKeyBytes.
Bytes sign(const SignedParts& parts, const Secret& secret_key);
// False for a signature or key of another size too.
bool is_signed_by(const SignedParts& parts, ByteView signature, ByteView public_key);

std::string device_text(DeviceId device);
std::optional<DeviceId> parse_device(std::string_view text);

}  // namespace oppad::sync
