#include "sync/client/exchange_parts.h"

#include <algorithm>

#include "sync/wire/signature.h"

namespace oppad::sync {

namespace {

// Below this a frame's head costs more than it saves.
constexpr std::size_t kCompressFromBytes = 256;
constexpr std::size_t kDictionaryFromBytes = 64;

}  // namespace

HttpRequest make_post(const std::string& path, Bytes content, Packing packing) {
    HttpRequest request = make_get(path);
    request.method = "POST";
    request.headers.emplace_back("Content-Type", kCborType);
    const bool has_dictionary = packing == Packing::kDictionary;
    if (content.size() >= (has_dictionary ? kDictionaryFromBytes : kCompressFromBytes)) {
        content = compress(content, packing);
        request.headers.emplace_back("Content-Encoding",
                                     has_dictionary ? kDictionaryEncoding : kZstdEncoding);
    }
    request.body = std::move(content);
    return request;
}

HttpRequest make_get(const std::string& path) {
    HttpRequest request{.method = "GET", .path = path};
    request.headers.emplace_back("Accept", kCborType);
    // A hub that doesn't know the first takes the second.
    request.headers.emplace_back("Accept-Encoding",
                                 std::string{kDictionaryEncoding} + ", " + kZstdEncoding);
    return request;
}

void sign_request(HttpRequest& request, const SyncIdentity& identity, Instant now,
                  Entropy& entropy) {
    Bytes nonce(kNonceBytes);
    entropy.fill(nonce);
    const SignedParts parts{.method = request.method,
                            .path = request.path,
                            .body = request.body,
                            .device = identity.device,
                            .time_ms = now.ms,
                            .nonce = nonce};
    const Bytes signature = sign(parts, identity.secret_key);
    request.headers.emplace_back(kDeviceHeader, device_text(identity.device));
    request.headers.emplace_back(kTimeHeader, std::to_string(now.ms));
    request.headers.emplace_back(kNonceHeader, to_hex(nonce));
    request.headers.emplace_back(kSignatureHeader, to_hex(signature));
}

bool answers_push(const SyncReply& reply, const Batch& batch) {
    if (reply.batch != 0 && reply.batch != batch.number) return false;
    std::vector<RecordKey> answered;
    answered.reserve(reply.receipts.size() + reply.refusals.size());
    for (const Receipt& receipt : reply.receipts) answered.push_back(receipt.key);
    for (const Refusal& refusal : reply.refusals) answered.push_back(refusal.key);
    std::sort(answered.begin(), answered.end());
    return std::all_of(batch.push.begin(), batch.push.end(), [&answered](const RecordState& state) {
        return std::binary_search(answered.begin(), answered.end(), state.key);
    });
}

Result<Bytes> open_reply(const HttpReply& reply, std::size_t bytes_max) {
    const std::string_view type =
        std::string_view{reply.content_type}.substr(0, reply.content_type.find(';'));
    if (type != kCborType) return Error{ErrorCode::kInvalid, "reply is of another content type"};
    if (reply.content_encoding.empty()) {
        if (reply.body.size() > bytes_max) return Error{ErrorCode::kInvalid, "reply is too large"};
        return reply.body;
    }
    if (reply.content_encoding == kDictionaryEncoding)
        return decompress(reply.body, bytes_max, Packing::kDictionary);
    if (reply.content_encoding != kZstdEncoding)
        return Error{ErrorCode::kInvalid, "reply is packed in another way"};
    return decompress(reply.body, bytes_max);
}

}  // namespace oppad::sync
