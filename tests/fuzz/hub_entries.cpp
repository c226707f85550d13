// The hub without a socket: bytes through its parser, its signatures, its cursors and its exchange,
// over a real store.
#include <array>
#include <memory>

#include "engine/core/check.h"
#include "engine/core/log.h"
#include "platform/host/posix_file_system.h"
#include "sync/server/admin/administration.h"
#include "sync/server/admin/hub_folder.h"
#include "sync/server/api/bundle_exchange.h"
#include "sync/server/api/cursor.h"
#include "sync/server/api/exchange.h"
#include "sync/server/api/hub_api.h"
#include "sync/server/auth/authenticate.h"
#include "sync/server/auth/enrolment_code.h"
#include "sync/wire/bundle.h"
#include "sync/wire/signature.h"
#include "tests/fuzz/entry_points.h"
#include "tests/hub/support/parsed_bytes.h"
#include "tests/samples/scratch_folder.h"
#include "tests/support/temp_store.h"

namespace oppad::fuzz {

namespace {

// A hub with one tablet; made anew before its store grows.
class FuzzedHub {
public:
    FuzzedHub() {
        log::set_level(log::Level::kError);
        const hub::HubPaths paths{folder_.path, ""};
        CHECK(hub::make_hub(paths, "Huis van het Kind", files_, entropy_).has_value());
        auto opened = hub::open_hub(paths, files_);
        CHECK(opened.has_value());
        store = std::move(*opened);
        auto administration = hub::Administration::open(*store, clock, entropy_);
        CHECK(administration.has_value());
        organisation = administration->organisation();
        const auto user = administration->add_user("Leen Peeters", Role::kOutreacher);
        CHECK(user.has_value());
        device = enrol(*administration, *user);
        api = std::make_unique<hub::HubApi>(*store, clock, entropy_, hub::HubLimits{});
    }

    // Shared by all inputs of a while.
    static FuzzedHub& current() {
        constexpr int kInputsMax = 2'000;
        static std::unique_ptr<FuzzedHub> hub;
        static int inputs = 0;
        if (!hub || ++inputs % kInputsMax == 0) hub = std::make_unique<FuzzedHub>();
        return *hub;
    }

private:
    test::ScratchFolder folder_;
    platform::PosixFileSystem files_;
    test::TestEntropy entropy_;

