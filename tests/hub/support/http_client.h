// A blocking client over a real loopback socket, plain or TLS, for what only sockets can show.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "engine/core/bytes.h"
#include "sync/server/api/request.h"

namespace oppad::test {

struct RawReply {
    int status = 0;  // 0 = the connection was closed without an answer.
    std::string content_type;
    bool keep_alive = false;
    Bytes body;
};

// Thread: one. Every call ends the test case when the connection can't be made; what the server
// answers, or that it doesn't, is the caller's to judge.
class HttpClient {
public:
    // TLS when `certificate_file` is given: only that certificate is trusted.
    HttpClient(std::uint16_t port, const std::string& certificate_file);
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;
    ~HttpClient();

    RawReply send(const hub::Request& request);
    // Bytes as they are, then one answer.
    RawReply send_raw(const std::string& bytes);
    // The two halves of send(), for several requests under way at once. A request that the server
    // doesn't take in has no answer either.
    void begin(const hub::Request& request);
    RawReply finish();
    // Whether the server has closed the connection; waits for it.
    bool is_closed_by_server();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// A key and a certificate for 127.0.0.1, as PEM files in `folder`.
struct TestCertificate {
    std::string certificate_file;
    std::string key_file;
    std::string authority_file;  // Who proves it.
};
// Self-signed.
TestCertificate make_certificate(const std::string& folder);
// Signed by an authority of its own, as an organisation without a public name makes it.
TestCertificate make_signed_certificate(const std::string& folder);

}  // namespace oppad::test
