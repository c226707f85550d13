// Requests to the hub over libcurl: TLS 1.2 or newer, no redirects, bounded in time and size. The
// only place that knows libcurl.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "sync/client/transport.h"
#include "sync/tuning.h"

namespace oppad::sync {

struct HubAddress {
    std::string url;      // "https://hub.example.org", without a path or a closing slash.
    std::string ca_file;  // PEM; empty = the system's authorities.
};

// What has gone over the line since it was made: what a person on a metered network pays for, but
// for the TLS around it.
struct TransferTotals {
    int requests = 0;
    int connections = 0;  // Opened; requests that follow one another share one.
    std::int64_t bytes_sent = 0;
    std::int64_t bytes_received = 0;  // Both with the HTTP heads.
};

// Two threads touch it: the engine's calls send() and deliver(), a thread of platform/ pumps, takes
// answers in by their receivers and reads them.
//
//     while (transport.pump(1s)) {}   // The pump thread; ends after stop().
//
// Destroy it after the pump thread has ended; deliveries that wait are then dropped, not called.
class CurlTransport final : public Transport {
public:
    // Fails: kInvalid for an address that is not http(s).
    static Result<std::unique_ptr<CurlTransport>> create(HubAddress address,
                                                         const TransportTuning& tuning);
    ~CurlTransport() override;

    // Thread: any.
    void send(HttpRequest request, Receiver receiver) override;
    // Calls the delivery of every reply that has come. Returns how many. Thread: engine.
    int deliver();

    // Moves bytes for up to `timeout`, less when there is something to deliver. Returns false once
    // stopped. Thread: the pump's.
    bool pump(std::chrono::milliseconds timeout);
    // Wakes pump() for good; what is under way ends with kCancelled. Thread: any.
    void stop();
    // Whether deliver() would call one. Thread: any.
    [[nodiscard]] bool has_replies() const;
    // Of the requests that have ended, well or not. Thread: any.
    [[nodiscard]] TransferTotals totals() const;

private:
    struct Impl;
    explicit CurlTransport(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

}  // namespace oppad::sync
