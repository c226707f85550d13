// The server on a real loopback socket: plain and TLS, strict about what it reads, bounded in size
// and time, and ending cleanly.
#include "sync/server/http/http_server.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <thread>

#include "tests/hub/support/http_client.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

// Counts what gets through to it.
class CountingAnswerer final : public hub::RequestAnswerer {
public:
    explicit CountingAnswerer(TestHub& hub) : hub_(hub) {}
    hub::Response answer(const hub::Request& request) override {
        ++count;
        if (request.target == "/throw") throw std::bad_alloc{};
        return hub_.answer(request);
    }
    hub::Response refuse(hub::FailureKind kind, std::string_view accept) override {
        return hub_.api->refuse(kind, accept);
    }
    int count = 0;

private:
    TestHub& hub_;
};

// A server with one worker on a thread of its own, for the length of a case.
class RunningServer {
public:
    explicit RunningServer(hub::HttpOptions options = {}) {
        options.port = 0;
        server = required(hub::HttpServer::listen(options, {&answerer}));
        thread_ = std::thread([this] { server->run_worker(0); });
    }
    ~RunningServer() { stop(); }
    void stop() {
        if (!thread_.joinable()) return;
        server->stop();
        thread_.join();
    }

    TestHub hub;
    CountingAnswerer answerer{hub};
    std::unique_ptr<hub::HttpServer> server;

private:
    std::thread thread_;
};

hub::HttpOptions quick_options() {
    hub::HttpOptions options;
    options.limits.header_time_max = std::chrono::seconds{1};
    options.limits.body_time_max = std::chrono::seconds{1};
    options.limits.idle_time_max = std::chrono::seconds{1};
    return options;
}

// The code of the failure in it. REQUIREs that there is one, with the hub's time.
std::string code_in(const RawReply& reply) {
    CHECK(reply.content_type == "application/cbor");
    const auto failure = required(sync::decode<sync::Failure>(reply.body, sync::WireForm::kCbor));
    CHECK(failure.hub_time_ms == kTestStart.ms);
    CHECK_FALSE(failure.message.empty());
    return failure.code;
}

const hub::Request kHello{.method = "GET", .target = "/v1/hello"};
// Of a request whose three bytes of body wait for leave.
constexpr const char* kAsksLeave =
    "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Type: application/cbor\r\n"
    "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n";

}  // namespace

TEST_CASE("an exchange goes over a socket, several on one connection", "[hub][http]") {
    TempFolder certificates;
    hub::HttpOptions options;
    std::string trusted;
    SECTION("plain on loopback") {}
    SECTION("TLS") {
        const TestCertificate made = make_certificate(certificates.path());
        options.certificate_file = made.certificate_file;
        options.key_file = made.key_file;
        trusted = made.certificate_file;
    }
    RunningServer running{options};
    TestTablet leen = running.hub.enrol("Leen Peeters");
    HttpClient client{running.server->port(), trusted};
    const RawReply hello = client.send(kHello);
    CHECK(hello.status == 200);
    CHECK(hello.content_type == "application/cbor");
    CHECK(hello.keep_alive);
    for (int count = 0; count < 3; ++count) {
        leen.write_place("De Brug");
        const RawReply reply = client.send(leen.signed_request(leen.next_request()));
        REQUIRE(reply.status == 200);
        hub::Response response{.status = reply.status, .body = reply.body};
        const Bytes magic{0x28, 0xb5, 0x2f, 0xfd};
        if (std::equal(magic.begin(), magic.end(), reply.body.begin())) {
            response.content_encoding = "zstd";
        }
        CHECK(leen.take_in(response).receipts.size() == 1);
    }
}

TEST_CASE("a plain request to a TLS port gets no answer from the hub", "[hub][http]") {
    TempFolder certificates;
    const TestCertificate made = make_certificate(certificates.path());
    hub::HttpOptions options;
    options.certificate_file = made.certificate_file;
    options.key_file = made.key_file;
    RunningServer running{options};
    HttpClient client{running.server->port(), ""};
    CHECK(client.send(kHello).status == 0);
    running.stop();
    CHECK(running.answerer.count == 0);
}

TEST_CASE("beyond loopback nothing is served without a certificate", "[hub][http]") {
    TestHub hub;
    for (const char* address : {"0.0.0.0", "::", "192.0.2.1"}) {
        hub::HttpOptions options;
        options.address = address;
        options.port = 0;
        const auto server = hub::HttpServer::listen(options, {hub.api.get()});
        REQUIRE_FALSE(server.has_value());
        CHECK(server.error().code == ErrorCode::kDenied);
    }
}

