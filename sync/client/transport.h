// How requests reach the hub: asynchronous, so that the same session runs on libcurl, in a browser
// and in the simulator.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/result.h"

namespace oppad::sync {

struct HttpRequest {
    std::string method;  // "GET", "POST".
    std::string path;    // "/v1/sync"; the transport knows the hub's address.
    std::vector<std::pair<std::string, std::string>> headers;
    Bytes body;
};

struct HttpReply {
    int status = 0;
    std::string content_type;
    Bytes body;
    std::string content_encoding;  // As compression.h names them: the transport leaves it packed.
};

class Transport {
public:
    virtual ~Transport() = default;
    // `callback` is called once, later, on the engine thread, never from inside send().
    // Fails: kOffline (no route, refused), kBusy (connected, then too slow to go on), kDenied (TLS
    // does not prove our hub), kInvalid (the answer is none of a hub), kCancelled.
    virtual void send(HttpRequest request, std::function<void(Result<HttpReply>)> callback) = 0;
};

}  // namespace oppad::sync
