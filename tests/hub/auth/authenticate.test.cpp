// Who may speak at all: every bit of a signed request counts, once, within five minutes, and only
// while the device and its user are in good standing. Nothing refused changes anything.
#include "sync/server/auth/authenticate.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

std::string& header_of(hub::Request& request, const std::string& name) {
    for (auto& [header, value] : request.headers) {
        if (header == name) return value;
    }
    FAIL("no such header");
    return request.target;
}

void flip_last_digit(std::string& hex) { hex.back() = hex.back() == '0' ? '1' : '0'; }

}  // namespace

TEST_CASE("a request with one bit changed is refused", "[hub][auth]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    leen.write_place("De Brug");
    const std::int64_t seq = hub.last_seq();
    hub::Request request = leen.signed_request(leen.next_request());

    SECTION("in any byte of the body") {
        for (std::size_t at = 0; at < request.body.size(); ++at) {
            hub::Request spoilt = request;
            spoilt.body[at] ^= 0x10;
            CHECK(hub.answer(spoilt).status == 401);
        }
    }
    SECTION("in any digit of the signature") {
        for (std::size_t at = 0; at < 128; ++at) {
            hub::Request spoilt = request;
            char& digit = header_of(spoilt, sync::kSignatureHeader)[at];
            digit = digit == '0' ? '1' : '0';
            CHECK(hub.answer(spoilt).status == 401);
        }
    }
    SECTION("in the time, nonce or device") {
        for (const char* name : {sync::kTimeHeader, sync::kNonceHeader}) {
            hub::Request spoilt = request;
            flip_last_digit(header_of(spoilt, name));
            CHECK(hub.failure_in(hub.answer(spoilt)).code == "signature");
        }
        hub::Request unknown = request;
        flip_last_digit(header_of(unknown, sync::kDeviceHeader));
        CHECK(hub.failure_in(hub.answer(unknown)).code == "unknown_device");
        hub::Request other = request;
        header_of(other, sync::kDeviceHeader) = sync::device_text(omar.device);
        CHECK(hub.failure_in(hub.answer(other)).code == "signature");
    }
    SECTION("or a header missing, doubled or cut") {
        for (const char* name :
             {sync::kDeviceHeader, sync::kTimeHeader, sync::kNonceHeader, sync::kSignatureHeader}) {
            hub::Request missing = request;
            std::erase_if(missing.headers, [&](const auto& entry) { return entry.first == name; });
            CHECK(hub.failure_in(hub.answer(missing)).code == "unsigned");
            hub::Request doubled = request;
            doubled.headers.emplace_back(name, header_of(request, name));
            CHECK(hub.failure_in(hub.answer(doubled)).code == "unsigned");
            hub::Request cut = request;
            header_of(cut, name).clear();
            CHECK(hub.answer(cut).status == 401);
        }
    }
    CHECK(hub.last_seq() == seq);
    CHECK(hub.answer(request).status == 200);
}

TEST_CASE("a replayed request is refused, also after a restart", "[hub][auth]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.write_place("De Brug");
    const hub::Request request = leen.signed_request(leen.next_request());
    CHECK(hub.answer(request).status == 200);
    CHECK(hub.failure_in(hub.answer(request)).code == "replayed");
    hub.reopen();
    hub.clock.advance(std::chrono::minutes{4});
    CHECK(hub.failure_in(hub.answer(request)).code == "replayed");
    hub.clock.advance(std::chrono::minutes{2});
    CHECK(hub.failure_in(hub.answer(request)).code == "clock");
}

TEST_CASE("a request from another time is refused and told the hub's", "[hub][auth]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const hub::Request request = leen.signed_request(leen.next_request());
    SECTION("six minutes old") { hub.clock.advance(std::chrono::minutes{6}); }
    SECTION("six minutes ahead") { hub.clock.advance(-std::chrono::minutes{6}); }
    const hub::Response response = hub.answer(request);
    CHECK(response.status == 401);
    const sync::Failure failure = hub.failure_in(response);
    CHECK(failure.code == "clock");
    CHECK(failure.hub_time_ms == hub.clock.now().ms);
}

TEST_CASE("a request of nearly five minutes ago is fine", "[hub][auth]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const hub::Request request = leen.signed_request(leen.next_request());
    hub.clock.advance(std::chrono::minutes{5});
    CHECK(hub.answer(request).status == 200);
}

TEST_CASE("a revoked device is cut off at its next request", "[hub][auth]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet spare = hub.enrol_for(hub.user("Leen Peeters"));
    leen.exchange_all();
    leen.write_place("De Brug");
    const std::int64_t seq = hub.last_seq();
    require_success(hub.administration->revoke_device(leen.device));
    const hub::Response response = hub.answer(leen.signed_request(leen.next_request()));
    CHECK(response.status == 403);
    CHECK(hub.failure_in(response).code == "revoked");
    CHECK(hub.last_seq() == seq);
    CHECK(hub.answer(spare.signed_request(spare.next_request())).status == 200);
}

TEST_CASE("a stranger's key opens nothing", "[hub][auth]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    Secret seed{sync::kSeedBytes};
    hub.entropy.fill(seed.bytes());
    TestTablet thief{hub, leen.device, sync::make_key_pair(seed), leen.scope};
    CHECK(hub.failure_in(hub.answer(thief.signed_request(thief.next_request()))).code ==
          "signature");
}