TEST_CASE("a certificate that can't be used stops the start", "[hub][http]") {
    TestHub hub;
    TempFolder certificates;
    const TestCertificate made = make_certificate(certificates.path());
    hub::HttpOptions options;
    options.port = 0;
    options.certificate_file = made.certificate_file;
    SECTION("no such key") { options.key_file = certificates.path() + "/none.pem"; }
    SECTION("another certificate's key") {
        TempFolder others;
        const TestCertificate other = make_certificate(others.path());
        options.key_file = other.key_file;
        const auto server = hub::HttpServer::listen(options, {hub.api.get()});
        REQUIRE_FALSE(server.has_value());
        CHECK(server.error().code == ErrorCode::kInvalid);
    }
    const auto server = hub::HttpServer::listen(options, {hub.api.get()});
    REQUIRE_FALSE(server.has_value());
    CHECK(server.error().code == ErrorCode::kInvalid);
}

TEST_CASE("a port that is taken is told as such", "[hub][http]") {
    RunningServer running;
    hub::HttpOptions options;
    options.port = running.server->port();
    const auto second = hub::HttpServer::listen(options, {&running.answerer});
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == ErrorCode::kConflict);
}

TEST_CASE("what could be read two ways is refused before anyone answers it", "[hub][http]") {
    const std::string shape = GENERATE(
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\nabc",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 3 \r\n 4\r\n\r\nabc",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length : 3\r\n\r\nabc",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked"
        "\r\n\r\n0\r\n\r\n",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4"
        "\r\n\r\n0\r\n\r\n",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n"
        "Content-Length: 0\r\n\r\n",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n",
        "GET /v1/hello HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /",
        "GET /v1/hello HTTP/1.1\r\n\r\n", "GET /v1/hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /v1/hello HTTP/1.1\nHost: a\n\n", "GET  /v1/hello HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /v1/hello HTTP/1.2\r\nHost: a\r\n\r\n", "GET /v1/hello HTTP/2.0\r\nHost: a\r\n\r\n",
        "GET /v1/hello\r\n\r\n", "GET http://a/v1/hello HTTP/1.1\r\nHost: b\r\n\r\n",
        "GET /v1/hello HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
        "GET /v1/hello HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
        "GET /v1/hello HTTP/1.1\r\nHost: a\r\n\x01: b\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n");
    RunningServer running;
    HttpClient client{running.server->port(), ""};
    INFO(shape);
    const RawReply reply = client.send_raw(shape);
    CHECK(reply.status == 400);
    CHECK(code_in(reply) == "bad_request");
    CHECK_FALSE(reply.keep_alive);
    CHECK(client.is_closed_by_server());
    running.stop();
    CHECK(running.answerer.count == 0);
}

