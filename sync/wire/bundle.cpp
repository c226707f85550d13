#include "sync/wire/bundle.h"

#include <sodium.h>

#include <algorithm>

#include "engine/core/check.h"
#include "sync/wire/compression.h"
#include "sync/wire/record_codec.h"
#include "sync/wire/signature.h"

namespace oppad::sync {

namespace {

constexpr std::string_view kMagic = "oppad-bundle";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kHeadBytes =
    kMagic.size() + 2 + kBundleIdBytes + kBundleSaltBytes + kBundleSealNonceBytes;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kBundleSealNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(kBundleKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kBundleSaltBytes == crypto_pwhash_SALTBYTES);

// As the tablet's own key file costs (store_keys.h): a stick is as easily lost.
constexpr unsigned long long kPasses = 3;
constexpr std::size_t kMemoryBytes = std::size_t{64} * 1024 * 1024;
constexpr std::string_view kAnswerPurpose = "oppad-bundle-answer-1";

void append(Bytes& bytes, ByteView more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

Bytes head_bytes(const BundleHead& head) {
    Bytes bytes(kHeadBytes);
    auto at = std::copy(kMagic.begin(), kMagic.end(), bytes.begin());
    *at++ = kVersion;
    *at++ = static_cast<std::uint8_t>(head.kind);
    at = std::copy(head.id.begin(), head.id.end(), at);
    at = std::copy(head.salt.begin(), head.salt.end(), at);
    at = std::copy(head.seal_nonce.begin(), head.seal_nonce.end(), at);
    CHECK(at == bytes.end());
    return bytes;
}

Result<Tree> tree_of(ByteView content) { return parse_tree(content, WireForm::kCbor); }

Error other_shape() { return {ErrorCode::kInvalid, "the file holds something else"}; }

}  // namespace

Secret bundle_key(const Secret& passphrase, ByteView salt) {
    CHECK(salt.size() == kBundleSaltBytes);
    Secret key{kBundleKeyBytes};
    const ByteView words = passphrase.view();
    const int made = crypto_pwhash(
        key.bytes().data(), key.size(), reinterpret_cast<const char*>(words.data()), words.size(),
        salt.data(), kPasses, kMemoryBytes, crypto_pwhash_ALG_ARGON2ID13);
    CHECK(made == 0);  // Only memory can be missing.
    return key;
}

Secret answer_key(const Secret& device_key, ByteView id) {
    CHECK(device_key.size() == kSecretKeyBytes);
    Bytes purpose{kAnswerPurpose.begin(), kAnswerPurpose.end()};
    append(purpose, id);
    Secret key{kBundleKeyBytes};
    const ByteView seed = device_key.view().first(kSeedBytes);
    crypto_generichash(key.bytes().data(), key.size(), purpose.data(), purpose.size(), seed.data(),
                       seed.size());
    return key;
}

Bytes seal_bundle(const BundleHead& head, const Secret& key, ByteView content) {
    CHECK(key.size() == kBundleKeyBytes);
    Bytes file = head_bytes(head);
    const Bytes packed = compress(content);
    Bytes sealed(packed.size() + kTagBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data(), nullptr, packed.data(), packed.size(),
                                               file.data(), file.size(), nullptr,
                                               head.seal_nonce.data(), key.view().data());
    append(file, sealed);
    return file;
}

Result<BundleHead> read_bundle_head(ByteView file) {
    const bool is_ours =
        file.size() > kMagic.size() && std::equal(kMagic.begin(), kMagic.end(), file.begin());
    if (!is_ours) return Error{ErrorCode::kInvalid, "this is no bundle"};
    if (file[kMagic.size()] > kVersion)
        return Error{ErrorCode::kNotFound, "the bundle is of a newer version"};
    if (file[kMagic.size()] == 0 || file.size() < kHeadBytes + kTagBytes)
        return Error{ErrorCode::kInvalid, "the bundle is cut short"};
    const std::uint8_t kind = file[kMagic.size() + 1];
    if (kind != 1 && kind != 2) return Error{ErrorCode::kInvalid, "this is no bundle"};
    BundleHead head{.kind = static_cast<BundleKind>(kind)};
    ByteView rest = file.subspan(kMagic.size() + 2);
    const auto take = [&rest](std::size_t size) {
        const ByteView taken = rest.first(size);
        rest = rest.subspan(size);
        return Bytes{taken.begin(), taken.end()};
    };
    head.id = take(kBundleIdBytes);
    head.salt = take(kBundleSaltBytes);
    head.seal_nonce = take(kBundleSealNonceBytes);
    return head;
}

Result<Bytes> open_bundle(ByteView file, const Secret& key) {
    CHECK(key.size() == kBundleKeyBytes);
    TRY_ASSIGN(const BundleHead head, read_bundle_head(file));
    const ByteView sealed = file.subspan(kHeadBytes);
    Bytes packed(sealed.size() - kTagBytes);
    const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
        packed.data(), nullptr, nullptr, sealed.data(), sealed.size(), file.data(), kHeadBytes,
        head.seal_nonce.data(), key.view().data());
    if (opened != 0) return Error{ErrorCode::kDenied, "another key, or a damaged file"};
    return decompress(packed, kBundleBytesMax);
}

Bytes encode(const BundleRequest& request) {
    constexpr WireForm kForm = WireForm::kCbor;
    return print_tree(Tree::object({{"device", request.device},
                                    {"time_ms", request.time_ms},
                                    {"message", bytes_tree(request.message, kForm)},
                                    {"signature", bytes_tree(request.signature, kForm)},
                                    {"answer_key", bytes_tree(request.answer_key, kForm)}}),
                      kForm);
}

Bytes encode(const BundleAnswer& answer) {
    Tree replies = Tree::array();
    for (const SyncReply& reply : answer.replies)
        replies.push_back(bytes_tree(encode(reply, WireForm::kCbor), WireForm::kCbor));
    Tree tree = Tree::object({{"incarnation", answer.incarnation},
                              {"batch", answer.batch},
                              {"cursor", answer.cursor},
                              {"replies", std::move(replies)}});
    if (!answer.push.empty()) tree["push"] = bytes_tree(answer.push, WireForm::kCbor);
    if (answer.copied_at) tree["copied_at"] = *answer.copied_at;
    return print_tree(tree, WireForm::kCbor);
}

Result<BundleRequest> decode_bundle_request(ByteView content) {
    TRY_ASSIGN(const Tree tree, tree_of(content));
    BundleRequest request;
    const bool is_read = read_key(tree, "device", request.device) &&
                         read_key(tree, "time_ms", request.time_ms) &&
                         read_key(tree, "message", request.message) &&
                         read_key(tree, "signature", request.signature) &&
                         read_key(tree, "answer_key", request.answer_key) &&
                         request.answer_key.size() == kBundleKeyBytes;
    if (!is_read) return other_shape();
    return request;
}

Result<BundleAnswer> decode_bundle_answer(ByteView content) {
    TRY_ASSIGN(const Tree tree, tree_of(content));
    BundleAnswer answer;
    std::vector<Bytes> replies;
    const bool is_read = read_key(tree, "incarnation", answer.incarnation) &&
                         read_key(tree, "batch", answer.batch) &&
                         read_key(tree, "cursor", answer.cursor) &&
                         read_key(tree, "replies", replies);
    if (!is_read) return other_shape();
    if (const Tree* copied_at = find_key(tree, "copied_at")) {
        if (!read(*copied_at, answer.copied_at.emplace())) return other_shape();
    }
    const Tree* push = find_key(tree, "push");
    if (push != nullptr && !read(*push, answer.push)) return other_shape();
    if (replies.empty() != answer.copied_at.has_value()) return other_shape();
    for (const Bytes& reply : replies) {
        TRY_ASSIGN(SyncReply one, decode<SyncReply>(reply, WireForm::kCbor));
        answer.replies.push_back(std::move(one));
    }
    return answer;
}

}  // namespace oppad::sync
