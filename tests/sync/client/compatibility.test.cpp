// Tablets and hubs of other ages and limits: what one side doesn't know is not used, and what is
// too much goes in smaller pieces until it is not.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <optional>

#include "engine/core/log.h"
#include "sync/wire/codec.h"
#include "sync/wire/compression.h"
#include "tests/hub/support/test_hub.h"
#include "tests/sync/online_tablet.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::LoopbackHub;
using test::new_family;
using test::OnlineTablet;

namespace {

std::string header_of(const HttpRequest& request, std::string_view name) {
    for (const auto& [header, value] : request.headers) {
        if (header == name) return value;
    }
    return {};
}

// A real hub that notes how requests came in, with what a proxy before it does.
class WatchedHub final : public test::HubDoor {
public:
    WatchedHub() { log::set_level(log::Level::kError); }
    HttpReply answer(const HttpRequest& request) override {
        codings.push_back(header_of(request, "Content-Encoding"));
        if (request.body.size() > proxy_bytes_max) {
            refused_by_proxy = true;
            return {.status = 413, .content_type = "text/html", .body = Bytes(9, '<')};
        }
        bytes_up = request.body.size();
        if (unreadable && holds(request, *unreadable)) return bad_body();
        hub::Response response = inner.answer({.method = request.method,
                                               .target = request.path,
                                               .headers = headers_as_known(request),
                                               .body = request.body});
        if (!knows_columns && request.path == "/v1/hello") response.body = older_hello(response);
        statuses.push_back(response.status);
        bytes_down = response.body.size();
        answered_in = response.content_encoding;
        return {.status = response.status,
                .content_type = response.content_type,
                .body = response.body,
                .content_encoding = response.content_encoding};
    }
    std::string code_for(const std::string& name) {
        const auto user = inner.administration->add_user(name, Role::kOutreacher);
        return test::required(inner.administration->make_code(test::required(user)));
    }

