#include "sync/wire/signature.h"

#include <sodium.h>

#include <array>

#include "engine/core/check.h"

namespace oppad::sync {

KeyPair make_key_pair(const Secret& seed) {
    CHECK(seed.size() == kSeedBytes);
    KeyPair pair{Bytes(kPublicKeyBytes), Secret{kSecretKeyBytes}};
    crypto_sign_seed_keypair(pair.public_key.data(), pair.secret_key.bytes().data(),
                             seed.view().data());
    return pair;
}

std::string signed_text(const SignedParts& parts) {
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), parts.body.data(), parts.body.size());
    std::string text = "oppad-1\n";
    text.append(parts.method).append("\n").append(parts.path).append("\n");
    text.append(to_hex(hash)).append("\n").append(device_text(parts.device)).append("\n");
    text.append(std::to_string(parts.time_ms)).append("\n").append(to_hex(parts.nonce));
    return text;
}

Bytes sign(const SignedParts& parts, const Secret& secret_key) {
    CHECK(secret_key.size() == kSecretKeyBytes);
    const std::string text = signed_text(parts);
    Bytes signature(crypto_sign_BYTES);
    crypto_sign_detached(signature.data(), nullptr, as_bytes(text).data(), text.size(),
                         secret_key.view().data());
    return signature;
}

bool is_signed_by(const SignedParts& parts, ByteView signature, ByteView public_key) {
    if (signature.size() != crypto_sign_BYTES || public_key.size() != kPublicKeyBytes) return false;
    const std::string text = signed_text(parts);
    return crypto_sign_verify_detached(signature.data(), as_bytes(text).data(), text.size(),
                                       public_key.data()) == 0;
}

std::string device_text(DeviceId device) {
    Bytes bytes(8);
    for (std::size_t at = 8; at-- > 0; device >>= 8) bytes[at] = static_cast<std::uint8_t>(device);
    return to_hex(bytes);
}

std::optional<DeviceId> parse_device(std::string_view text) {
    if (text.size() != 16) return std::nullopt;
    const auto bytes = from_hex(text);
    if (!bytes) return std::nullopt;
    DeviceId device = 0;
    for (const std::uint8_t byte : *bytes) device = (device << 8) | byte;
    return device;
}

}  // namespace oppad::sync
