// What a signature covers: each part of the request.
#include "sync/wire/signature.h"

#include <catch2/catch_test_macros.hpp>

using namespace oppad;
using namespace oppad::sync;

namespace {

Secret seed_of(std::uint8_t filler) { return Secret::copy_of(Bytes(kSeedBytes, filler)); }

}  // namespace

TEST_CASE("a request is its device's, and every part of it is covered", "[sync][wire]") {
    const KeyPair pair = make_key_pair(seed_of(7));
    const Bytes body = {1, 2, 3};
    const Bytes other_body = {1, 2, 4};
    const Bytes nonce(kNonceBytes, 9);
    const Bytes other_nonce(kNonceBytes, 8);
    const SignedParts parts{"POST", "/v1/sync", body, 5, 1'795'388'700'000, nonce};
    const Bytes signature = sign(parts, pair.secret_key);
    REQUIRE(is_signed_by(parts, signature, pair.public_key));
    const auto changed = [&](auto change) {
        SignedParts other = parts;
        change(other);
        return is_signed_by(other, signature, pair.public_key);
    };
    CHECK_FALSE(changed([](SignedParts& other) { other.method = "PUT"; }));
    CHECK_FALSE(changed([](SignedParts& other) { other.path = "/v1/sync?x"; }));
    CHECK_FALSE(changed([&](SignedParts& other) { other.body = other_body; }));
    CHECK_FALSE(changed([](SignedParts& other) { other.device = 6; }));
    CHECK_FALSE(changed([](SignedParts& other) { other.time_ms += 1; }));
    CHECK_FALSE(changed([&](SignedParts& other) { other.nonce = other_nonce; }));
}

TEST_CASE("another key, and signatures and keys of another size, prove nothing", "[sync][wire]") {
    const KeyPair pair = make_key_pair(seed_of(7));
    const SignedParts parts{"GET", "/", {}, 1, 2, {}};
    const Bytes signature = sign(parts, pair.secret_key);
    CHECK_FALSE(is_signed_by(parts, signature, make_key_pair(seed_of(8)).public_key));
    CHECK_FALSE(is_signed_by(parts, {}, pair.public_key));
    CHECK_FALSE(is_signed_by(parts, signature, {}));
}

TEST_CASE("a device id survives its text", "[sync][wire]") {
    CHECK(device_text(0xfedcba9876543210) == "fedcba9876543210");
    CHECK(parse_device("fedcba9876543210") == DeviceId{0xfedcba9876543210});
    CHECK_FALSE(parse_device("fedc").has_value());
    CHECK_FALSE(parse_device("zedcba9876543210").has_value());
}
