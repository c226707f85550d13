// Private to sync/client: a message as a signed request, and an answer as a message or a reason.
#pragma once

#include <memory>
#include <utility>

#include "engine/core/time.h"
#include "engine/ports/entropy.h"
#include "sync/capture/outbox.h"
#include "sync/capture/sync_identity.h"
#include "sync/client/transport.h"
#include "sync/wire/codec.h"
#include "sync/wire/compression.h"

namespace oppad::sync {

// CBOR, compressed when that pays, in a way that the hub said that it reads.
HttpRequest make_post(const std::string& path, Bytes content, Packing packing);
HttpRequest make_get(const std::string& path);
// Adds the signature's headers. `now` is the hub's time as far as it is known.
void sign_request(HttpRequest& request, const SyncIdentity& identity, Instant now,
                  Entropy& entropy);

// Whether each pushed record has its receipt or its refusal: an answer to anything else
// acknowledges nothing.
bool answers_push(const SyncReply& reply, const Batch& batch);

// The CBOR of a reply. Fails: kInvalid for another content type (a portal's page), for what
// unpacks to more than `bytes_max`, and for broken packing.
Result<Bytes> open_reply(const HttpReply& reply, std::size_t bytes_max);

template <class Message>
Result<Message> read_reply(const HttpReply& reply, std::size_t bytes_max) {
    TRY_ASSIGN(const Bytes content, open_reply(reply, bytes_max));
    return decode<Message>(content, WireForm::kCbor);
}

// What a request came to. `content` is what was read of an answer with status 200, and an error
// without one.
template <class Content>
struct Received {
    Result<HttpReply> reply;
    Result<Content> content;
};

// `read(const HttpReply&)` gives a Result<Content>, where the answer arrives;
// `take(const Received<Content>&)` is the delivery.
template <class Content, class Read, class Take>
Receiver reading_by(Read read, Take take) {
    return [read = std::move(read),
            take = std::move(take)](Result<HttpReply> reply) mutable -> Delivery {
        const bool has_content = reply && reply->status == 200;
        Result<Content> content =
            has_content ? read(*reply) : Error{ErrorCode::kInvalid, "no message"};
        auto received = std::make_shared<const Received<Content>>(
            Received<Content>{std::move(reply), std::move(content)});
        return [take = std::move(take), received] { take(*received); };
    };
}

template <class Message, class Take>
Receiver reading(std::size_t bytes_max, Take take) {
    const auto read = [bytes_max](const HttpReply& reply) {
        return read_reply<Message>(reply, bytes_max);
    };
    return reading_by<Message>(read, std::move(take));
}

}  // namespace oppad::sync