TEST_CASE("heads and bodies are bounded", "[hub][http]") {
    RunningServer running;
    HttpClient client{running.server->port(), ""};
    RawReply reply;
    SECTION("a head of 9 kB") {
        reply = client.send_raw(
            "GET /v1/hello HTTP/1.1\r\nHost: a\r\nX: " + std::string(9'000, 'x') + "\r\n\r\n");
        CHECK(reply.status == 431);
        CHECK(code_in(reply) == "head_too_large");
    }
    SECTION("a body that says it is 1 GB") {
        reply = client.send_raw(
            "POST /v1/sync HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n");
        CHECK(reply.status == 413);
        CHECK(code_in(reply) == "too_large");
    }
    SECTION("a body without a length") {
        reply = client.send_raw("POST /v1/sync HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK(reply.status == 411);
        CHECK(code_in(reply) == "no_length");
    }
    CHECK_FALSE(reply.keep_alive);
    running.stop();
    CHECK(running.answerer.count == 0);
}

TEST_CASE("a refusal before the body is JSON for who asks for that", "[hub][http]") {
    RunningServer running;
    HttpClient client{running.server->port(), ""};
    const RawReply reply =
        client.send_raw("POST /v1/sync HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n");
    CHECK(reply.content_type == "application/json");
    CHECK(as_text(reply.body).find("\"no_length\"") != std::string_view::npos);
}

TEST_CASE("a method that a path doesn't take is told as such, with a body or without",
          "[hub][http]") {
    const std::string head = GENERATE("POST /v1/hello", "POST /v1/openapi.json", "PUT /v1/sync",
                                      "DELETE /v1/enrol", "PATCH /v1/hello");
    const std::string rest =
        GENERATE("\r\n", "Content-Length: 0\r\n\r\n", "Content-Length: 2\r\n\r\n{}");
    RunningServer running;
    HttpClient client{running.server->port(), ""};
    const RawReply reply = client.send_raw(head + " HTTP/1.1\r\nHost: a\r\n" + rest);
    INFO(head << ' ' << rest);
    CHECK(reply.status == 405);
    CHECK(code_in(reply) == "unknown_method");
    const RawReply lost = client.send_raw("POST /v1 HTTP/1.1\r\nHost: a\r\n" + rest);
    CHECK(lost.status == 404);
}

TEST_CASE("a client that is too slow is let go", "[hub][http][slow][hazard-46]") {
    RunningServer running{quick_options()};
    HttpClient client{running.server->port(), ""};
    SECTION("before its first byte") {}
    SECTION("within its head") {
        HttpClient slow{running.server->port(), ""};
        CHECK(slow.send_raw("GET /v1/hello HT").status == 0);
    }
    SECTION("within its body") {
        HttpClient slow{running.server->port(), ""};
        CHECK(slow.send_raw("POST /v1/sync HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc")
                  .status == 0);
    }
    CHECK(client.is_closed_by_server());
}

TEST_CASE("who waits for leave to send a body gets it", "[hub][http]") {
    RunningServer running;
    HttpClient client{running.server->port(), ""};
    CHECK(client.send_raw(kAsksLeave).status == 100);
    CHECK(client.send_raw("abc").status == 400);  // No enrolment request, but read.
}

TEST_CASE("an answerer that throws costs one request, not the hub", "[hub][http]") {
    RunningServer running;
    HttpClient client{running.server->port(), ""};
    const RawReply reply = client.send({.method = "GET", .target = "/throw"});
    CHECK(reply.status == 500);
    CHECK(code_in(reply) == "internal");
    CHECK(client.send(kHello).status == 200);
}

TEST_CASE("connections above the limit wait for those at work, and are served", "[hub][http]") {
    hub::HttpOptions options;
    options.limits.connections_max = 1;
    RunningServer running{options};
    HttpClient first{running.server->port(), ""};
    CHECK(first.send_raw(kAsksLeave).status == 100);
    HttpClient second{running.server->port(), ""};
    second.begin(kHello);
    CHECK(first.send_raw("abc").status == 400);  // It was not cut off.
    CHECK(second.finish().status == 200);
}

// Tablets keep their connections between two looks: a hub that is full of them serves others still.
TEST_CASE("who comes when all connections are taken gets the place of the one longest at rest",
          "[hub][http]") {
    hub::HttpOptions options;
    options.limits.connections_max = 3;
    options.limits.idle_time_max = std::chrono::hours{1};
    RunningServer running{options};
    HttpClient first{running.server->port(), ""};
    HttpClient second{running.server->port(), ""};
    CHECK(first.send(kHello).status == 200);
    CHECK(second.send(kHello).status == 200);
    HttpClient third{running.server->port(), ""};
    CHECK(third.send(kHello).status == 200);
    CHECK(first.is_closed_by_server());
    CHECK(second.send(kHello).status == 200);
}

TEST_CASE("stopping closes idle connections and ends the worker", "[hub][http]") {
    RunningServer running;
    HttpClient idle{running.server->port(), ""};
    CHECK(idle.send(kHello).status == 200);
    HttpClient silent{running.server->port(), ""};
    running.stop();
    CHECK(idle.is_closed_by_server());
}

TEST_CASE("an address to listen on is numeric with a port", "[hub][http]") {
    CHECK(required(hub::parse_listen_address("127.0.0.1:0")).port == 0);
    const hub::HttpOptions six = required(hub::parse_listen_address("[::1]:8443"));
    CHECK(six.address == "::1");
    CHECK(six.port == 8443);
    for (const char* text : {"", "8443", "localhost:8443", "127.0.0.1", "127.0.0.1:", "1.2.3.4:x",
                             "1.2.3.4:70000", "1.2.3.4:-1", "[::1]"}) {
        INFO(text);
        CHECK_FALSE(hub::parse_listen_address(text).has_value());
    }
}
