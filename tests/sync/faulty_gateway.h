// A gateway on this machine between a tablet's libcurl and the real hub: it passes on, or does what
// gateways out there do to a message. Answers one request a connection, on a thread of its own.
#pragma once

#include <string>

#include "tests/support/loopback_server.h"
#include "tests/sync/loopback_hub.h"

namespace oppad::test {

enum class Fault {
    kNone,
    kPortal,        // Every address answers with a page to log in on.
    kRedirect,      // … or sends one to it.
    kDropsHeaders,  // What a proxy doesn't know doesn't get through.
    kDropsCoding,   // … nor how a body is packed.
    kDropsType,     // … nor what it is.
    kDrips,         // One byte of the answer, then silence: of a handshake too.
    kHangsUp,       // Gone after the greeting.
};

class FaultyGateway {
public:
    // `hub` is asked on the gateway's thread: leave it alone while a request is under way.
    FaultyGateway(HubDoor& hub, Fault fault);

    // "http" reaches it; "https" is answered by what knows no TLS.
    [[nodiscard]] std::string url(const std::string& scheme) const { return server_.url(scheme); }

private:
    [[nodiscard]] std::string answer_to(const std::string& request);

    HubDoor& hub_;
    Fault fault_;
    LoopbackServer server_;
};

}  // namespace oppad::test
