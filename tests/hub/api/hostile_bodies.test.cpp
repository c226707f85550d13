// Bodies that no tablet of ours sends: each gets a 4xx, quickly, and changes nothing.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/merge/merge.h"
#include "sync/server/api/body.h"
#include "sync/server/api/gzip.h"
#include "sync/server/api/push.h"
#include "sync/wire/canonical.h"
#include "sync/wire/compression.h"
#include "sync/wire/staff_devices.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

void set_header(hub::Request& request, const std::string& name, const std::string& value) {
    std::erase_if(request.headers, [&](const auto& entry) { return entry.first == name; });
    if (!value.empty()) request.headers.emplace_back(name, value);
}

}  // namespace

TEST_CASE("a body that is no sync request is refused and changes nothing",
          "[hub][hostile][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.write_place("De Brug");
    const Bytes good = sync::encode(leen.next_request(), sync::WireForm::kCbor);
    const std::int64_t seq = hub.last_seq();

    SECTION("empty") { CHECK(hub.answer(leen.signed_request(Bytes{}, "")).status == 400); }
    SECTION("JSON that says it is CBOR") {
        const Bytes json = sync::encode(leen.next_request(), sync::WireForm::kJson);
        CHECK(hub.answer(leen.signed_request(json, "")).status == 400);
    }
    SECTION("cut at any byte") {
        for (std::size_t size = 0; size < good.size(); ++size) {
            const Bytes cut{good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)};
            CHECK(hub.answer(leen.signed_request(cut, "")).status == 400);
        }
    }
    SECTION("nested without end") {
        CHECK(hub.answer(leen.signed_request(Bytes(100'000, 0x81), "")).status == 400);
    }
    SECTION("an array that promises 2^60 elements") {
        Bytes lie{0x9b, 0x10, 0, 0, 0, 0, 0, 0, 0};
        CHECK(hub.answer(leen.signed_request(lie, "")).status == 400);
    }
    SECTION("zstd that isn't") {
        CHECK(hub.answer(leen.signed_request(good, "zstd")).status == 400);
    }
    SECTION("zstd cut short") {
        Bytes packed = sync::compress(good);
        packed.resize(packed.size() - 3);
        CHECK(hub.answer(leen.signed_request(packed, "zstd")).status == 400);
    }
    SECTION("a push with batch number 0") {
        sync::SyncRequest request = leen.next_request();
        request.batch = 0;
        CHECK(hub.answer(leen.signed_request(request)).status == 400);
    }
    SECTION("another message") {
        const Bytes enrol = sync::encode(sync::EnrolRequest{.code = "x", .public_key = Bytes(32)},
                                         sync::WireForm::kCbor);
        CHECK(hub.answer(leen.signed_request(enrol, "")).status == 400);
    }
    CHECK(hub.last_seq() == seq);
}

TEST_CASE("a compression bomb is refused before it takes memory", "[hub][hostile][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const Bytes bomb = sync::compress(Bytes(512 * 1024 * 1024, 0));
    REQUIRE(bomb.size() < 256 * 1024);
    CHECK(hub.answer(leen.signed_request(bomb, "zstd")).status == 400);
    hub::Request enrol{.method = "POST", .target = "/v1/enrol", .body = bomb};
    enrol.headers = {{"Content-Type", "application/cbor"}, {"Content-Encoding", "zstd"}};
    CHECK(hub.answer(enrol).status == 400);
}

TEST_CASE("a small body with more in a record than anyone writes is refused before it takes time",
          "[hub][hostile][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.write_place("De Brug");
    sync::SyncRequest request = leen.next_request();
    sync::RecordState& state = request.push.front();
    const sync::Stamp stamp = state.scope_stamp;
    // Each of them alone would take minutes where each is compared with each.
    SECTION("of deletions that are unlike") {
        for (std::uint64_t device = 1; device <= 100'000; ++device)
            state.deletions.push_back({stamp, {{device, stamp.time}}});
    }
    SECTION("of versions") {
        state.fields.front().merge = MergeKind::kText;
        state.fields.front().versions.clear();
        for (std::uint64_t device = 300'000; device > 0; --device)
            state.fields.front().versions.push_back({{stamp.time, device}, std::string{"x"}});
    }
    SECTION("of those whom a text had seen") {
        state.fields.front().merge = MergeKind::kText;
        for (std::uint64_t device = 1; device <= 100'000; ++device)
            state.fields.front().context.push_back({device, stamp.time});
    }
    CHECK(hub.answer(leen.signed_request(request)).status == 400);
}

// One more than a reader takes, once the text's own writer is counted: what is kept must be
// readable.
TEST_CASE("a text that as many as can be had seen is refused or kept readable",
          "[hub][hostile][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");
    const RecordKey key = leen.write_place("De Brug");
    sync::SyncRequest request = leen.next_request();
    sync::FieldState& field = request.push.front().fields.front();
    const sync::Stamp stamp = request.push.front().scope_stamp;
    const std::size_t devices = GENERATE(sync::kContextMax, sync::kContextMax / 2);
    field.number = 1'000;
    field.merge = MergeKind::kText;
    for (sync::DeviceId device = 1; device <= devices; ++device)
        field.context.push_back({device, stamp.time});
    const int status = hub.answer(leen.signed_request(request)).status;
    CHECK(status == (devices == sync::kContextMax ? 400 : 200));
    omar.exchange_all();
    CHECK_FALSE(omar.records.contains(key));
    const RecordKey next = omar.write_place("De Toren");
    omar.exchange_all();
    leen.batch += 1;
    leen.waiting.clear();
    leen.exchange_all();
    CHECK(leen.name_of(next) == "De Toren");
}

TEST_CASE("equal deletions count as one, however many", "[hub][hostile][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const RecordKey key = leen.write_place("De Brug");
    sync::SyncRequest request = leen.next_request();
    sync::RecordState& state = request.push.front();
    const sync::Deletion deletion{state.scope_stamp, {{leen.device, state.scope_stamp.time}}};
    state.deletions.assign(50'000, deletion);
    const hub::Response response = hub.answer(leen.signed_request(request));
    REQUIRE(response.status == 200);
    CHECK(leen.take_in(response).receipts.front().key == key);
}

TEST_CASE("a person has no more names than everybody's tablet can hold, and never the hub's",
          "[hub][hostile][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.exchange_all();
    for (sync::DeviceId first = 100'000; first < 100'000 + 20 * 16; first += 16) {
        sync::SyncRequest request = leen.next_request();
        request.names = {1};
        for (sync::DeviceId name = first; name < first + 15; ++name) request.names.push_back(name);
        REQUIRE(hub.answer(leen.signed_request(request)).status == 200);
    }
    leen.exchange_all();
    const RecordKey staff{RecordType::kStaff, hub.user("Leen Peeters").id};
    const sync::FieldState* devices =
        sync::find_field_state(leen.records.at(staff), sync::kStaffDevicesField);
    REQUIRE(devices != nullptr);
    CHECK(devices->elements.size() == 256);
    CHECK(devices->elements.front().element != sync::device_text(1));
}

TEST_CASE("a record whose clocks are nobody's is refused and noted nowhere",
          "[hub][hostile][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const RecordKey bad = leen.write_place("De Brug");
    const RecordKey good = leen.write_place("Het Plein");
    sync::SyncRequest request = leen.next_request();
    sync::RecordState& state = request.push.front();
    const std::uint64_t ahead = sync::stamp_time(hub.clock.now() + std::chrono::hours{24 * 365});
    state.fields.front().merge = MergeKind::kText;
    for (std::uint64_t device = 1; device <= 100; ++device)
        state.fields.front().context.push_back({device, ahead});
    const sync::SyncReply reply = leen.take_in(hub.answer(leen.signed_request(request)));
    REQUIRE(reply.refusals.size() == 1);
    CHECK(reply.refusals.front().key == bad);
    CHECK(reply.refusals.front().reason == sync::RefusalReason::kInvalid);
    REQUIRE(reply.receipts.size() == 1);
    CHECK(reply.receipts.front().key == good);
    CHECK(reply.receipts.front().corrected.empty());
}

TEST_CASE("too much at once is told as too large", "[hub][hostile][hazard-31]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    SECTION("in bytes") {
        const Bytes large(256 * 1024 + 1, 0x20);
        CHECK(hub.failure_in(hub.answer(leen.signed_request(large, ""))).code == "too_large");
    }
    SECTION("in records") {
        for (int count = 0; count < 1'001; ++count) leen.write_place("Plaats");
        const hub::Response response = hub.answer(leen.signed_request(leen.next_request()));
        CHECK(response.status == 413);
        CHECK(hub.failure_in(response).code == "too_large");
    }
}

TEST_CASE("one record that is too large is refused, the others land", "[hub][hostile][hazard-31]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const RecordKey large = leen.write_place(std::string(300'000, 'x'));
    leen.write_place("De Brug");
    const sync::SyncReply reply = leen.exchange();
    REQUIRE(reply.refusals.size() == 1);
    CHECK(reply.refusals[0].key == large);
    CHECK(reply.refusals[0].reason == sync::RefusalReason::kInvalid);
    CHECK(reply.receipts.size() == 1);
}

TEST_CASE("other types and encodings are named as such", "[hub][hostile][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    hub::Request request = leen.signed_request(leen.next_request());
    SECTION("no type") { set_header(request, "Content-Type", ""); }
    SECTION("text") { set_header(request, "Content-Type", "text/html"); }
    SECTION("a form") { set_header(request, "Content-Type", "multipart/form-data"); }
    SECTION("brotli") { set_header(request, "Content-Encoding", "br"); }
    SECTION("two encodings") { set_header(request, "Content-Encoding", "zstd, zstd"); }
    CHECK(hub.answer(request).status == 415);
}

// Accepted, each: together they were more than a tablet would read, and stopped all that came
// after.
TEST_CASE("the largest page is read, of however many small parts its records are",
          "[hub][hostile][hazard-36]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    const sync::Stamp stamp{1, 1};
    sync::FieldState field{.number = 1'000, .merge = MergeKind::kText};
    field.versions = {{stamp, std::string{"x"}}};
    for (sync::DeviceId device = 1; device <= 4'000; ++device) field.context.push_back({device, 1});
    constexpr int kRecords = 26;
    std::size_t bytes = 0;
    {
        auto transaction = required(
            hub.store->begin(hub.administration->organisation().id, hub::TransactionKind::kWrite));
        for (int at = 0; at < kRecords; ++at) {
            sync::RecordState state{.key = {RecordType::kFamily, hub.entropy.id()},
                                    .scope = leen.scope,
                                    .scope_stamp = stamp};
            for (FieldNumber more = 0; more < 11; ++more) {
                state.fields.push_back(field);
                state.fields.back().number += more;
            }
            hub::StoredState stored{.key = state.key, .scope = state.scope};
            stored.state = sync::encode(state, sync::WireForm::kCbor);
            REQUIRE(stored.state.size() <= hub::kStateBytesMax);
            bytes += stored.state.size();
            REQUIRE(transaction->put_record(stored, std::nullopt));
        }
        require_success(transaction->commit());
    }
    REQUIRE(bytes <= hub.limits.large_page_bytes_max);
    leen.records_max = 5'000;
    CHECK(leen.exchange().changes.size() > kRecords);  // Those, and who works here.
}

TEST_CASE("another version of the protocol is told to update", "[hub][hostile]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    sync::SyncRequest request = leen.next_request();
    request.protocol = sync::kProtocol + 1;
    const hub::Response response = hub.answer(leen.signed_request(request));
    CHECK(response.status == 426);
    CHECK(hub.failure_in(response).code == "version");
}

TEST_CASE("paths and methods that aren't there are named as such", "[hub][hostile]") {
    TestHub hub;
    CHECK(hub.answer({.method = "GET", .target = "/"}).status == 404);
    CHECK(hub.answer({.method = "GET", .target = "/v1/hello?x=1"}).status == 404);
    CHECK(hub.answer({.method = "GET", .target = "/v1/../v1/hello"}).status == 404);
    CHECK(hub.answer({.method = "DELETE", .target = "/v1/sync"}).status == 405);
    CHECK(hub.answer({.method = "POST", .target = "/v1/hello"}).status == 405);
    CHECK(hub.answer({.method = "GET", .target = "/v1/sync"}).status == 405);
}

TEST_CASE("hello tells version, limits and the hub's time to anyone, as JSON too", "[hub][api]") {
    TestHub hub;
    const auto hello =
        message_in<sync::Hello>(hub.answer({.method = "GET", .target = "/v1/hello"}));
    CHECK(hello.protocol == sync::kProtocol);
    CHECK(hello.organisation == "Huis van het Kind");
    CHECK(hello.hub_time_ms == hub.clock.now().ms);
    CHECK(hello.limits == sync::Limits{});
    const hub::Response json =
        hub.answer({.method = "GET",
                    .target = "/v1/hello",
                    .headers = {{"Accept", "text/html, application/json;q=0.9"}}});
    CHECK(json.content_type == "application/json");
    CHECK(as_text(json.body).find("\"organisation\":\"Huis van het Kind\"") !=
          std::string_view::npos);
}

TEST_CASE("a whole exchange can be had in JSON", "[hub][api]") {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    leen.write_place("De Brug");
    hub::Request request =
        leen.signed_request(sync::encode(leen.next_request(), sync::WireForm::kJson), "");
    set_header(request, "Content-Type", "application/json");
    set_header(request, "Accept", "application/json");
    set_header(request, "Accept-Encoding", "gzip, zstd;q=0");
    const hub::Response response = hub.answer(request);
    CHECK(response.status == 200);
    CHECK(response.content_encoding == "gzip");
    const Bytes content = required(hub::gunzip(response.body, 100'000));
    const auto reply = required(sync::decode<sync::SyncReply>(content, sync::WireForm::kJson));
    CHECK(reply.receipts.size() == 1);
}
