#include "tests/hub/support/parsed_bytes.h"

#include <boost/beast/http.hpp>
#include <sstream>

#include "sync/server/http/http_session.h"

namespace oppad::test {

namespace {

namespace beast = boost::beast;
namespace http = beast::http;

// What the session does between two reads of its socket.
std::optional<hub::FailureKind> parse(http::request_parser<hub::Body>& parser, ByteView bytes,
                                      bool& is_whole) {
    beast::error_code failure;
    std::size_t used = 0;
    parser.eager(false);
    while (!parser.is_done()) {
        const boost::asio::const_buffer rest{bytes.data() + used, bytes.size() - used};
        const std::size_t taken = parser.put(rest, failure);
        used += taken;
        if (failure == http::error::need_more || (!failure && taken == 0)) return std::nullopt;
        if (failure) return hub::kind_of_failure(failure);
        if (!parser.is_header_done()) continue;
        if (const auto kind = hub::refuse_head(parser.get())) return kind;
        parser.eager(true);
    }
    is_whole = true;
    return std::nullopt;
}

}  // namespace

ParsedAnswer answer_bytes(hub::RequestAnswerer& answerer, ByteView bytes,
                          std::size_t head_bytes_max, std::size_t body_bytes_max) {
    http::request_parser<hub::Body> parser;
    parser.header_limit(static_cast<std::uint32_t>(head_bytes_max));
    parser.body_limit(body_bytes_max);
    bool is_whole = false;
    ParsedAnswer answer;
    if (const auto kind = parse(parser, bytes, is_whole)) {
        const beast::string_view accept = parser.get()[http::field::accept];
        answer.response = answerer.refuse(*kind, {accept.data(), accept.size()});
    } else if (is_whole) {
        answer.response = answerer.answer(hub::to_request(parser.release()));
    } else {
        return answer;
    }
    answer.is_answered = true;
    hub::Response copy = answer.response;
    auto made = hub::to_http(std::move(copy));
    made.prepare_payload();
    std::ostringstream text;
    text << made.base();
    const std::string head = text.str();
    answer.bytes.assign(head.begin(), head.end());
    answer.bytes.insert(answer.bytes.end(), made.body().begin(), made.body().end());
    return answer;
}

Bytes bytes_of(const hub::Request& request) {
    std::string head = request.method + " " + request.target + " HTTP/1.1\r\nHost: hub\r\n";
    for (const auto& [name, value] : request.headers) head += name + ": " + value + "\r\n";
    if (request.method == "POST")
        head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    head += "\r\n";
    Bytes bytes{head.begin(), head.end()};
    bytes.insert(bytes.end(), request.body.begin(), request.body.end());
    return bytes;
}

}  // namespace oppad::test
