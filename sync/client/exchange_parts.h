// Private to sync/client: a message as a signed request, and an answer as a message or a reason.
#pragma once

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

}  // namespace oppad::sync