    test::TestHub inner;
    bool knows_columns = true;  // False = of the version before them.
    std::size_t proxy_bytes_max = 1'000'000;
    bool refused_by_proxy = false;
    std::optional<RecordKey> unreadable;  // What no message may hold.
    std::vector<std::string> codings;
    std::vector<int> statuses;
    std::string answered_in;
    std::size_t bytes_up = 0;
    std::size_t bytes_down = 0;

private:
    static bool holds(const HttpRequest& request, const RecordKey& key) {
        if (request.path != "/v1/sync") return false;
        const auto packing = packing_of(header_of(request, "Content-Encoding"));
        const Bytes content =
            packing ? *decompress(request.body, 10'000'000, *packing) : request.body;
        const auto message = decode<SyncRequest>(content, WireForm::kCbor);
        REQUIRE(message);
        return std::any_of(message->push.begin(), message->push.end(),
                           [&key](const RecordState& state) { return state.key == key; });
    }
    static HttpReply bad_body() {
        const Failure failure{.code = "bad_body", .message = {}};
        return {.status = 400,
                .content_type = std::string{kCborType},
                .body = encode(failure, WireForm::kCbor),
                .content_encoding = {}};
    }
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> headers_as_known(
        const HttpRequest& request) const {
        auto headers = request.headers;
        for (auto& [name, value] : headers) {
            const std::size_t at = knows_columns ? std::string::npos : value.find(kColumnsEncoding);
            if (at != std::string::npos) value.replace(at, 12, "of-later-age");
        }
        return headers;
    }
    static Bytes older_hello(const hub::Response& response) {
        const auto packing = packing_of(response.content_encoding).value_or(Packing::kPlain);
        const Bytes content = response.content_encoding.empty()
                                  ? response.body
                                  : *decompress(response.body, 10'000, packing);
        Hello hello = *decode<Hello>(content, WireForm::kCbor);
        hello.dictionaries = {kDictionaryNumber};
        const Bytes older = encode(hello, WireForm::kCbor);
        return response.content_encoding.empty() ? older : compress(older, packing);
    }
};

struct WatchedTablet : OnlineTablet {
    WatchedTablet(WatchedHub& hub, std::uint64_t seed)
        : OnlineTablet(hub, hub.code_for("Ann"), seed) {
        fixture.staff.scope = client->identity()->staff.scope;
    }
};

// Notes that don't pack well.
void write_families(OnlineTablet& tablet, int count, std::size_t note_bytes) {
    for (int number = 0; number < count; ++number) {
        const Family family = new_family(tablet, ("F" + std::to_string(number)).c_str());
        std::string note;
        while (note.size() < note_bytes) note += std::to_string(tablet.entropy.next());
        tablet.edit(family.id, [&](Family& record) { record.note = note; });
    }
}

}  // namespace

TEST_CASE("tablet and hub that both know columns and dictionary use them, both ways",
          "[sync][client][hub][dictionary]") {
    WatchedHub hub;
    WatchedTablet ann{hub, 1};
    new_family(ann, "Peeters");
    REQUIRE(ann.sync() == SyncState::kIdle);
    CHECK(hub.codings.back() == kColumnsEncoding);
    CHECK(hub.answered_in == kColumnsEncoding);
}

TEST_CASE("a hub that knows the dictionary but no columns gets the dictionary",
          "[sync][client][hub][dictionary][hazard-33]") {
    WatchedHub hub;
    hub.knows_columns = false;
    WatchedTablet ann{hub, 1};
    write_families(ann, 40, 100);
    REQUIRE(ann.sync() == SyncState::kIdle);
    CHECK(hub.codings.back() == kDictionaryEncoding);
    CHECK(hub.answered_in == kDictionaryEncoding);
    WatchedTablet bea{hub, 2};
    CHECK(bea.fixture.number("SELECT COUNT(*) FROM families") == 40);

    SECTION("and columns once it was renewed") {
        hub.knows_columns = true;
        bea.reboot();
        bea.way.is_offline = true;  // It says hello after each failure.
        bea.run();
        bea.way.is_offline = false;
        REQUIRE(bea.sync() == SyncState::kIdle);
        CHECK(hub.codings.back() == kColumnsEncoding);
    }
}

TEST_CASE("a hub that was put back to a version without columns is met anew",
          "[sync][client][hub][dictionary][hazard-33]") {
    WatchedHub hub;
    WatchedTablet ann{hub, 1};
    hub.knows_columns = false;
    new_family(ann, "Peeters");
    CHECK(ann.sync() == SyncState::kWaiting);
    CHECK(ann.queued() == 1);
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK(ann.queued() == 0);
    CHECK(hub.codings.back() == kDictionaryEncoding);
}

TEST_CASE("a hub that doesn't know the dictionary never sees it",
          "[sync][client][dictionary][hazard-33]") {
    LoopbackHub hub;  // Reads and writes plain zstd alone, and announces nothing.
    OnlineTablet ann{hub, 1};
    new_family(ann, "Peeters");
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK(hub.records().size() == 1);
}

TEST_CASE(
    "a batch above the hub's limit halves itself by bytes until it fits, and the next run "
    "begins whole again",
    "[sync][client][hub][hazard-31]") {
    WatchedHub hub;
    hub.inner.limits.wire.body_bytes_max = 64 * 1024;
    hub.inner.reopen();
    WatchedTablet ann{hub, 1};
    ann.session_tuning.batch_bytes_max = 4 * 1024 * 1024;  // A tablet that begins with too much.
    write_families(ann, 60, 4'000);
    hub.statuses.clear();
    REQUIRE(ann.sync() == SyncState::kIdle);
    CHECK(ann.queued() == 0);
    CHECK(ann.client->status().refused == 0);
    CHECK(hub.inner.last_seq() >= 60);
    new_family(ann, "One more");
    hub.statuses.clear();
    REQUIRE(ann.sync() == SyncState::kIdle);
    CHECK(hub.statuses == std::vector<int>{200});
}

TEST_CASE(
    "a proxy that lets less through than the hub takes is worked with, and sets nothing aside",
    "[sync][client][hub][hazard-31][hazard-35]") {
    WatchedHub hub;
    WatchedTablet ann{hub, 1};
    write_families(ann, 40, 2'000);
    hub.proxy_bytes_max = 8'000;
    REQUIRE(ann.sync() == SyncState::kIdle);
    CHECK(hub.refused_by_proxy);
    CHECK(ann.queued() == 0);
    write_families(ann, 1, 40'000);  // Alone too much for it.
    CHECK(ann.sync() == SyncState::kNotOurHub);
    CHECK(ann.queued() == 1);
    CHECK(ann.client->status().refused == 0);
    hub.proxy_bytes_max = 1'000'000;
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK(ann.queued() == 0);
}

TEST_CASE("one record that the hub can't read is found among many, and the others land",
          "[sync][client][hub][hazard-30][hazard-31]") {
    WatchedHub hub;
    WatchedTablet ann{hub, 1};
    write_families(ann, 20, 10);
    const Family broken = new_family(ann, "Peeters");
    write_families(ann, 20, 10);
    hub.unreadable = key_of(broken);
    REQUIRE(ann.sync() == SyncState::kIdle);
    CHECK(ann.client->status().refused == 1);
    CHECK(ann.queued() == 0);
    WatchedTablet bea{hub, 2};
    REQUIRE(bea.sync() == SyncState::kIdle);
    CHECK(bea.fixture.number("SELECT count(*) FROM families") == 40);
    // Once the hub can, another try is enough.
    hub.unreadable.reset();
    ann.edit(broken.id, [](Family& record) { record.phone = "0470"; });
    REQUIRE(ann.sync() == SyncState::kIdle);
    CHECK(ann.client->status().refused == 0);
}
