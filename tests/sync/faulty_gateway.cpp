#include "tests/sync/faulty_gateway.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <optional>

namespace oppad::test {

namespace {

constexpr const char* kPage = "<html><body>Welcome. Log in to go on.</body></html>";
constexpr char kTlsGreeting = 0x16;

std::string head_of(const HttpReply& reply) {
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " X\r\nConnection: close\r\n";
    head += "Content-Type: " + reply.content_type + "\r\n";
    if (!reply.content_encoding.empty())
        head += "Content-Encoding: " + reply.content_encoding + "\r\n";
    return head + "Content-Length: " + std::to_string(reply.body.size()) + "\r\n\r\n";
}

std::size_t body_start(const std::string& request) {
    const std::size_t end = request.find("\r\n\r\n");
    return end == std::string::npos ? end : end + 4;
}

bool is_whole(const std::string& request) {
    if (!request.empty() && request[0] == kTlsGreeting) return true;
    const std::size_t start = body_start(request);
    if (start == std::string::npos) return false;
    const std::size_t at = request.find("Content-Length: ");
    if (at == std::string::npos || at > start) return true;
    return request.size() >= start + std::stoul(request.substr(at + 16));
}

std::string read_request(int connection) {
    std::string request;
    char buffer[4096];
    while (!is_whole(request)) {
        const ssize_t got = ::recv(connection, buffer, sizeof buffer, 0);
        if (got <= 0) break;
        request.append(buffer, static_cast<std::size_t>(got));
    }
    return request;
}

HttpRequest parse(const std::string& text) {
    HttpRequest request;
    const std::size_t first = text.find(' ');
    request.method = text.substr(0, first);
    request.path = text.substr(first + 1, text.find(' ', first + 1) - first - 1);
    const std::size_t start = body_start(text);
    std::size_t at = text.find("\r\n") + 2;
    while (at + 2 < start) {
        const std::size_t end = text.find("\r\n", at);
        const std::size_t colon = text.find(": ", at);
        if (colon < end)
            request.headers.emplace_back(text.substr(at, colon - at),
                                         text.substr(colon + 2, end - colon - 2));
        at = end + 2;
    }
    request.body.assign(text.begin() + static_cast<std::ptrdiff_t>(start), text.end());
    return request;
}

void drop_unknown_headers(HttpRequest& request) {
    std::vector<std::pair<std::string, std::string>> known;
    for (auto& header : request.headers) {
        if (header.first.rfind("Oppad-", 0) != 0) known.push_back(std::move(header));
    }
    request.headers = std::move(known);
}

}  // namespace

FaultyGateway::FaultyGateway(HubDoor& hub, Fault fault) : hub_(hub), fault_(fault) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    REQUIRE(listener_ >= 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(listener_, 4) == 0);
    socklen_t size = sizeof address;
    REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { serve(); }};
}

FaultyGateway::~FaultyGateway() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
}

std::string FaultyGateway::url(const std::string& scheme) const {
    return scheme + "://127.0.0.1:" + std::to_string(port_);
}

void FaultyGateway::serve() {
    for (;;) {
        const int connection = ::accept(listener_, nullptr, nullptr);
        if (connection < 0) return;
        const std::string request = read_request(connection);
        const std::string answer = answer_to(request);
        ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
        char rest = 0;
        // Holds on until the other side gives up.
        while (fault_ == Fault::kDrips && ::recv(connection, &rest, 1, 0) > 0) {
        }
        ::close(connection);
    }
}

std::string FaultyGateway::answer_to(const std::string& request) {
    if (request.empty() || request[0] == kTlsGreeting) return "HTTP/1.1 400 Bad Request\r\n\r\n";
    if (fault_ == Fault::kRedirect) {
        return "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nConnection: close\r\n"
               "Content-Length: 0\r\n\r\n";
    }
    if (fault_ == Fault::kPortal) {
        const std::string page = kPage;
        return head_of({.status = 200,
                        .content_type = "text/html",
                        .body = Bytes(page.begin(), page.end()),
                        .content_encoding = {}}) +
               page;
    }
    HttpRequest parsed = parse(request);
    if (fault_ == Fault::kDropsHeaders) drop_unknown_headers(parsed);
    const HttpReply reply = hub_.answer(parsed);
    const std::string head = head_of(reply);
    if (fault_ == Fault::kDrips) return head.substr(0, 1);
    return head + std::string(reply.body.begin(), reply.body.end());
}

}  // namespace oppad::test
