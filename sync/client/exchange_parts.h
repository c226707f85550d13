// Private to sync/client: a message as a signed request, and an answer as a message or a reason.
#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "engine/core/secret.h"
#include "engine/core/time.h"
#include "engine/ports/entropy.h"
#include "sync/capture/outbox.h"
#include "sync/client/transport.h"
#include "sync/wire/codec.h"
#include "sync/wire/compression.h"

namespace oppad::sync {

inline constexpr const char* kHelloPath = "/v1/hello";
inline constexpr const char* kSyncPath = "/v1/sync";

// Who signs.
struct Signer {
    DeviceId device = 0;
    Secret key;  // Ed25519, kSecretKeyBytes.
};

// CBOR, compressed when that pays, in a way that the hub said that it reads; nothing: as it is.
HttpRequest make_post(const std::string& path, Bytes content, std::optional<Packing> packing);
HttpRequest make_get(const std::string& path);
// Adds the signature's headers. `now` is the hub's time as far as it is known.
void sign_request(HttpRequest& request, const Signer& signer, Instant now, Entropy& entropy);

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

// `take(const Received<Message>&)` is the delivery.
template <class Message, class Take>
Receiver reading(std::size_t bytes_max, Take take) {
    return [bytes_max, take = std::move(take)](Result<HttpReply> reply) mutable -> Reading {
        const auto received = std::make_shared<Received<Message>>(
            Received<Message>{std::move(reply), Error{ErrorCode::kInvalid, "no message"}});
        return [bytes_max, take = std::move(take), received]() -> Delivery {
            const Result<HttpReply>& answer = received->reply;
            if (answer && answer->status == 200)
                received->content = read_reply<Message>(*answer, bytes_max);
            return [take, received] { take(*received); };
        };
    };
}

}  // namespace oppad::sync
