// A server on this machine of which a test decides every byte. One connection at a time, one
// request each, on a thread of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <thread>

namespace oppad::test {

class LoopbackServer {
public:
    // The connection, and what came: head and body as far as the head says how long that is, less
    // when the other side went, the first bytes alone of a TLS greeting. On the server's thread;
    // the connection is closed afterwards.
    using Answer = std::function<void(int connection, const std::string& request)>;

    // Port 0: any that is free.
    explicit LoopbackServer(Answer answer, std::uint16_t port = 0);
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;
    // Waits for the answer that is under way.
    ~LoopbackServer();

    [[nodiscard]] std::string url(const std::string& scheme) const;

private:
    void serve();

    Answer answer_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

bool is_tls_greeting(const std::string& request);
void send_all(int connection, const std::string& bytes);
// Returns once the other side has gone.
void hold(int connection);

}  // namespace oppad::test
