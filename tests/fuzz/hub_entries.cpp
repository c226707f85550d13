// The hub without a socket: bytes through its parser, its signatures, its cursors and its exchange,
// over a real store.
#include <memory>

#include "engine/core/check.h"
#include "engine/core/log.h"
#include "platform/host/posix_file_system.h"
#include "sync/server/admin/administration.h"
#include "sync/server/admin/hub_folder.h"
#include "sync/server/api/cursor.h"
#include "sync/server/api/exchange.h"
#include "sync/server/api/hub_api.h"
#include "sync/server/auth/authenticate.h"
#include "sync/server/auth/enrolment_code.h"
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
        auto enrolled = store->enrol_device(*digest, Bytes(32, 7), 0x1234'5678, clock.now());
        CHECK(enrolled.has_value() && enrolled->has_value());
        return std::move(**enrolled);
    }

public:
    test::TestClock clock;
    std::unique_ptr<hub::ServerStore> store;
    hub::Organisation organisation;
    hub::Device device;
    std::unique_ptr<hub::HubApi> api;
};

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

// What a signed tablet may send.
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
