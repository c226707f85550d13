// libcurl against a socket of this process: what arrives, and what every kind of bad answer
// becomes. Loopback only; each server answers one connection with fixed bytes.
#include "sync/client/curl_transport.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <future>
#include <optional>
#include <string>

#include "tests/support/loopback_server.h"

#include <sys/socket.h>

using namespace oppad;
using namespace oppad::sync;
using std::chrono::milliseconds;

namespace {

enum class After { kClose, kHold };

class OneAnswer {
public:
    OneAnswer(const std::string& answer, After after)
        : server_([this, answer, after](int connection, const std::string& request) {
              request_ = request;
              test::send_all(connection, answer);
              if (after == After::kHold) test::hold(connection);
          }) {}

    [[nodiscard]] std::string url(const std::string& scheme) const { return server_.url(scheme); }
    // Complete once the answer has come.
    [[nodiscard]] const std::string& request() const { return request_; }

private:
    std::string request_;
    test::LoopbackServer server_;  // Last: its thread writes the request.
};

const TransportTuning kQuick{.connect_timeout_ms = 2'000,
                             .total_timeout_ms = 5'000,
                             .low_speed_bytes_per_s = 1,
                             .low_speed_s = 5,
                             .reply_bytes_max = 1'000};

Result<HttpReply> fetch(const std::string& url, const TransportTuning& tuning,
                        HttpRequest request) {
    auto transport = CurlTransport::create({.url = url}, tuning);
    REQUIRE(transport);
    std::optional<Result<HttpReply>> outcome;
    (*transport)->send(std::move(request), [&outcome](Result<HttpReply> reply) -> Reading {
        return [&outcome, reply = std::move(reply)]() -> Delivery {
            return [&outcome, reply] { outcome = reply; };
        };
    });
    CHECK_FALSE(outcome.has_value());
    for (int turns = 0; turns < 1'000 && !outcome; ++turns) {
        (*transport)->pump(milliseconds{20});
        (*transport)->deliver();
    }
    REQUIRE(outcome.has_value());
    return *outcome;
}

HttpRequest get(const char* path) { return {.method = "GET", .path = path}; }

}  // namespace

TEST_CASE("a request arrives as it was made and its answer with its headers",
          "[sync][client][loopback]") {
    OneAnswer server{
        "HTTP/1.1 200 OK\r\nContent-Type: application/cbor\r\ncontent-ENCODING: zstd\r\n"
        "Content-Length: 3\r\n\r\nabc",
        After::kClose};
    HttpRequest request{.method = "POST", .path = "/v1/sync", .body = {'x', 'y', 0, 'z'}};
    request.headers.emplace_back("Oppad-Device", "0123");
    const auto reply = fetch(server.url("http") + "/", kQuick, request);
    REQUIRE(reply);
    CHECK(reply->status == 200);
    CHECK(reply->content_type == "application/cbor");
    CHECK(reply->content_encoding == "zstd");
    CHECK(as_text(reply->body) == "abc");
    CHECK(server.request().rfind("POST /v1/sync HTTP/1.1\r\n", 0) == 0);
    CHECK(server.request().find("Oppad-Device: 0123\r\n") != std::string::npos);
    CHECK(server.request().find("Expect:") == std::string::npos);
    CHECK(server.request().substr(server.request().size() - 4) == std::string("xy\0z", 4));
}

TEST_CASE("a redirect is an answer and not a way elsewhere", "[sync][client][loopback]") {
    OneAnswer server{
        "HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Length: 0\r\n\r\n",
        After::kClose};
    const auto reply = fetch(server.url("http"), kQuick, get("/v1/hello"));
    REQUIRE(reply);
    CHECK(reply->status == 302);
}

TEST_CASE("an answer larger than any of a hub is cut off", "[sync][client][loopback]") {
    OneAnswer server{"HTTP/1.1 200 OK\r\n\r\n" + std::string(5'000, 'x'), After::kClose};
    const auto reply = fetch(server.url("http"), kQuick, get("/"));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().code == ErrorCode::kInvalid);
}

TEST_CASE("an answer that ends early is a network that failed",
          "[sync][client][loopback][hazard-35]") {
    OneAnswer server{"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nabc", After::kClose};
    const auto reply = fetch(server.url("http"), kQuick, get("/"));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().code == ErrorCode::kOffline);
}

TEST_CASE("a server that goes silent is given up", "[sync][client][loopback][hazard-46]") {
    OneAnswer server{"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nabc", After::kHold};
    TransportTuning impatient = kQuick;
    impatient.total_timeout_ms = 100;
    const auto reply = fetch(server.url("http"), impatient, get("/"));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().code == ErrorCode::kBusy);
}