    hub::Device enrol(hub::Administration& administration, const hub::User& user) {
        const auto code = administration.make_code(user);
        CHECK(code.has_value());
        const auto digest = hub::digest_of_code(*code);
        CHECK(digest.has_value());
        auto enrolled = store->enrol_device(*digest, keys.public_key, 0x1234'5678, clock.now());
        CHECK(enrolled.has_value() && enrolled->has_value());
        return std::move(**enrolled);
    }

public:
    // What the tablet signs with, at the hub's time and under a nonce of its own each time.
    Bytes fresh_nonce() {
        Bytes nonce(sync::kNonceBytes);
        entropy_.fill(nonce);
        return nonce;
    }
    Entropy& entropy() { return entropy_; }

    const sync::KeyPair keys = sync::make_key_pair(Secret::copy_of(Bytes(sync::kSeedBytes, 7)));
    test::TestClock clock;
    std::unique_ptr<hub::ServerStore> store;
    hub::Organisation organisation;
    hub::Device device;
    std::unique_ptr<hub::HubApi> api;
};

hub::Request signed_request(FuzzedHub& hub, Bytes body) {
    hub::Request request{.method = "POST", .target = "/v1/sync", .body = std::move(body)};
    const Bytes nonce = hub.fresh_nonce();
    const sync::SignedParts parts{.method = request.method,
                                  .path = request.target,
                                  .body = request.body,
                                  .device = hub.device.id,
                                  .time_ms = hub.clock.now().ms,
                                  .nonce = nonce};
    request.headers = {
        {sync::kDeviceHeader, sync::device_text(parts.device)},
        {sync::kTimeHeader, std::to_string(parts.time_ms)},
        {sync::kNonceHeader, to_hex(nonce)},
        {sync::kSignatureHeader, to_hex(sync::sign(parts, hub.keys.secret_key))},
    };
    return request;
}

std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    return line;
}

}  // namespace

void fuzz_cursor(ByteView input) {
    hub::Organisation organisation;
    organisation.epoch = 7;
    organisation.cursor_key = Bytes(32, 9);
    constexpr sync::DeviceId kDevice = 0x1234;
    const auto cursor = hub::open_cursor(organisation, kDevice, as_text(input));
    if (!cursor) return;
    // Not always the same text: one of an earlier hub is sealed anew as today's.
    const std::string sealed = hub::seal_cursor(organisation, kDevice, *cursor);
    const auto again = hub::open_cursor(organisation, kDevice, sealed);
    CHECK(again.has_value());
    CHECK(again->positions == cursor->positions);
    CHECK(again->floor == cursor->floor);
    CHECK(again->gives_own == cursor->gives_own);
}

// The four headers, one a line, and the body.
void fuzz_signature(ByteView input) {
    FuzzedHub& hub = FuzzedHub::current();
    std::string_view text = as_text(input);
    hub::Request request{.method = "POST", .target = "/v1/sync"};
    for (const char* name :
         {sync::kDeviceHeader, sync::kTimeHeader, sync::kNonceHeader, sync::kSignatureHeader})
        request.headers.emplace_back(name, std::string{take_line(text)});
    const ByteView body = as_bytes(text);
    request.body.assign(body.begin(), body.end());
    const auto outcome = hub::authenticate(*hub.store, request, hub.clock.now());
    CHECK(std::holds_alternative<hub::FailureKind>(outcome));  // Nobody here holds the key.
}

void fuzz_http(ByteView input) {
    FuzzedHub& hub = FuzzedHub::current();
    const test::ParsedAnswer answer = test::answer_bytes(*hub.api, input);
    if (!answer.is_answered) return;
    CHECK(answer.response.status >= 200 && answer.response.status < 600);
    CHECK(answer.response.status != 500);
    CHECK(answer.bytes.size() > answer.response.body.size());
}

// What a tablet sends under a good signature: the first byte says in which form and packed how.
void fuzz_signed(ByteView input) {
    if (input.empty()) return;
    FuzzedHub& hub = FuzzedHub::current();
    const ByteView body = input.subspan(1);
    hub::Request request = signed_request(hub, {body.begin(), body.end()});
    const bool is_json = (input[0] & 1U) != 0;
    request.headers.emplace_back("Content-Type", is_json ? "application/json" : "application/cbor");
    constexpr std::array kPacked{"", "gzip", "zstd", "oppad-zstd-1", "oppad-zstd-2", "br"};
    const char* packed = kPacked[(input[0] >> 1U) % kPacked.size()];
    if (*packed != '\0') request.headers.emplace_back("Content-Encoding", packed);
    request.headers.emplace_back("Accept-Encoding", (input[0] & 0x80U) != 0 ? "gzip" : "zstd");
    const hub::Response response = hub.api->answer(request);
    CHECK(response.status >= 200 && response.status < 500);
    CHECK(response.status != 401);  // Whatever it says, it is signed.
}

// A stick whose seal is good: the first byte says whether the rest is all that is under it, or a
// message that the tablet signed.
void fuzz_stick(ByteView input) {
    if (input.empty()) return;
    FuzzedHub& hub = FuzzedHub::current();
    const ByteView rest = input.subspan(1);
    const sync::BundleHead head{.id = hub.fresh_nonce(),
                                .salt = Bytes(sync::kBundleSaltBytes, 1),
                                .seal_nonce = Bytes(sync::kBundleSealNonceBytes, 2)};
    Bytes content{rest.begin(), rest.end()};
    if ((input[0] & 1U) == 0) {
        sync::BundleRequest request{.device = hub.device.id, .time_ms = hub.clock.now().ms};
        request.message = content;
        request.signature = sync::sign({.method = sync::kBundleMethod,
                                        .path = "/v1/sync",
                                        .body = request.message,
                                        .device = request.device,
                                        .time_ms = request.time_ms,
                                        .nonce = head.id},
                                       hub.keys.secret_key);
        request.answer_key = Bytes(sync::kBundleKeyBytes, 3);
        content = sync::encode(request);
    }
    const Secret key = Secret::copy_of(Bytes(sync::kBundleKeyBytes, 4));
    const auto answered = hub::answer_keyed_bundle(
        *hub.store, sync::seal_bundle(head, key, content), key, hub.entropy(), hub.clock.now());
    if (const auto* failure = std::get_if<hub::FailureKind>(&answered))
        CHECK(*failure != hub::FailureKind::kInternal);
    else
        CHECK(!std::get<hub::AnsweredBundle>(answered).file.empty());
}

// What an exchange makes of a message that could be read.
void fuzz_exchange(ByteView input) {
    const auto request = sync::decode<sync::SyncRequest>(input, sync::WireForm::kCbor);
    if (!request) return;
    FuzzedHub& hub = FuzzedHub::current();
    const auto outcome =
        hub::exchange(*hub.store, hub.device, *request, hub::HubLimits{}, hub.clock.now());
    if (const auto* failure = std::get_if<hub::FailureKind>(&outcome)) {
        CHECK(*failure != hub::FailureKind::kInternal);
        return;
    }
    const sync::SyncReply& reply = std::get<hub::ExchangeAnswer>(outcome).reply;
    CHECK(reply.receipts.size() + reply.refusals.size() == request->push.size());
}

}  // namespace oppad::fuzz
