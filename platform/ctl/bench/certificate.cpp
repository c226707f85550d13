#include "platform/ctl/bench/certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>

#include "engine/core/check.h"

namespace oppad::platform {

namespace {

constexpr long kValidSeconds = 24L * 60 * 60;

template <class T, void (*Free)(T*)>
struct Freed {
    void operator()(T* owned) const { Free(owned); }
};
using KeyOwner = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using CertificateOwner = std::unique_ptr<X509, Freed<X509, X509_free>>;

struct CloseFile {
    void operator()(std::FILE* file) const { ignore_because(std::fclose(file), "was flushed"); }
};
using FileOwner = std::unique_ptr<std::FILE, CloseFile>;

bool add_extension(X509* certificate, int kind, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
    if (extension == nullptr) return false;
    const bool added = X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

bool fill_in(X509* certificate, EVP_PKEY* key) {
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -kValidSeconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate), kValidSeconds);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    const auto* host = reinterpret_cast<const unsigned char*>("127.0.0.1");
    if (X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, host, -1, -1, 0) != 1) return false;
    X509_set_issuer_name(certificate, name);
    return add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE") &&
           add_extension(certificate, NID_subject_alt_name, "IP:127.0.0.1") &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

template <class Write>
Status write_file(const std::string& path, Write write) {
    const FileOwner file{std::fopen(path.c_str(), "w")};
    if (!file) return Error{ErrorCode::kDiskFull, "certificate file can't be made"};
    if (write(file.get()) != 1 || std::fflush(file.get()) != 0)
        return Error{ErrorCode::kDiskFull, "certificate file can't be written"};
    return ok();
}

}  // namespace

Result<BenchCertificate> make_bench_certificate(const std::string& folder) {
    const KeyOwner key{EVP_EC_gen("P-256")};
    const CertificateOwner certificate{X509_new()};
    if (!key || !certificate || !fill_in(certificate.get(), key.get()))
        return Error{ErrorCode::kInternal, "OpenSSL makes no certificate"};
    BenchCertificate made{folder + "/hub.crt", folder + "/hub.pem"};
    TRY(write_file(made.certificate_file,
                   [&](std::FILE* file) { return PEM_write_X509(file, certificate.get()); }));
    TRY(write_file(made.key_file, [&](std::FILE* file) {
        return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    }));
    return made;
}

}  // namespace oppad::platform
