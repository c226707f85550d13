// A bundle: exchanges of one tablet and the hub in a file, for where there is no network
// (PROTOCOL.md, "Bundles"). The tablet's carries a signed SyncRequest, the hub's the replies to it.
//
// Data model of the file
//   head      "oppad-bundle", version 1, kind, id (16 bytes), salt (16), nonce (24)
//   content   zstd, sealed with XChaCha20-Poly1305 over the head: what is cut, changed or opened
//             with another key gives nothing at all
//   key       of a request: Argon2id of the passphrase and the salt. Of an answer: a key that the
//             request brought along, so that only its own tablet opens it; its salt is zero.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/result.h"
#include "engine/core/secret.h"
#include "sync/wire/messages.h"

namespace oppad::sync {

inline constexpr std::size_t kBundleIdBytes = 16;
inline constexpr std::size_t kBundleSaltBytes = 16;
inline constexpr std::size_t kBundleSealNonceBytes = 24;
inline constexpr std::size_t kBundleKeyBytes = 32;
// Unpacked. A tablet's 5,000 records are 5 to 10 MB.
inline constexpr std::size_t kBundleBytesMax = 256 * 1024 * 1024;
inline constexpr int kBundleRecordsMax = 10'000;
// What a tablet puts into one: however much people wrote in them, a reader counts it (tree.h).
inline constexpr int kBundleRecordsSent = 5'000;
// What signed_text() names as the method: a signature for a file fits no request, nor the other
// way.
inline constexpr const char* kBundleMethod = "BUNDLE";

enum class BundleKind : std::uint8_t { kRequest = 1, kAnswer = 2 };

struct BundleHead {
    BundleKind kind = BundleKind::kRequest;
    Bytes id;          // Of the request; its answer has the same. Also the signature's nonce.
    Bytes salt;        // kRequest: of the passphrase.
    Bytes seal_nonce;  // Random.
};

struct BundleRequest {
    DeviceId device = 0;
    std::int64_t time_ms = 0;  // By the tablet; signed, and judged by nobody.
    Bytes message;             // A SyncRequest in CBOR: what the signature is over.
    Bytes signature;
    Bytes answer_key;  // kBundleKeyBytes.
};

struct BundleAnswer {
    std::uint64_t incarnation = 0;  // Of the request, as the next two.
    std::uint64_t batch = 0;
    std::string cursor;
    Bytes
        push;  // Its push_hash(): a store that was put back gives a number twice. Empty = unknown.
    // The newest number of the request, when the hub knows more of that incarnation: the store was
    // copied or put back, and nothing was taken or given. Then there are no replies.
    std::optional<std::uint64_t> copied_at;
    std::vector<SyncReply>
        replies;  // The first answers the push; each goes on where the one before ended.
};

// Cost: 64 MiB and half a second. Requires: a salt of kBundleSaltBytes.
Secret bundle_key(const Secret& passphrase, ByteView salt);
// What a request is sealed with: the key, and the salt that tells whoever has the passphrase.
struct BundleLock {
    Bytes salt;
    Secret key;
};
// Of the tablet's own answers: made again when it is needed, kept nowhere.
Secret answer_key(const Secret& device_key, ByteView id);

Bytes seal_bundle(const BundleHead& head, const Secret& key, ByteView content);
// Fails: kInvalid for what is no bundle, kNotFound for one of a newer version.
Result<BundleHead> read_bundle_head(ByteView file);
// Fails: as read_bundle_head(); kDenied when the key doesn't fit or a byte was changed.
Result<Bytes> open_bundle(ByteView file, const Secret& key);

Bytes encode(const BundleRequest& request);
Bytes encode(const BundleAnswer& answer);
// Fail: kInvalid.
Result<BundleRequest> decode_bundle_request(ByteView content);
Result<BundleAnswer> decode_bundle_answer(ByteView content);

}  // namespace oppad::sync
