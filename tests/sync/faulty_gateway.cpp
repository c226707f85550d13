#include "tests/sync/faulty_gateway.h"

#include <utility>
#include <vector>

namespace oppad::test {

namespace {

constexpr const char* kPage = "<html><body>Welcome. Log in to go on.</body></html>";

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

// What the gateway takes out of a request's head: headers that begin so.
const char* dropped_by(Fault fault) {
    switch (fault) {
        case Fault::kDropsHeaders:
            return "Oppad-";
        case Fault::kDropsCoding:
            return "Content-Encoding";
        case Fault::kDropsType:
            return "Content-Type";
        case Fault::kNone:
        case Fault::kPortal:
        case Fault::kRedirect:
        case Fault::kDrips:
        case Fault::kHangsUp:
            return nullptr;
    }
    return nullptr;
}

void drop_headers(HttpRequest& request, Fault fault) {
    const char* dropped = dropped_by(fault);
    if (dropped == nullptr) return;
    std::erase_if(request.headers,
                  [dropped](const auto& header) { return header.first.rfind(dropped, 0) == 0; });
}

}  // namespace

FaultyGateway::FaultyGateway(HubDoor& hub, Fault fault)
    : hub_(hub), fault_(fault), server_([this](int connection, const std::string& request) {
          send_all(connection, answer_to(request));
          if (fault_ == Fault::kDrips) hold(connection);
      }) {}

std::string FaultyGateway::answer_to(const std::string& request) {
    if (fault_ == Fault::kHangsUp) return {};
    if (fault_ == Fault::kDrips && is_tls_greeting(request)) return request.substr(0, 1);
    if (request.empty() || is_tls_greeting(request)) return "HTTP/1.1 400 Bad Request\r\n\r\n";
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
    drop_headers(parsed, fault_);
    const HttpReply reply = hub_.answer(parsed);
    const std::string head = head_of(reply);
    if (fault_ == Fault::kDrips) return head.substr(0, 1);
    return head + std::string(reply.body.begin(), reply.body.end());
}

}  // namespace oppad::test
