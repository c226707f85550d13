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

namespace {

std::string text_of(const hub::Request& request) {
    std::string text = request.method + " " + request.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const auto& [name, value] : request.headers) text += name + ": " + value + "\r\n";
    if (request.method == "POST") {
        text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    }
    text += "\r\n";
    text.append(as_text(request.body));
    return text;
}

}  // namespace

RawReply HttpClient::send(const hub::Request& request) { return send_raw(text_of(request)); }

RawReply HttpClient::send_raw(const std::string& bytes) {
    beast::error_code failure;
    parts_->write(asio::buffer(bytes), failure);
    return failure ? RawReply{} : finish();
}

void HttpClient::begin(const hub::Request& request) {
    beast::error_code failure;
    parts_->write(asio::buffer(text_of(request)), failure);
}

RawReply HttpClient::finish() {
    beast::error_code failure;
    RawReply reply;
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

// A certificate and who signs it: itself, or an authority.
struct Signed {
    KeyOwner key;
    CertificateOwner certificate;
};

void add_extension(X509* certificate, X509* issuer, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
    REQUIRE(extension != nullptr);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Signed make_unsigned(const char* common_name, int serial) {
    Signed made{KeyOwner{EVP_EC_gen("P-256")}, CertificateOwner{X509_new()}};
    REQUIRE(made.key);
    X509* certificate = made.certificate.get();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, made.key.get());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(common_name), -1, -1, 0);
    return made;
}

void sign_by(const Signed& made, const Signed& issuer) {
    X509_set_issuer_name(made.certificate.get(), X509_get_subject_name(issuer.certificate.get()));
    REQUIRE(X509_sign(made.certificate.get(), issuer.key.get(), EVP_sha256()) > 0);
}

void write_certificate(const Signed& made, const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "w");
    REQUIRE(file != nullptr);
    PEM_write_X509(file, made.certificate.get());
    std::fclose(file);
}

void write_key(const Signed& made, const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "w");
    REQUIRE(file != nullptr);
    PEM_write_PrivateKey(file, made.key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
}

}  // namespace

TestCertificate make_certificate(const std::string& folder) {
    const Signed made = make_unsigned("127.0.0.1", 1);
    X509* certificate = made.certificate.get();
    add_extension(certificate, certificate, NID_subject_alt_name, "IP:127.0.0.1");
    sign_by(made, made);
    const TestCertificate files{folder + "/hub.crt", folder + "/hub.pem", folder + "/hub.crt"};
    write_certificate(made, files.certificate_file);
    write_key(made, files.key_file);
    return files;
}

TestCertificate make_signed_certificate(const std::string& folder) {
    const Signed authority = make_unsigned("Huis van het Kind", 1);
    X509* root = authority.certificate.get();
    add_extension(root, root, NID_basic_constraints, "critical,CA:TRUE");
    sign_by(authority, authority);
    const Signed made = make_unsigned("127.0.0.1", 2);
    add_extension(made.certificate.get(), root, NID_subject_alt_name, "IP:127.0.0.1");
    sign_by(made, authority);
    const TestCertificate files{folder + "/hub.crt", folder + "/hub.pem", folder + "/ca.crt"};
    write_certificate(made, files.certificate_file);
    write_key(made, files.key_file);
    write_certificate(authority, files.authority_file);
    return files;
}

}  // namespace oppad::test
