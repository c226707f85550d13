// The hub without a socket: the bytes of a request through the server's own parser and rules to an
// answerer, and the bytes of its answer.
#pragma once

#include <cstddef>

#include "engine/core/bytes.h"
#include "sync/server/api/request.h"

namespace oppad::test {

struct ParsedAnswer {
    bool is_answered = false;  // False: the connection would just be closed.
    hub::Response response;
    Bytes bytes;  // Head and body.
};

// Takes `bytes` as all that a client sends. `head_bytes_max`, `body_bytes_max`: as the server's.
ParsedAnswer answer_bytes(hub::RequestAnswerer& answerer, ByteView bytes,
                          std::size_t head_bytes_max = 8 * 1024,
                          std::size_t body_bytes_max = 256 * 1024);

// The request as a client would send it.
Bytes bytes_of(const hub::Request& request);

}  // namespace oppad::test
