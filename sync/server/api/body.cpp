#include "sync/server/api/body.h"

#include "sync/server/api/gzip.h"
#include "sync/server/api/negotiation.h"
#include "sync/wire/compression.h"

namespace oppad::hub {

namespace {

Bytes packed(ByteView content, Coding coding) {
    const std::optional<sync::Packing> packing = sync::packing_of(word_of(coding));
    return packing ? sync::compress(content, *packing) : gzip(content);
}

bool has_header(const Request& request, std::string_view name) {
    for (const auto& header : request.headers) {
        const Request one{.headers = {header}};
        if (!find_header(one, name).empty()) return true;
    }
    return false;
}

}  // namespace

Outcome<OpenedBody> open_body(const Request& request, std::size_t body_bytes_max) {
    OpenedBody opened;
    if (!read_content_form(request, opened.form)) return FailureKind::kUnsupportedType;
    if (request.body.size() > body_bytes_max) return FailureKind::kTooLarge;
    const std::string_view coding = find_header(request, "Content-Encoding");
    if (!has_header(request, "Content-Encoding") || coding == "identity") {
        opened.content = request.body;
        return opened;
    }
    Result<Bytes> unpacked = Error{ErrorCode::kNotFound, "no such coding"};
    if (const auto packing = sync::packing_of(coding))
        unpacked = sync::decompress(request.body, kUnpackedBytesMax, *packing);
    if (coding == word_of(Coding::kGzip)) unpacked = gunzip(request.body, kUnpackedBytesMax);
    if (!unpacked) {
        const bool is_unknown = unpacked.error().code == ErrorCode::kNotFound;
        return is_unknown ? FailureKind::kUnsupportedEncoding : FailureKind::kBadBody;
    }
    opened.content = std::move(*unpacked);
    return opened;
}

Response reply_response(const Request& request, sync::WireForm form, Bytes content) {
    Response response;
    response.content_type = form == sync::WireForm::kJson ? sync::kJsonType : sync::kCborType;
    // Answers to POST are for one asker alone, and no cache may keep them: those bytes are saved.
    if (request.method == "GET") response.vary = "Accept, Accept-Encoding";
    response.body = std::move(content);
    const Coding coding = choose_coding(request);
    if (coding == Coding::kIdentity) return response;
    const sync::Packing packing = sync::packing_of(word_of(coding)).value_or(sync::Packing::kPlain);
    if (response.body.size() < sync::packs_from_bytes(packing)) return response;
    response.body = packed(response.body, coding);
    response.content_encoding = word_of(coding);
    return response;
}

}  // namespace oppad::hub
