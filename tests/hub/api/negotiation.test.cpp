// Which form and packing a client gets, from what it says that it can read; and bodies packed in
// each way that the hub reads.
#include "sync/server/api/negotiation.h"

#include <catch2/catch_test_macros.hpp>

#include "sync/server/api/gzip.h"
#include "sync/wire/compression.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;
using hub::Coding;
using sync::WireForm;

namespace {

hub::Request asking(const std::string& name, const std::string& value) {
    return {.method = "GET", .target = "/v1/hello", .headers = {{name, value}}};
}

WireForm form_for(const std::string& accept) { return choose_form(asking("Accept", accept)); }

Coding coding_for(const std::string& accept) {
    return choose_coding(asking("Accept-Encoding", accept));
}

void set_header(hub::Request& request, const std::string& name, const std::string& value) {
    std::erase_if(request.headers, [&](const auto& entry) { return entry.first == name; });
    request.headers.emplace_back(name, value);
}

// Signed like the tablets' own, packed in that way.
hub::Request packed_request(TestTablet& tablet, Coding coding) {
    Bytes body = sync::encode(tablet.next_request(), WireForm::kCbor);
    if (coding == Coding::kGzip) body = hub::gzip(body);
    if (coding == Coding::kZstd) body = sync::compress(body);
    if (coding == Coding::kDictionary) body = sync::compress(body, sync::Packing::kDictionary);
    if (coding == Coding::kColumns) body = sync::compress(body, sync::Packing::kColumns);
    hub::Request request = tablet.signed_request(std::move(body), word_of(coding));
    set_header(request, "Accept-Encoding", word_of(coding));
    return request;
}

Bytes unpacked(const hub::Response& response) {
    if (response.content_encoding == "gzip") return required(hub::gunzip(response.body, 1 << 20));
    if (const auto packing = sync::packing_of(response.content_encoding))
        return required(sync::decompress(response.body, 1 << 20, *packing));
    CHECK(response.content_encoding.empty());
    return response.body;
}

}  // namespace

TEST_CASE("the form that weighs more is given", "[hub][api][negotiation]") {
    CHECK(form_for("") == WireForm::kCbor);
    CHECK(form_for("application/cbor") == WireForm::kCbor);
    CHECK(form_for("application/json") == WireForm::kJson);
    CHECK(form_for("Application/JSON; charset=utf-8") == WireForm::kJson);
    CHECK(form_for("application/cbor;q=0.5, application/json") == WireForm::kJson);
    CHECK(form_for("application/cbor;q=0.5, application/json;q=0.4") == WireForm::kCbor);
    CHECK(form_for("application/cbor;q=0, */*;q=0.1") == WireForm::kJson);
    CHECK(form_for("application/json;q=0, application/*") == WireForm::kCbor);
    CHECK(form_for("application/json;q=0.0, */*") == WireForm::kCbor);
    CHECK(form_for("application/cbor, application/json") == WireForm::kCbor);
    CHECK(form_for("*/*") == WireForm::kJson);  // curl.
    CHECK(form_for("text/html,application/xml;q=0.9,*/*;q=0.8") == WireForm::kJson);
    CHECK(form_for("text/html") == WireForm::kJson);
}

TEST_CASE("a weight that is none counts for nothing", "[hub][api][negotiation]") {
    for (const char* weight : {"2", "1.5", "-1", "0.1234", "x", "", "1.", "0,5", ".5", "NaN"}) {
        INFO(weight);
        const std::string accept = std::string{"application/cbor;q="} + weight;
        const bool is_one = std::string_view{weight} == "1.";  // RFC 9110 lets digits be none.
        const auto form = form_for(accept + ", application/json;q=0.01");
        CHECK((form == WireForm::kCbor) == is_one);
    }
}

TEST_CASE("between forms of one weight the request's own decides", "[hub][api][negotiation]") {
    hub::Request request = asking("Accept", "*/*");
    set_header(request, "Content-Type", "application/cbor");
    CHECK(choose_form(request) == WireForm::kCbor);
    set_header(request, "Content-Type", "application/json; charset=utf-8");
    CHECK(choose_form(request) == WireForm::kJson);
    set_header(request, "Accept", "application/cbor");
    CHECK(choose_form(request) == WireForm::kCbor);
}

