#include "sync/server/api/bundle_exchange.h"

#include "engine/core/log.h"
#include "sync/server/api/exchange.h"
#include "sync/wire/bundle.h"
#include "sync/wire/signature.h"

namespace oppad::hub {

namespace {

constexpr const char* kSyncPath = "/v1/sync";
// Of replies in one file, before compression: some 100,000 records.
constexpr std::size_t kAnswerBytesMax = 128 * 1024 * 1024;

struct OpenedRequest {
    sync::BundleHead head;
    sync::BundleRequest request;
    sync::SyncRequest message;
};

FailureKind kind_of(const Error& error) {
    if (error.code == ErrorCode::kNotFound) return FailureKind::kOtherVersion;
    return error.code == ErrorCode::kDenied ? FailureKind::kBadSignature : FailureKind::kBadBody;
}

Outcome<OpenedRequest> open_request(ByteView file, const Secret& key) {
    auto head = sync::read_bundle_head(file);
    if (!head) return kind_of(head.error());
    if (head->kind != sync::BundleKind::kRequest) return FailureKind::kBadBody;
    auto content = sync::open_bundle(file, key);
    if (!content) return kind_of(content.error());
    auto request = sync::decode_bundle_request(*content);
    wipe(*content);
    if (!request) return FailureKind::kBadBody;
    auto message = sync::decode<sync::SyncRequest>(request->message, sync::WireForm::kCbor);
    if (!message) return FailureKind::kBadBody;
    if (message->protocol < sync::kProtocolMin || message->protocol > sync::kProtocol)
        return FailureKind::kOtherVersion;
    return OpenedRequest{std::move(*head), std::move(*request), std::move(*message)};
}

Outcome<Device> find_signer(ServerStore& store, const OpenedRequest& opened) {
    auto device = store.find_device(opened.request.device);
    if (!device) return failure_of("bundle", device.error());
    if (!*device) return FailureKind::kUnknownDevice;
    const sync::SignedParts parts{.method = sync::kBundleMethod,
                                  .path = kSyncPath,
                                  .body = opened.request.message,
                                  .device = opened.request.device,
                                  .time_ms = opened.request.time_ms,
                                  .nonce = opened.head.id};
    if (!sync::is_signed_by(parts, opened.request.signature, (*device)->public_key))
        return FailureKind::kBadBody;
    if ((*device)->revoked) return FailureKind::kRevoked;
    return std::move(**device);
}

HubLimits file_limits() {
    HubLimits limits;
    limits.wire.records_max = sync::kBundleRecordsMax;
    return limits;
}

// Pages of what the tablet may see, until it has all of it or the file is full.
std::optional<FailureKind> exchange_all(ServerStore& store, const Device& device,
                                        sync::SyncRequest message, Instant now,
                                        sync::BundleAnswer& answer) {
    const HubLimits limits = file_limits();
    std::size_t bytes = 0;
    for (;;) {
        Outcome<ExchangeAnswer> exchanged = exchange(store, device, message, limits, now);
        if (const auto* failure = std::get_if<FailureKind>(&exchanged)) return *failure;
        auto reply = whole_reply(std::move(std::get<ExchangeAnswer>(exchanged)));
        if (!reply) return failure_of("bundle", reply.error());
        answer.replies.push_back(std::move(*reply));
        const sync::SyncReply& last = answer.replies.back();
        bytes += sync::encode(last, sync::WireForm::kCbor).size();
        if (!last.has_more || bytes >= kAnswerBytesMax) return std::nullopt;
        message.batch = 0;
        message.push.clear();
        message.cursor = last.cursor;
    }
}

void count_replies(const sync::BundleAnswer& answer, AnsweredBundle& answered) {
    answered.refused = static_cast<int>(answer.replies.front().refusals.size());
    for (const sync::SyncReply& reply : answer.replies)
        answered.pulled += static_cast<int>(reply.changes.size());
    answered.has_more = answer.replies.back().has_more;
}

}  // namespace

Outcome<AnsweredBundle> answer_bundle(ServerStore& store, ByteView file, const Secret& passphrase,
                                      Entropy& entropy, Instant now) {
    const auto head = sync::read_bundle_head(file);
    if (!head) return kind_of(head.error());
    if (head->kind != sync::BundleKind::kRequest) return FailureKind::kBadBody;
    return answer_keyed_bundle(store, file, sync::bundle_key(passphrase, head->salt), entropy, now);
}

Outcome<AnsweredBundle> answer_keyed_bundle(ServerStore& store, ByteView file, const Secret& key,
                                            Entropy& entropy, Instant now) {
    Outcome<OpenedRequest> outcome = open_request(file, key);
    if (const auto* failure = std::get_if<FailureKind>(&outcome)) return *failure;
    OpenedRequest& opened = std::get<OpenedRequest>(outcome);
    Outcome<Device> device = find_signer(store, opened);
    if (const auto* failure = std::get_if<FailureKind>(&device)) return *failure;

    sync::BundleAnswer answer{.incarnation = opened.message.incarnation,
                              .batch = opened.message.batch,
                              .cursor = opened.message.cursor,
                              .push = sync::push_hash(opened.message.push)};
    AnsweredBundle answered{.pushed = static_cast<int>(opened.message.push.size())};
    const auto newest = opened.message.newest_batch;
    const auto failure =
        exchange_all(store, std::get<Device>(device), std::move(opened.message), now, answer);
    answered.was_overtaken = failure == FailureKind::kBatchReused && newest;
    if (failure && !answered.was_overtaken) return *failure;
    if (answered.was_overtaken)
        answer.copied_at = newest;
    else
        count_replies(answer, answered);
    sync::BundleHead head{.kind = sync::BundleKind::kAnswer, .id = opened.head.id};
    head.salt.resize(sync::kBundleSaltBytes);
    head.seal_nonce.resize(sync::kBundleSealNonceBytes);
    entropy.fill(head.seal_nonce);
    const Secret answer_key = Secret::copy_of(opened.request.answer_key);
    wipe(opened.request.answer_key);
    answered.file = sync::seal_bundle(head, answer_key, sync::encode(answer));
    log::write(log::Level::kInfo, "bundle",
               {{"pushed", answered.pushed},
                {"refused", answered.refused},
                {"pulled", answered.pulled},
                {"more", answered.has_more ? 1 : 0}});
    return answered;
}

}  // namespace oppad::hub
