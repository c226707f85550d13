#include "sync/server/http/http_session.h"

#include <string_view>

#include "sync/server/api/routes.h"

namespace oppad::hub {

namespace {

bool is_number(beast::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == beast::string_view::npos;
}

// Another method is told so, which needs no body.
bool needs_body(const http::request_parser<Body>::value_type& head) {
    const Route* route = find_route({head.target().data(), head.target().size()});
    return head.method() == http::verb::post && route != nullptr &&
           route->method == std::string_view{"POST"};
}

}  // namespace

std::optional<FailureKind> refuse_head(const http::request_parser<Body>::value_type& head) {
    if (head.version() != 11 && head.version() != 10) return FailureKind::kBadRequest;
    const std::size_t hosts = head.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && head.version() == 11)) return FailureKind::kBadRequest;
    if (head.count(http::field::transfer_encoding) != 0) return FailureKind::kBadRequest;
    if (head.count(http::field::content_length) > 1) return FailureKind::kBadRequest;
    if (head.count(http::field::upgrade) != 0) return FailureKind::kBadRequest;
    const bool has_length = head.count(http::field::content_length) == 1;
    if (has_length && !is_number(head[http::field::content_length])) {
        return FailureKind::kBadRequest;  // "3, 3": a list is no length.
    }
    if (needs_body(head) && !has_length) return FailureKind::kNoLength;
    const bool has_body = has_length && head[http::field::content_length] != "0";
    if (head.method() == http::verb::get && has_body) return FailureKind::kBadRequest;
    const bool has_target = !head.target().empty() && head.target().front() == '/';
    return has_target ? std::nullopt : std::optional{FailureKind::kBadRequest};
}

Request to_request(http::request_parser<Body>::value_type&& message) {
    Request request;
    request.method = std::string{message.method_string()};
    request.target = std::string{message.target()};
    for (const auto& field : message) {
        request.headers.emplace_back(std::string{field.name_string()}, std::string{field.value()});
    }
    request.body = std::move(message.body());
    return request;
}

http::response<Body> to_http(Response&& response) {
    http::response<Body> made{static_cast<http::status>(response.status), 11};
    if (!response.content_type.empty()) made.set(http::field::content_type, response.content_type);
    if (!response.content_encoding.empty()) {
        made.set(http::field::content_encoding, response.content_encoding);
    }
    if (!response.vary.empty()) made.set(http::field::vary, response.vary);
    if (!response.allow.empty()) made.set(http::field::allow, response.allow);
    made.set(http::field::cache_control, "no-store");
    made.body() = std::move(response.body);
    return made;
}

std::optional<FailureKind> kind_of_failure(const beast::error_code& failure) {
    if (failure == http::error::header_limit || failure == http::error::buffer_overflow) {
        return FailureKind::kHeadTooLarge;
    }
    if (failure == http::error::body_limit) return FailureKind::kTooLarge;
    // Gone, or too slow: nobody waits for an answer.
    if (failure == http::error::end_of_stream || failure == http::error::partial_message) {
        return std::nullopt;
    }
    const bool is_parse_failure =
        failure.category() == http::make_error_code(http::error::bad_method).category();
    return is_parse_failure ? std::optional{FailureKind::kBadRequest} : std::nullopt;
}

}  // namespace oppad::hub