TEST_CASE("only a packing that was named is used, by its weight", "[hub][api][negotiation]") {
    CHECK(coding_for("") == Coding::kIdentity);
    CHECK(coding_for("identity") == Coding::kIdentity);
    CHECK(coding_for("*") == Coding::kIdentity);
    CHECK(coding_for("br, deflate") == Coding::kIdentity);
    CHECK(coding_for("gzip") == Coding::kGzip);
    CHECK(coding_for("GZip") == Coding::kGzip);
    CHECK(coding_for("gzip, deflate, br, zstd") == Coding::kZstd);
    CHECK(coding_for("gzip, zstd;q=0.9") == Coding::kGzip);
    CHECK(coding_for("gzip;q=0, zstd;q=0.000") == Coding::kIdentity);
    CHECK(coding_for("gzip;q=0.5, identity") == Coding::kIdentity);
    CHECK(coding_for("identity;q=0.5, gzip;q=0.5") == Coding::kGzip);
    CHECK(coding_for("identity;q=0, gzip;q=0.001") == Coding::kGzip);
    CHECK(coding_for("oppad-zstd-1, zstd") == Coding::kDictionary);
    CHECK(coding_for("zstd, oppad-zstd-1;q=0.9") == Coding::kZstd);
    CHECK(coding_for("oppad-zstd-1, oppad-zstd-2, zstd") == Coding::kColumns);
    CHECK(coding_for("oppad-zstd-3, zstd") == Coding::kZstd);
}

TEST_CASE("a header that stands twice asks for nothing", "[hub][api][negotiation]") {
    hub::Request request = asking("Accept-Encoding", "gzip");
    request.headers.emplace_back("accept-encoding", "zstd");
    CHECK(choose_coding(request) == Coding::kIdentity);
}

TEST_CASE("an exchange goes packed in every way, both ways", "[hub][api][negotiation]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    for (const Coding coding :
         {Coding::kIdentity, Coding::kGzip, Coding::kZstd, Coding::kDictionary, Coding::kColumns}) {
        INFO(word_of(coding));
        for (int count = 0; count < 9; ++count) leen.write_place("Basisschool De Brug");
        hub::Response response = hub.answer(packed_request(leen, coding));
        REQUIRE(response.status == 200);
        CHECK(response.content_encoding == word_of(coding));
        response.body = unpacked(response);
        response.content_encoding.clear();
        CHECK(leen.take_in(response).receipts.size() == 9);
    }
}

TEST_CASE("a bomb in any packing is refused before it takes memory",
          "[hub][api][negotiation][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const Bytes zeros(64 * 1024 * 1024, 0);
    for (const auto& [bomb, word] :
         {std::pair{hub::gzip(zeros), "gzip"},
          std::pair{sync::compress(zeros, sync::Packing::kDictionary), "oppad-zstd-1"},
          std::pair{sync::compress(zeros, sync::Packing::kColumns), "oppad-zstd-2"}}) {
        REQUIRE(bomb.size() < 256 * 1024);
        const hub::Response response = hub.answer(leen.signed_request(bomb, word));
        CHECK(response.status == 400);
        CHECK(hub.failure_in(response).code == "bad_body");
    }
    CHECK_FALSE(hub::gunzip(hub::gzip(Bytes(1'001, 7)), 1'000).has_value());
    CHECK(hub::gunzip(hub::gzip(Bytes(1'000, 7)), 1'000).has_value());
}

TEST_CASE("gzip that is cut, changed, doubled or none is refused", "[hub][api][negotiation]") {
    const Bytes good = hub::gzip(Bytes(5'000, 'y'));
    for (std::size_t size = 0; size < good.size(); ++size)
        CHECK_FALSE(hub::gunzip(ByteView{good}.first(size), 10'000).has_value());
    Bytes changed = good;
    changed[good.size() - 6] ^= 1;  // Of its sum.
    CHECK_FALSE(hub::gunzip(changed, 10'000).has_value());
    Bytes doubled = good;
    doubled.insert(doubled.end(), good.begin(), good.end());
    CHECK_FALSE(hub::gunzip(doubled, 20'000).has_value());
    CHECK_FALSE(hub::gunzip(as_bytes("<html>"), 10'000).has_value());
}

TEST_CASE("answers that depend on what was asked say so, and a wrong method learns the right one",
          "[hub][api][negotiation]") {
    TestHub hub;
    CHECK(hub.answer(asking("Accept", "*/*")).vary == "Accept, Accept-Encoding");
    const hub::Response refused = hub.answer({.method = "DELETE", .target = "/v1/sync"});
    CHECK(refused.status == 405);
    CHECK(refused.allow == "POST");
    CHECK(hub.answer({.method = "POST", .target = "/v1/hello"}).allow == "GET");
    CHECK(hub.answer({.method = "GET", .target = "/none"}).allow.empty());
}
