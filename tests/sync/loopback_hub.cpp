#include "tests/sync/loopback_hub.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "sync/merge/merge.h"
#include "sync/merge/restamp.h"
#include "sync/tuning.h"
#include "sync/wire/clock.h"
#include "sync/wire/codec.h"
#include "sync/wire/compression.h"
#include "sync/wire/signature.h"

namespace oppad::test {

namespace {

std::string header(const HttpRequest& request, std::string_view name) {
    for (const auto& [key, value] : request.headers) {
        if (key == name) return value;
    }
    return {};
}

HttpReply ok_reply(Bytes content) {
    return {.status = 200,
            .content_type = std::string{kCborType},
            .body = compress(content),
            .content_encoding = kZstdEncoding};
}

Bytes content_of(const HttpRequest& request) {
    if (header(request, "Content-Encoding").empty()) return request.body;
    auto content = decompress(request.body, 16 * 1024 * 1024);
    REQUIRE(content);
    return *content;
}

}  // namespace

bool LoopbackTransport::take_one() {
    if (untaken_.empty()) return false;
    const Delivery delivery = std::move(untaken_.front());
    untaken_.pop_front();
    delivery();
    return true;
}

bool LoopbackTransport::deliver() {
    if (waiting_.empty()) return false;
    Waiting one = std::move(waiting_.front());
    waiting_.pop_front();
    if (is_offline) {
        one.receiver(Error{ErrorCode::kOffline, "no route"})()();
        return true;
    }
    if (on_the_way) on_the_way();
    const auto is_too_slow = [this](const Bytes& body) {
        return bytes_max > 0 && body.size() > bytes_max;
    };
    if (is_too_slow(one.request.body)) {
        one.receiver(Error{ErrorCode::kBusy, "timed out"})()();
        return true;
    }
    HttpReply reply = hub_.answer(one.request);
    if (is_too_slow(reply.body)) {
        one.receiver(Error{ErrorCode::kBusy, "timed out"})()();
        return true;
    }
    if (replies_to_drop > 0) {
        --replies_to_drop;
        one.receiver(Error{ErrorCode::kOffline, "timed out"})()();
        return true;
    }
    replies.push_back(reply);
    if (alter_reply) alter_reply(reply);
    untaken_.push_back(one.receiver(std::move(reply))());
    return engine_is_busy || take_one();
}

HttpReply LoopbackHub::fail(int status, const char* code) const {
    const Failure failure{.code = code, .message = "no", .hub_time_ms = clock.wall.ms};
    return {.status = status,
            .content_type = std::string{kCborType},
            .body = encode(failure, WireForm::kCbor)};
}

void LoopbackHub::put(const RecordState& state) {
    const auto stored = records_.find(state.key);
    RecordState merged = stored == records_.end() ? state : merge(stored->second, state);
    if (stored != records_.end() && merged == stored->second) return;
    records_[state.key] = std::move(merged);
    seqs_[state.key] = ++seq_;
}

HttpReply LoopbackHub::answer(const HttpRequest& request) {
    ++requests;
    if (request.path == "/v1/enrol") return enrol(request);
    if (request.path == "/v1/sync") return sync(request);
    const Hello hello{.protocol = protocol,
                      .protocol_min = protocol,
                      .organisation = "Huis",
                      .hub_time_ms = clock.wall.ms,
                      .limits = limits};
    return ok_reply(encode(hello, WireForm::kCbor));
}

HttpReply LoopbackHub::enrol(const HttpRequest& request) {
    const auto message = decode<EnrolRequest>(content_of(request), WireForm::kCbor);
    REQUIRE(message);
    if (message->code != "GOED") return fail(403, "code");
    EnrolReply reply;
    reply.device = next_device_++;
    keys_[reply.device] = message->public_key;
    reply.staff_id = RawId{{1}};
    reply.staff_name = "An";
    reply.role = "outreacher";
    reply.scope = RawId{{0x5c, 1}};
    reply.organisation = "Huis";
    reply.hub_time_ms = clock.wall.ms;
    return ok_reply(encode(reply, WireForm::kCbor));
}

bool LoopbackHub::take_push(const SyncRequest& request, DeviceId device, SyncReply& reply) {
    const auto id = std::make_pair(device ^ request.incarnation, request.batch);
    const auto known = batches_.find(id);
    const Bytes hash = push_hash(request.push);
    if (known != batches_.end()) {
        reply.receipts = known->second.receipts;
        reply.refusals = known->second.refusals;
        return known->second.hash == hash;
    }
    ++batches_applied;
    const std::uint64_t time_max = stamp_time(Instant{clock.wall.ms + kHubAheadMsMax});
    const Corrections corrections =
        plan_corrections(request.push, device, time_max, stamp_time(clock.wall));
    for (const RecordState& state : request.push) {
        if (refuses && refuses(state)) {
            reply.refusals.push_back({state.key, RefusalReason::kInvalid});
            continue;
        }
        reply.receipts.push_back({state.key, corrections.stamps});
        put(restamp(state, corrections));
    }
    batches_[id] = {hash, reply.receipts, reply.refusals};
    return true;
}

HttpReply LoopbackHub::sync(const HttpRequest& request) {
    const auto device = parse_device(header(request, kDeviceHeader));
    REQUIRE(device);
    const std::int64_t time_ms = std::atoll(header(request, kTimeHeader).c_str());
    last_request_time = Instant{time_ms};
    const auto nonce = from_hex(header(request, kNonceHeader));
    const auto signature = from_hex(header(request, kSignatureHeader));
    REQUIRE((nonce && signature));
    const SignedParts parts{request.method, request.path, request.body, *device, time_ms, *nonce};
    if (keys_.find(*device) == keys_.end()) return fail(401, "unknown_device");
    if (!is_signed_by(parts, *signature, keys_[*device])) return fail(401, "signature");
    if (std::abs(time_ms - clock.wall.ms) > 300'000) return fail(401, "clock");
    if (request.body.size() > static_cast<std::size_t>(limits.body_bytes_max))
        return fail(413, "too_large");
    const auto message = decode<SyncRequest>(content_of(request), WireForm::kCbor);
    if (!message) return fail(400, "bad_body");
    if (message->protocol != protocol) return fail(426, "version");
    for (const RecordState& state : message->push) {
        if (encode(state, WireForm::kCbor).size() > state_bytes_max) return fail(413, "too_large");
    }
    SyncReply reply;
    reply.hub_time_ms = clock.wall.ms;
    reply.batch = message->batch;
    reply.limits = limits;
    if (message->batch != 0 && !take_push(*message, *device, reply))
        return fail(409, "batch_reused");
    std::map<std::uint64_t, RecordKey> after;
    const std::uint64_t from = std::strtoull(message->cursor.c_str(), nullptr, 10);
    for (const auto& [key, seq] : seqs_) {
        if (seq > from) after[seq] = key;
    }
    std::uint64_t last = from;
    for (const auto& [seq, key] : after) {
        if (reply.changes.size() == static_cast<std::size_t>(message->records_max)) {
            reply.has_more = true;
            break;
        }
        reply.changes.push_back(records_[key]);
        last = seq;
    }
    reply.cursor = std::to_string(last);
    reply.forget = std::exchange(forget_next, {});
    return ok_reply(encode(reply, WireForm::kCbor));
}

}  // namespace oppad::test
