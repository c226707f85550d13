// A request to the hub and its answer, without sockets: what the HTTP server, the tests and the
// simulator hand to HubApi.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/bytes.h"

namespace oppad::hub {

struct Request {
    std::string method;  // "GET", "POST".
    std::string target;  // "/v1/sync", as on the request line.
    std::vector<std::pair<std::string, std::string>> headers;
    Bytes body;  // As sent, compressed.
};

struct Response {
    int status = 200;
    std::string content_type;
    std::string content_encoding;  // Empty, "zstd", "gzip" or "oppad-zstd-1".
    Bytes body;
    std::string vary;   // Request headers that the answer depends on; empty = none of note.
    std::string allow;  // With 405: the method that the path takes.
};

// The header's value, empty when it is missing or given twice: nothing may be read two ways.
// Names compare without case.
std::string_view find_header(const Request& request, std::string_view name);

// Why there is no other answer (failure.h has their statuses and words).
enum class FailureKind : std::uint8_t {
    kUnknownPath,
    kUnknownMethod,
    kUnsupportedType,
    kUnsupportedEncoding,
    kBadRequest,
    kNoLength,
    kHeadTooLarge,
    kBadBody,
    kTooLarge,
    kOtherVersion,
    kUnsigned,
    kUnknownDevice,
    kBadSignature,
    kClock,
    kReplayed,
    kRevoked,
    kBadCode,
    kBatchReused,
    kBusy,
    kDiskFull,
    kInternal,
};

// Thread: one at a time, whichever it is.
class RequestAnswerer {
public:
    virtual ~RequestAnswerer() = default;
    // Never fails: what goes wrong becomes a status.
    virtual Response answer(const Request& request) = 0;
    // What a request gets that could not be read, or not be answered. `accept` is its header, as
    // far as it was read.
    virtual Response refuse(FailureKind kind, std::string_view accept) = 0;
};

}  // namespace oppad::hub
