#include "tests/hub/support/http_client.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>

namespace oppad::test {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

struct HttpClient::Parts {
    asio::io_context context{1};
    asio::ssl::context tls{asio::ssl::context::tls_client};
    std::optional<tcp::socket> plain;
    std::optional<asio::ssl::stream<tcp::socket>> secure;
    beast::flat_buffer buffer;

    std::size_t write(asio::const_buffer bytes, beast::error_code& failure) {
        return secure ? asio::write(*secure, bytes, failure) : asio::write(*plain, bytes, failure);
    }
    void read(http::response<http::vector_body<std::uint8_t>>& reply, beast::error_code& failure) {
        if (secure) {
            http::read(*secure, buffer, reply, failure);
        } else {
            http::read(*plain, buffer, reply, failure);
        }
    }
};

HttpClient::HttpClient(std::uint16_t port, const std::string& certificate_file)
    : parts_(std::make_unique<Parts>()) {
    const tcp::endpoint endpoint{asio::ip::make_address("127.0.0.1"), port};
    beast::error_code failure;
    if (certificate_file.empty()) {
        parts_->plain.emplace(parts_->context);
        parts_->plain->connect(endpoint, failure);
        REQUIRE_FALSE(failure);
        return;
    }
    parts_->tls.load_verify_file(certificate_file, failure);
    REQUIRE_FALSE(failure);
    parts_->secure.emplace(parts_->context, parts_->tls);
    parts_->secure->set_verify_mode(asio::ssl::verify_peer);
    parts_->secure->set_verify_callback(asio::ssl::host_name_verification{"127.0.0.1"});
    parts_->secure->lowest_layer().connect(endpoint, failure);
    REQUIRE_FALSE(failure);
    parts_->secure->handshake(asio::ssl::stream_base::client, failure);
    INFO(failure.message());
    REQUIRE_FALSE(failure);
}

HttpClient::~HttpClient() = default;

RawReply HttpClient::send(const hub::Request& request) {
    std::string text = request.method + " " + request.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const auto& [name, value] : request.headers) text += name + ": " + value + "\r\n";
    if (request.method == "POST") {
        text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    }
    text += "\r\n";
    text.append(as_text(request.body));
    return send_raw(text);
}

RawReply HttpClient::send_raw(const std::string& bytes) {
    beast::error_code failure;
    parts_->write(asio::buffer(bytes), failure);
    RawReply reply;
    if (failure) return reply;
    http::response<http::vector_body<std::uint8_t>> message;
    parts_->read(message, failure);
    if (failure) return reply;
    reply.status = static_cast<int>(message.result_int());
    reply.content_type = std::string{message[http::field::content_type]};
    reply.keep_alive = message.keep_alive();
    reply.body = std::move(message.body());
    return reply;
}

bool HttpClient::is_closed_by_server() {
    std::array<char, 1> one{};
    beast::error_code failure;
    if (parts_->secure) {
        parts_->secure->read_some(asio::buffer(one), failure);
    } else {
        parts_->plain->read_some(asio::buffer(one), failure);
    }
    return failure == asio::error::eof || failure == asio::error::connection_reset ||
           failure == asio::ssl::error::stream_truncated;
}

namespace {

template <class T, void (*Free)(T*)>
struct Freed {
    void operator()(T* owned) const { Free(owned); }
};
using KeyOwner = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using CertificateOwner = std::unique_ptr<X509, Freed<X509, X509_free>>;

void add_extension(X509* certificate, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
    REQUIRE(extension != nullptr);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

}  // namespace

TestCertificate make_certificate(const std::string& folder) {
    const KeyOwner key{EVP_EC_gen("P-256")};
    REQUIRE(key);
    const CertificateOwner certificate{X509_new()};
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    const auto* common_name = reinterpret_cast<const unsigned char*>("127.0.0.1");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common_name, -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    add_extension(certificate.get(), NID_subject_alt_name, "IP:127.0.0.1");
    REQUIRE(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);

    const TestCertificate files{folder + "/hub.crt", folder + "/hub.pem"};
    std::FILE* certificate_file = std::fopen(files.certificate_file.c_str(), "w");
    REQUIRE(certificate_file != nullptr);
    PEM_write_X509(certificate_file, certificate.get());
    std::fclose(certificate_file);
    std::FILE* key_file = std::fopen(files.key_file.c_str(), "w");
    REQUIRE(key_file != nullptr);
    PEM_write_PrivateKey(key_file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(key_file);
    return files;
}

}  // namespace oppad::test
