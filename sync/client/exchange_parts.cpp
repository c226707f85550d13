#include "sync/client/exchange_parts.h"

#include <algorithm>

#include "sync/wire/signature.h"

namespace oppad::sync {

namespace {

// A hub takes the first that it knows. Who is known to have the best needs no other name.
std::string accepted_by(Packing hub) {
    if (hub == Packing::kColumns) return kColumnsEncoding;
    return std::string{kColumnsEncoding} + ", " + kDictionaryEncoding + ", " + kZstdEncoding;
}

HttpRequest make_request(const char* method, const std::string& path, Packing hub) {
    HttpRequest request{.method = method, .path = path};
    request.headers.emplace_back("Accept", kCborType);
    request.headers.emplace_back("Accept-Encoding", accepted_by(hub));
    return request;
}

}  // namespace

HttpRequest make_post(const std::string& path, Bytes content, std::optional<Packing> packing) {
    HttpRequest request = make_request("POST", path, packing.value_or(Packing::kPlain));
    request.headers.emplace_back("Content-Type", kCborType);
    if (packing && content.size() >= packs_from_bytes(*packing)) {
        content = compress(content, *packing);
        request.headers.emplace_back("Content-Encoding", encoding_of(*packing));
    }
    request.body = std::move(content);
    return request;
}

HttpRequest make_get(const std::string& path) { return make_request("GET", path, Packing::kPlain); }

void sign_request(HttpRequest& request, const Signer& signer, Instant now, Entropy& entropy) {
    Bytes nonce(kNonceBytes);
    entropy.fill(nonce);
    const SignedParts parts{.method = request.method,
                            .path = request.path,
                            .body = request.body,
                            .device = signer.device,
                            .time_ms = now.ms,
                            .nonce = nonce};
    const Bytes signature = sign(parts, signer.key);
    request.headers.emplace_back(kDeviceHeader, device_text(signer.device));
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
    const std::optional<Packing> packing = packing_of(reply.content_encoding);
    if (!packing) return Error{ErrorCode::kInvalid, "reply is packed in another way"};
    return decompress(reply.body, bytes_max, *packing);
}

}  // namespace oppad::sync
