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

// What takes a while and needs nothing of the tablet: reading an answer. Where it arrived, while
// the engine is at work on the answer before.
using Reading = std::function<Delivery()>;

// Takes an answer in where it arrives, which need not be the engine thread. What it sends itself
// leaves before its reading begins. Each of the three is called once, and owns what it needs.
// Fails: kOffline (no route, refused), kBusy (connected, then too slow to go on), kDenied (TLS does
// not prove our hub), kInvalid (the answer is none of a hub), kCancelled.
using Receiver = std::function<Reading(Result<HttpReply>)>;

class Transport {
public:
    virtual ~Transport() = default;
    // The delivery is called once, later, never from inside send(). Thread: engine, or within a
    // receiver.
    virtual void send(HttpRequest request, Receiver receiver) = 0;
};

}  // namespace oppad::sync
