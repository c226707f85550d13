// What a network does to a message becomes a state that the Sync screen has words for, and changes
// nothing: over libcurl, through a gateway on this machine, to the real hub's handlers.
#include <catch2/catch_test_macros.hpp>

#include "sync/client/curl_transport.h"
#include "tests/sync/faulty_gateway.h"
#include "tests/sync/real_hub.h"

using namespace oppad;
using namespace oppad::sync;
using test::Fault;
using test::FaultyGateway;
using test::RealHub;
using test::RealTablet;

namespace {

constexpr std::chrono::milliseconds kPump{50};
constexpr int kTurnsMax = 400;

const TransportTuning kQuick{.connect_timeout_ms = 1'000,
                             .total_timeout_ms = 10'000,
                             .low_speed_bytes_per_s = 100,
                             .low_speed_s = 1,
                             .reply_bytes_max = 1'000'000};

// One run over the gateway, from hello to its end.
SyncStatus sync_over(RealTablet& tablet, const std::string& url) {
    auto transport = CurlTransport::create({.url = url, .ca_file = {}}, kQuick);
    REQUIRE(transport);
    tablet.client.reset();
    SyncClient client{*tablet.capture, **transport,     tablet.fixture.clock,
                      tablet.entropy,  SessionTuning{}, ScheduleTuning{}};
    REQUIRE(client.start());
    client.sync_now();
    client.step();
    for (int turn = 0; turn < kTurnsMax && !client.next_wakeup(); ++turn) {
        (*transport)->pump(kPump);
        (*transport)->deliver();
        client.step();
    }
    if (client.status().state == SyncState::kExchanging) client.step();
    return client.status();
}

struct Trouble {
    Fault fault;
    const char* scheme;
    SyncState state;
};

}  // namespace

TEST_CASE("each trouble on the way has a state of its own and changes nothing",
          "[sync][client][loopback][hazard-35][hazard-46]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    test::new_family(ann, "Peeters");
    for (const Trouble& trouble : {Trouble{Fault::kPortal, "http", SyncState::kNotOurHub},
                                   Trouble{Fault::kRedirect, "http", SyncState::kNotOurHub},
                                   Trouble{Fault::kDropsHeaders, "http", SyncState::kAltered},
                                   Trouble{Fault::kDropsType, "http", SyncState::kAltered},
                                   Trouble{Fault::kDrips, "http", SyncState::kTooSlow},
                                   Trouble{Fault::kDrips, "https", SyncState::kTooSlow},
                                   Trouble{Fault::kHangsUp, "http", SyncState::kWaiting},
                                   Trouble{Fault::kHangsUp, "https", SyncState::kWaiting},
                                   Trouble{Fault::kNone, "https", SyncState::kWaiting}}) {
        INFO("fault " << static_cast<int>(trouble.fault) << ' ' << trouble.scheme);
        const FaultyGateway gateway{hub, trouble.fault};
        const SyncStatus status = sync_over(ann, gateway.url(trouble.scheme));
        CHECK(status.state == trouble.state);
        CHECK(status.to_send == 1);
        CHECK(status.next_try_at.has_value());
        CHECK(ann.queued() == 1);
    }
    const FaultyGateway gateway{hub, Fault::kNone};
    const SyncStatus status = sync_over(ann, gateway.url("http"));
    CHECK(status.state == SyncState::kIdle);
    CHECK(ann.queued() == 0);
}

TEST_CASE("a proxy that doesn't let through how bodies are packed is worked with",
          "[sync][client][loopback][hazard-46]") {
    RealHub hub;
    RealTablet ann{hub, "Ann", 1};
    for (int count = 0; count < 3; ++count) test::new_family(ann, "Peeters");
    const FaultyGateway gateway{hub, Fault::kDropsCoding};
    const SyncStatus status = sync_over(ann, gateway.url("http"));
    CHECK(status.state == SyncState::kIdle);
    CHECK(status.refused == 0);
    CHECK(ann.queued() == 0);
}
