// Bodies that no tablet of ours sends: each gets a 4xx, quickly, and changes nothing.
#include <catch2/catch_test_macros.hpp>

#include "sync/server/api/body.h"
#include "sync/server/api/gzip.h"
#include "sync/wire/compression.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

void set_header(hub::Request& request, const std::string& name, const std::string& value) {
    std::erase_if(request.headers, [&](const auto& entry) { return entry.first == name; });
    if (!value.empty()) request.headers.emplace_back(name, value);
}

}  // namespace

TEST_CASE("a body that is no sync request is refused and changes nothing",
          "[hub][hostile][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.write_place("De Brug");
    const Bytes good = sync::encode(leen.next_request(), sync::WireForm::kCbor);
    const std::int64_t seq = hub.last_seq();

    SECTION("empty") { CHECK(hub.answer(leen.signed_request(Bytes{}, "")).status == 400); }
    SECTION("JSON that says it is CBOR") {
        const Bytes json = sync::encode(leen.next_request(), sync::WireForm::kJson);
        CHECK(hub.answer(leen.signed_request(json, "")).status == 400);
    }
    SECTION("cut at any byte") {
        for (std::size_t size = 0; size < good.size(); ++size) {
            const Bytes cut{good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)};
            CHECK(hub.answer(leen.signed_request(cut, "")).status == 400);
        }
    }
    SECTION("nested without end") {
        CHECK(hub.answer(leen.signed_request(Bytes(100'000, 0x81), "")).status == 400);
    }
    SECTION("an array that promises 2^60 elements") {
        Bytes lie{0x9b, 0x10, 0, 0, 0, 0, 0, 0, 0};
        CHECK(hub.answer(leen.signed_request(lie, "")).status == 400);
    }
    SECTION("zstd that isn't") {
        CHECK(hub.answer(leen.signed_request(good, "zstd")).status == 400);
    }
    SECTION("zstd cut short") {
        Bytes packed = sync::compress(good);
        packed.resize(packed.size() - 3);
        CHECK(hub.answer(leen.signed_request(packed, "zstd")).status == 400);
    }
    SECTION("a push with batch number 0") {
        sync::SyncRequest request = leen.next_request();
        request.batch = 0;
        CHECK(hub.answer(leen.signed_request(request)).status == 400);
    }
    SECTION("another message") {
        const Bytes enrol = sync::encode(sync::EnrolRequest{.code = "x", .public_key = Bytes(32)},
                                         sync::WireForm::kCbor);
        CHECK(hub.answer(leen.signed_request(enrol, "")).status == 400);
    }
    CHECK(hub.last_seq() == seq);
}

TEST_CASE("a compression bomb is refused before it takes memory", "[hub][hostile][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const Bytes bomb = sync::compress(Bytes(512 * 1024 * 1024, 0));
    REQUIRE(bomb.size() < 256 * 1024);
    CHECK(hub.answer(leen.signed_request(bomb, "zstd")).status == 400);
    hub::Request enrol{.method = "POST", .target = "/v1/enrol", .body = bomb};
    enrol.headers = {{"Content-Type", "application/cbor"}, {"Content-Encoding", "zstd"}};
    CHECK(hub.answer(enrol).status == 400);
}

TEST_CASE("too much at once is told as too large", "[hub][hostile][hazard-31]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    SECTION("in bytes") {
        const Bytes large(256 * 1024 + 1, 0x20);
        CHECK(hub.failure_in(hub.answer(leen.signed_request(large, ""))).code == "too_large");
    }
    SECTION("in records") {
        for (int count = 0; count < 1'001; ++count) leen.write_place("Plaats");
        const hub::Response response = hub.answer(leen.signed_request(leen.next_request()));
        CHECK(response.status == 413);
        CHECK(hub.failure_in(response).code == "too_large");
    }
}

TEST_CASE("one record that is too large is refused, the others land", "[hub][hostile][hazard-31]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const RecordKey large = leen.write_place(std::string(300'000, 'x'));
    leen.write_place("De Brug");
    const sync::SyncReply reply = leen.exchange();
    REQUIRE(reply.refusals.size() == 1);
    CHECK(reply.refusals[0].key == large);
    CHECK(reply.refusals[0].reason == sync::RefusalReason::kInvalid);
    CHECK(reply.receipts.size() == 1);
}

TEST_CASE("other types and encodings are named as such", "[hub][hostile][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    hub::Request request = leen.signed_request(leen.next_request());
    SECTION("no type") { set_header(request, "Content-Type", ""); }
    SECTION("text") { set_header(request, "Content-Type", "text/html"); }
    SECTION("a form") { set_header(request, "Content-Type", "multipart/form-data"); }
    SECTION("brotli") { set_header(request, "Content-Encoding", "br"); }
    SECTION("two encodings") { set_header(request, "Content-Encoding", "zstd, zstd"); }
    CHECK(hub.answer(request).status == 415);
}

TEST_CASE("another version of the protocol is told to update", "[hub][hostile]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    sync::SyncRequest request = leen.next_request();
    request.protocol = sync::kProtocol + 1;
    const hub::Response response = hub.answer(leen.signed_request(request));
    CHECK(response.status == 426);
    CHECK(hub.failure_in(response).code == "version");
}

TEST_CASE("paths and methods that aren't there are named as such", "[hub][hostile]") {
    TestHub hub;
    CHECK(hub.answer({.method = "GET", .target = "/"}).status == 404);
    CHECK(hub.answer({.method = "GET", .target = "/v1/hello?x=1"}).status == 404);
    CHECK(hub.answer({.method = "GET", .target = "/v1/../v1/hello"}).status == 404);
    CHECK(hub.answer({.method = "DELETE", .target = "/v1/sync"}).status == 405);
    CHECK(hub.answer({.method = "POST", .target = "/v1/hello"}).status == 405);
    CHECK(hub.answer({.method = "GET", .target = "/v1/sync"}).status == 405);
}

TEST_CASE("hello tells version, limits and the hub's time to anyone, as JSON too", "[hub][api]") {
    TestHub hub;
    const auto hello =
        message_in<sync::Hello>(hub.answer({.method = "GET", .target = "/v1/hello"}));
    CHECK(hello.protocol == sync::kProtocol);
    CHECK(hello.organisation == "Huis van het Kind");
    CHECK(hello.hub_time_ms == hub.clock.now().ms);
    CHECK(hello.limits == sync::Limits{});
    const hub::Response json =
        hub.answer({.method = "GET",
                    .target = "/v1/hello",
                    .headers = {{"Accept", "text/html, application/json;q=0.9"}}});
    CHECK(json.content_type == "application/json");
    CHECK(as_text(json.body).find("\"organisation\":\"Huis van het Kind\"") !=
          std::string_view::npos);
}

TEST_CASE("a whole exchange can be had in JSON", "[hub][api]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.write_place("De Brug");
    hub::Request request =
        leen.signed_request(sync::encode(leen.next_request(), sync::WireForm::kJson), "");
    set_header(request, "Content-Type", "application/json");
    set_header(request, "Accept", "application/json");
    set_header(request, "Accept-Encoding", "gzip, zstd;q=0");
    const hub::Response response = hub.answer(request);
    CHECK(response.status == 200);
    CHECK(response.content_encoding == "gzip");
    const Bytes content = required(hub::gunzip(response.body, 100'000));
    const auto reply = required(sync::decode<sync::SyncReply>(content, sync::WireForm::kJson));
    CHECK(reply.receipts.size() == 1);
}
