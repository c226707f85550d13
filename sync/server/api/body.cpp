#include "sync/server/api/body.h"

#include <optional>

#include "sync/wire/compression.h"

namespace oppad::hub {

namespace {

// Smaller answers grow when compressed.
constexpr std::size_t kCompressFromBytes = 256;

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Whether a comma-separated header names `wanted`, parameters aside; ";q=0" refuses it.
bool names(std::string_view header, std::string_view wanted) {
    while (!header.empty()) {
        const std::size_t comma = header.find(',');
        const std::string_view item = header.substr(0, comma);
        header = comma == std::string_view::npos ? std::string_view{} : header.substr(comma + 1);
        const std::size_t semicolon = item.find(';');
        if (trimmed(item.substr(0, semicolon)) != wanted) continue;
        if (semicolon == std::string_view::npos) return true;
        const std::string_view parameter = trimmed(item.substr(semicolon + 1));
        return parameter != "q=0" && parameter != "q=0.0";
    }
    return false;
}

std::optional<sync::WireForm> form_of(const Request& request) {
    const std::string_view type = find_header(request, "Content-Type");
    if (names(type, sync::kCborType)) return sync::WireForm::kCbor;
    if (names(type, sync::kJsonType)) return sync::WireForm::kJson;
    return std::nullopt;
}

bool has_header(const Request& request, std::string_view name) {
    for (const auto& header : request.headers) {
        const Request one{.headers = {header}};
        if (!find_header(one, name).empty()) return true;
    }
    return false;
}

}  // namespace

sync::WireForm answer_form(const Request& request) {
    const std::string_view accepted = find_header(request, "Accept");
    const bool wants_json = names(accepted, sync::kJsonType) && !names(accepted, sync::kCborType);
    return wants_json ? sync::WireForm::kJson : sync::WireForm::kCbor;
}

Outcome<OpenedBody> open_body(const Request& request, std::size_t body_bytes_max) {
    const std::optional<sync::WireForm> form = form_of(request);
    if (!form) return FailureKind::kUnsupportedType;
    if (request.body.size() > body_bytes_max) return FailureKind::kTooLarge;
    if (!has_header(request, "Content-Encoding")) return OpenedBody{*form, request.body};
    if (find_header(request, "Content-Encoding") != sync::kZstdEncoding) {
        return FailureKind::kUnsupportedEncoding;
    }
    Result<Bytes> unpacked = sync::decompress(request.body, kUnpackedBytesMax);
    if (!unpacked) return FailureKind::kBadBody;
    return OpenedBody{*form, std::move(*unpacked)};
}

Response reply_response(const Request& request, Bytes content) {
    Response response;
    response.content_type =
        answer_form(request) == sync::WireForm::kJson ? sync::kJsonType : sync::kCborType;
    response.body = std::move(content);
    const bool may_compress = names(find_header(request, "Accept-Encoding"), sync::kZstdEncoding);
    if (may_compress && response.body.size() >= kCompressFromBytes) {
        response.body = sync::compress(response.body);
        response.content_encoding = sync::kZstdEncoding;
    }
    return response;
}

}  // namespace oppad::hub