TEST_CASE("whoever can't prove to be the hub gets no request", "[sync][client][loopback]") {
    OneAnswer server{"HTTP/1.1 400 Bad Request\r\n\r\n", After::kClose};
    const auto reply = fetch(server.url("https"), kQuick, get("/v1/secret"));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().code == ErrorCode::kOffline);
    CHECK(server.request().find("secret") == std::string::npos);
}

TEST_CASE("a port where nobody listens is offline", "[sync][client][loopback]") {
    std::string url;
    { url = OneAnswer{"", After::kClose}.url("http"); }
    const auto reply = fetch(url, kQuick, get("/"));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().code == ErrorCode::kOffline);
}

TEST_CASE("stopping wakes the pump and cancels what is under way", "[sync][client][loopback]") {
    OneAnswer server{"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n", After::kHold};
    auto transport = CurlTransport::create({.url = server.url("http")}, kQuick);
    REQUIRE(transport);
    std::thread pump{[&transport] {
        while ((*transport)->pump(std::chrono::seconds{60})) {
        }
    }};
    int cancelled = 0;
    const auto count = [&cancelled](const Result<HttpReply>& reply) -> Reading {
        const bool is_cancelled = !reply && reply.error().code == ErrorCode::kCancelled;
        return [&cancelled, is_cancelled]() -> Delivery {
            return [&cancelled, is_cancelled] { cancelled += is_cancelled ? 1 : 0; };
        };
    };
    (*transport)->send(get("/"), count);
    (*transport)->stop();
    pump.join();
    (*transport)->send(get("/"), count);
    CHECK((*transport)->deliver() == 2);
    CHECK(cancelled == 2);
}

TEST_CASE("an answer is taken in by the pump, and delivered to the engine",
          "[sync][client][loopback]") {
    OneAnswer server{"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", After::kClose};
    auto transport = CurlTransport::create({.url = server.url("http")}, kQuick);
    REQUIRE(transport);
    // What a receiver made is the engine's without another lock: the thread sanitizer looks on.
    std::thread::id taken_in_by;
    std::thread::id read_by;
    std::thread::id delivered_by;
    std::string text;
    (*transport)->send(get("/"), [&](const Result<HttpReply>& reply) -> Reading {
        taken_in_by = std::this_thread::get_id();
        auto read = std::make_shared<std::string>(reply ? as_text(reply->body) : "");
        return [&, read]() -> Delivery {
            read_by = std::this_thread::get_id();
            return [&, read] {
                delivered_by = std::this_thread::get_id();
                text = *read;
            };
        };
    });
    std::thread pump{[&transport] {
        while ((*transport)->pump(std::chrono::seconds{60})) {
        }
    }};
    const std::thread::id pump_id = pump.get_id();
    while ((*transport)->deliver() == 0) std::this_thread::yield();
    CHECK(text == "abc");
    CHECK(taken_in_by == pump_id);
    CHECK(read_by == pump_id);
    CHECK(delivered_by == std::this_thread::get_id());
    (*transport)->stop();
    pump.join();
}

TEST_CASE("what an answer makes go out has left before that answer is read",
          "[sync][client][loopback]") {
    const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n";
    std::promise<void> second_came;
    test::LoopbackServer server{[&](int connection, const std::string& /*request*/) {
        test::send_all(connection, answer + "1");
        std::array<char, 1'000> request{};
        if (::recv(connection, request.data(), request.size(), 0) <= 0) return;
        second_came.set_value();
        test::send_all(connection, answer + "2");
    }};
    auto transport = CurlTransport::create({.url = server.url("http")}, kQuick);
    REQUIRE(transport);
    std::string order;
    const auto read_one = [&order](const Result<HttpReply>& reply) -> Delivery {
        return [&order, text = std::string{reply ? as_text(reply->body) : "failed"}] {
            order += text;
        };
    };
    bool has_left = false;
    (*transport)->send(get("/1"), [&](Result<HttpReply> reply) -> Reading {
        (*transport)->send(get("/2"), [&](Result<HttpReply> next) -> Reading {
            return [&, next = std::move(next)] { return read_one(next); };
        });
        return [&, reply = std::move(reply)] {
            has_left = second_came.get_future().wait_for(std::chrono::seconds{10}) ==
                       std::future_status::ready;
            return read_one(reply);
        };
    });
    for (int turns = 0; turns < 1'000 && order.size() < 2; ++turns) {
        (*transport)->pump(milliseconds{20});
        (*transport)->deliver();
    }
    CHECK(has_left);
    CHECK(order == "12");
}

TEST_CASE("an address that is not http is refused", "[sync][client]") {
    for (const char* url : {"", "ftp://hub.example", "file:///etc/passwd", "hub.example"}) {
        INFO(url);
        CHECK_FALSE(CurlTransport::create({.url = url}, TransportTuning{}));
    }
}
