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

// What is left to do with an answer, on the engine thread. Owns all that it needs.
using Delivery = std::function<void()>;

// Takes an answer in where it arrives, which need not be the engine thread: what takes a while and
// needs nothing of the tablet is done there, while the engine is at work on the answer before.
// Called once; what it was made with and what it found out belong to the delivery from then on.
// Fails: kOffline (no route, refused), kBusy (connected, then too slow to go on), kDenied (TLS does
// not prove our hub), kInvalid (the answer is none of a hub), kCancelled.
using Receiver = std::function<Delivery(Result<HttpReply>)>;

class Transport {
public:
    virtual ~Transport() = default;
    // Thread: engine. The delivery is called once, later, never from inside send().
    virtual void send(HttpRequest request, Receiver receiver) = 0;
};

}  // namespace oppad::sync
