// Forms and compression of bodies: what the request says it is, and what its sender can read.
#pragma once

#include <cstddef>
#include <string_view>

#include "engine/core/bytes.h"
#include "sync/server/api/failure.h"
#include "sync/server/api/request.h"
#include "sync/wire/codec.h"

namespace oppad::hub {

// A batch of 256 kB unpacks to 1 to 2 MB; what gives more is no batch of ours.
inline constexpr std::size_t kUnpackedBytesMax = 4 * 1024 * 1024;

struct OpenedBody {
    sync::WireForm form = sync::WireForm::kCbor;
    Bytes content;
};
// Yields kUnsupportedType, kUnsupportedEncoding, kTooLarge, kBadBody.
Outcome<OpenedBody> open_body(const Request& request, std::size_t body_bytes_max);

// Packs as the sender asked, when it pays.
Response reply_response(const Request& request, sync::WireForm form, Bytes content);

template <class Message>
Outcome<Message> read_body(const Request& request, std::size_t body_bytes_max) {
    Outcome<OpenedBody> opened = open_body(request, body_bytes_max);
    if (const auto* failure = std::get_if<FailureKind>(&opened)) return *failure;
    const OpenedBody& body = std::get<OpenedBody>(opened);
    Result<Message> message = sync::decode<Message>(body.content, body.form);
    if (!message) return FailureKind::kBadBody;
    return std::move(*message);
}

}  // namespace oppad::hub
