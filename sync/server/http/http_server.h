// HTTP/1.1 in front of HubApi: strict, bounded in every size and time, plain on loopback or with
// TLS. Beast and Asio stay in http_server.cpp.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "sync/server/api/request.h"

namespace oppad::hub {

struct HttpLimits {
    std::size_t header_bytes_max = 8 * 1024;
    // Above what HubApi takes: it is the one that says "too large" in words that tablets act on.
    std::size_t body_bytes_max = 1024 * 1024;
    // Of each worker. Whoever comes when all are taken gets the place of the one that has rested
    // longest; while none rests they wait in the system's queue. A resting one takes 75 kB, with
    // TLS: four workers hold 5,000 tablets in 400 MB.
    int connections_max = 1'280;
    std::chrono::seconds header_time_max{20};  // TLS too; 2G takes up to 10 s.
    std::chrono::seconds body_time_max{120};   // 256 kB at 2.5 kB/s.
    std::chrono::seconds idle_time_max{60};    // Between two requests of a connection.
    std::chrono::seconds write_time_max{120};
    std::chrono::seconds stop_time_max{10};  // For running requests, after stop().
};

struct HttpOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8443;     // 0 = any free one.
    std::string certificate_file;  // PEM, with its chain; empty = plain HTTP.
    std::string key_file;          // PEM.
    HttpLimits limits;
};

// "127.0.0.1:8443", "[::1]:0". Fails: kInvalid unless it is a numeric address with a port.
Result<HttpOptions> parse_listen_address(std::string_view text);

// Connections are dealt out to the workers in turn; each stays with its worker and is answered by
// that worker's answerer, on that worker's thread.
class HttpServer {
public:
    // Binds and listens. Borrows the answerers, one for each worker. Fails: kDenied when the
    // address is not loopback and there is no certificate, or the port is reserved; kConflict when
    // it is taken; kInvalid for a certificate and key that can't be used.
    static Result<std::unique_ptr<HttpServer>> listen(
        const HttpOptions& options, const std::vector<RequestAnswerer*>& answerers);
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    // Requires: no worker runs.
    ~HttpServer();

    [[nodiscard]] std::uint16_t port() const;
    // Works until stop() and the end of what it had begun. Call from one thread for each worker.
    void run_worker(std::size_t worker);
    // Takes no new connection or request; what runs is finished. Thread: any; not from a signal.
    void stop();
    // stop() when the process is asked to end (SIGTERM, SIGINT).
    void stop_on_signals();

private:
    struct Parts;
    explicit HttpServer(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace oppad::hub
