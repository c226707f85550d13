#include "sync/client/doubted_certificate.h"

#include <curl/curl.h>
#include <openssl/ssl.h>

namespace oppad::sync {

namespace {

// Changes nothing of what OpenSSL found.
int note_doubt(int is_believed, X509_STORE_CTX* judging) {
    if (is_believed != 0) return is_believed;
    const void* found = X509_STORE_CTX_get_ex_data(judging, SSL_get_ex_data_X509_STORE_CTX_idx());
    const SSL_CTX* context = SSL_get_SSL_CTX(static_cast<const SSL*>(found));
    *static_cast<bool*>(SSL_CTX_get_ex_data(context, 0)) = true;
    return is_believed;
}

CURLcode listen(CURL*, void* context, void* is_doubted) {
    auto* tls = static_cast<SSL_CTX*>(context);
    SSL_CTX_set_ex_data(tls, 0, is_doubted);
    SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, &note_doubt);
    return CURLE_OK;
}

}  // namespace

void watch_certificate(CURL* easy, bool& is_doubted) {
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, &listen);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, &is_doubted);
}

}  // namespace oppad::sync
