#include "tests/hub/support/test_hub.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "sync/merge/merge.h"
#include "sync/wire/bundle.h"
#include "sync/wire/compression.h"

namespace oppad::test {

using sync::RecordState;
using sync::WireForm;

namespace {

constexpr FieldNumber kPlaceName = 1;

}  // namespace

void require_success(const Status& status) {
    INFO((status ? std::string{} : status.error().detail));
    REQUIRE(status.has_value());
}

template <class Message>
Message message_in(const hub::Response& response) {
    INFO("status " << response.status << " " << as_text(response.body));
    REQUIRE(response.status == 200);
    Bytes body = response.body;
    if (!response.content_encoding.empty()) {
        body = required(sync::decompress(body, 64 * 1024 * 1024));
    }
    return required(sync::decode<Message>(body, WireForm::kCbor));
}
template sync::Hello message_in<sync::Hello>(const hub::Response&);
template sync::EnrolReply message_in<sync::EnrolReply>(const hub::Response&);
template sync::SyncReply message_in<sync::SyncReply>(const hub::Response&);

TestTablet::TestTablet(TestHub& hub, sync::DeviceId device_, sync::KeyPair keys,
                       const RawId& scope_)
    : device(device_), scope(scope_), hub_(hub), keys_(std::move(keys)), clock_(device_, 0) {}

sync::Stamp TestTablet::tick() { return clock_.tick(hub_.clock.now() + clock_error); }

void TestTablet::put(RecordState piece) {
    const auto known = records.find(piece.key);
    waiting.push_back(piece);
    if (known == records.end()) {
        records.emplace(piece.key, std::move(piece));
    } else {
        known->second = sync::merge(known->second, std::move(piece));
    }
}

RecordKey TestTablet::write_place(const std::string& name, std::optional<RawId> in_scope) {
    const sync::Stamp stamp = tick();
    RecordState state;
    state.key = {RecordType::kPlace, hub_.entropy.id()};
    state.scope = in_scope.value_or(scope);
    state.scope_stamp = stamp;
    state.fields.push_back({.number = kPlaceName, .versions = {{stamp, name}}});
    const RecordKey key = state.key;
    put(std::move(state));
    return key;
}

void TestTablet::rename(const RecordKey& key, const std::string& name) {
    const RecordState& known = records.at(key);
    RecordState piece{.key = key, .scope = known.scope, .scope_stamp = known.scope_stamp};
    piece.fields.push_back({.number = kPlaceName, .versions = {{tick(), name}}});
    put(std::move(piece));
}

void TestTablet::move(const RecordKey& key, const RawId& to) {
    put(RecordState{.key = key, .scope = to, .scope_stamp = tick()});
}

void TestTablet::erase(const RecordKey& key) {
    const RecordState& known = records.at(key);
    RecordState piece{.key = key, .scope = known.scope, .scope_stamp = known.scope_stamp};
    piece.erased = tick();
    put(std::move(piece));
}

sync::SyncRequest TestTablet::next_request() {
    sync::SyncRequest request;
    request.incarnation = incarnation;
    request.batch = waiting.empty() ? 0 : batch;
    request.push = waiting;
    request.cursor = cursor;
    request.records_max = records_max;
    return request;
}

hub::Request TestTablet::signed_request(const sync::SyncRequest& request) {
    return signed_request(sync::compress(sync::encode(request, WireForm::kCbor)), "zstd");
}

hub::Request TestTablet::signed_request(Bytes body, const std::string& encoding) {
    Bytes nonce(sync::kNonceBytes);
    hub_.entropy.fill(nonce);
    const std::int64_t time_ms = hub_.clock.now().ms;  // As learned from the hub.
    hub::Request request{.method = "POST", .target = "/v1/sync", .body = std::move(body)};
    const sync::SignedParts parts{.method = request.method,
                                  .path = request.target,
                                  .body = request.body,
                                  .device = device,
                                  .time_ms = time_ms,
                                  .nonce = nonce};
    request.headers = {
        {"Content-Type", "application/cbor"},
        {"Accept-Encoding", "zstd"},
        {sync::kDeviceHeader, sync::device_text(device)},
        {sync::kTimeHeader, std::to_string(time_ms)},
        {sync::kNonceHeader, to_hex(nonce)},
        {sync::kSignatureHeader, to_hex(sync::sign(parts, keys_.secret_key))},
    };
    if (!encoding.empty()) request.headers.emplace_back("Content-Encoding", encoding);
    return request;
}

Bytes TestTablet::bundle(const sync::SyncRequest& request, const char* passphrase) {
    sync::BundleHead head{.id = Bytes(sync::kBundleIdBytes),
                          .salt = Bytes(sync::kBundleSaltBytes),
                          .seal_nonce = Bytes(sync::kBundleSealNonceBytes)};
    for (Bytes* part : {&head.id, &head.salt, &head.seal_nonce}) hub_.entropy.fill(*part);
    sync::BundleRequest content{.device = device, .time_ms = hub_.clock.now().ms};
    content.message = sync::encode(request, WireForm::kCbor);
    content.signature = sync::sign({.method = sync::kBundleMethod,
                                    .path = "/v1/sync",
                                    .body = content.message,
                                    .device = device,
                                    .time_ms = content.time_ms,
                                    .nonce = head.id},
                                   keys_.secret_key);
    const Secret to_answer_with = sync::answer_key(keys_.secret_key, head.id);
    content.answer_key.assign(to_answer_with.view().begin(), to_answer_with.view().end());
    const Secret key = sync::bundle_key(Secret::copy_of_text(passphrase), head.salt);
    return sync::seal_bundle(head, key, sync::encode(content));
}

sync::SyncReply TestTablet::take_in(const hub::Response& response) {
    auto reply = message_in<sync::SyncReply>(response);
    CHECK(reply.batch == (waiting.empty() ? 0 : batch));
    if (!waiting.empty()) ++batch;
    waiting.clear();
    for (const RecordState& change : reply.changes) {
        clock_.receive(sync::latest_stamp(change));
        const auto known = records.find(change.key);
        if (known == records.end()) {
            records.emplace(change.key, change);
        } else {
            known->second = sync::merge(known->second, change);
        }
    }
    for (const RawId& lost : reply.forget) {
        std::erase_if(records, [&](const auto& entry) { return entry.second.scope == lost; });
    }
    cursor = reply.cursor;
    return reply;
}

sync::SyncReply TestTablet::exchange() {
    return take_in(hub_.answer(signed_request(next_request())));
}

void TestTablet::exchange_all() {
    while (exchange().has_more) {
    }
}

std::optional<std::string> TestTablet::name_of(const RecordKey& key) const {
    const auto known = records.find(key);
    if (known == records.end() || sync::is_hidden(known->second)) return std::nullopt;
    const sync::FieldState* field = sync::find_field_state(known->second, kPlaceName);
    if (field == nullptr) return std::nullopt;
    return std::get<std::string>(sync::shown_value(*field));
}

TestHub::TestHub() : place(make_hub_place()), paths(place->paths()) { make(); }

TestHub::TestHub(hub::HubPaths where) : paths(std::move(where)) { make(); }

void TestHub::make() {
    require_success(hub::make_hub(paths, "Huis van het Kind", files, entropy));
    reopen();
}

void TestHub::close() {
    api.reset();
    administration.reset();
    store.reset();
}

std::string TestHub::back_up() { return place->back_up(); }

void TestHub::restore(const std::string& backup) {
    class Mover final : public hub::FileMover {
    public:
        Status move_file(const std::string& from, const std::string& to) override {
            return platform::move_file(from, to);
        }
    };
    close();
    Mover mover;
    place->restore(backup, {files, mover, clock, entropy});
    paths = place->paths();
    reopen();
}

void TestHub::copy_back(const std::string& backup) {
    close();
    place->copy_back(backup);
    paths = place->paths();
    reopen();
}

void TestHub::reopen() {
    close();
    store = required(hub::open_hub(paths, files));
    administration.emplace(required(hub::Administration::open(*store, clock, entropy)));
    api = std::make_unique<hub::HubApi>(*store, clock, entropy, limits);
}

hub::User TestHub::user(const std::string& name) {
    return required(administration->find_user(name));
}

TestTablet TestHub::enrol(const std::string& name, Role role) {
    return enrol_for(required(administration->add_user(name, role)));
}

TestTablet TestHub::enrol_for(const hub::User& user) {
    const std::string code = required(administration->make_code(user));
    Secret seed{sync::kSeedBytes};
    entropy.fill(seed.bytes());
    sync::KeyPair keys = sync::make_key_pair(seed);
    const auto reply = message_in<sync::EnrolReply>(enrol_with(code, keys.public_key));
    return {*this, reply.device, std::move(keys), reply.scope};
}

hub::Response TestHub::enrol_with(const std::string& code, const Bytes& public_key) {
    hub::Request request{.method = "POST", .target = "/v1/enrol"};
    request.headers = {{"Content-Type", "application/cbor"}};
    request.body =
        sync::encode(sync::EnrolRequest{.code = code, .public_key = public_key}, WireForm::kCbor);
    return answer(request);
}

sync::Failure TestHub::failure_in(const hub::Response& response) {
    REQUIRE(response.status >= 400);
    return required(sync::decode<sync::Failure>(response.body, WireForm::kCbor));
}

std::int64_t TestHub::last_seq() {
    auto transaction =
        required(store->begin(administration->organisation().id, hub::TransactionKind::kRead));
    return required(transaction->last_seq());
}

}  // namespace oppad::test
