// When sync tries, how long it waits, and what it shows, on virtual time.
#include "sync/client/sync_client.h"

#include <catch2/catch_test_macros.hpp>

#include "sync/wire/codec.h"
#include "tests/sync/online_tablet.h"

using namespace oppad;
using namespace oppad::sync;
using std::chrono::milliseconds;
using test::LoopbackHub;
using test::new_family;
using test::OnlineTablet;

namespace {

// Milliseconds until the client wants to be called again.
std::int64_t wait_of(const OnlineTablet& tablet) {
    const auto wakeup = tablet.client->next_wakeup();
    REQUIRE(wakeup);
    return (*wakeup - tablet.fixture.clock.steady()).count();
}

void pass(OnlineTablet& tablet, std::int64_t span_ms) {
    tablet.fixture.clock.advance(milliseconds{span_ms});
    tablet.settle();
}

}  // namespace

TEST_CASE("a tablet that belongs to no hub sends nothing", "[sync][client]") {
    LoopbackHub hub;
    test::Tablet tablet{1};
    test::LoopbackTransport way{hub};
    SyncClient client{*tablet.capture, way, tablet.fixture.clock, tablet.entropy, SessionTuning{},
                      ScheduleTuning{}};
    REQUIRE(client.start());
    client.note_save();
    client.sync_now();
    client.step();
    CHECK(client.status().state == SyncState::kNotEnrolled);
    CHECK_FALSE(client.next_wakeup().has_value());
    CHECK(way.sent == 0);
}

TEST_CASE("a wrong code enrols nobody", "[sync][client]") {
    LoopbackHub hub;
    test::Tablet tablet{1};
    test::LoopbackTransport way{hub};
    SyncClient client{*tablet.capture, way, tablet.fixture.clock, tablet.entropy, SessionTuning{},
                      ScheduleTuning{}};
    REQUIRE(client.start());
    std::optional<Status> outcome;
    client.enrol({"FOUT", "https://hub.example", {}}, [&](Status done) { outcome = done; });
    way.deliver();
    REQUIRE(outcome);
    CHECK(outcome->error().code == ErrorCode::kDenied);
    CHECK_FALSE(client.identity().has_value());
}

TEST_CASE("enrolment outlives a restart and carries earlier work along", "[sync][client]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    CHECK(ann.client->identity()->staff.name == "An");
    CHECK(ann.client->identity()->hub_url == "https://hub.example");
    const DeviceId device = ann.client->identity()->device;
    ann.reboot();
    REQUIRE(ann.client->identity());
    CHECK(ann.client->identity()->device == device);
    CHECK(ann.capture->clock().device() == device);
}

TEST_CASE("sync starts by itself at the start and again after the poll time", "[sync][client]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    ann.reboot();
    CHECK(wait_of(ann) == 0);
    ann.settle();
    CHECK(ann.client->status().state == SyncState::kIdle);
    CHECK(wait_of(ann) == ScheduleTuning{}.poll_ms);
    const int before = hub.requests;
    pass(ann, ScheduleTuning{}.poll_ms - 1);
    CHECK(hub.requests == before);
    pass(ann, 1);
    CHECK(hub.requests == before + 1);
}

TEST_CASE("quick saves become one exchange soon after the first", "[sync][client]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    const int before = hub.requests;
    for (int number = 0; number < 3; ++number) {
        new_family(ann, "F");
        ann.client->note_save();
        pass(ann, 10);
    }
    CHECK(ann.client->status().to_send == 3);
    CHECK(hub.requests == before);
    pass(ann, ScheduleTuning{}.after_save_ms);
    CHECK(hub.requests == before + 1);
    CHECK(ann.client->status().to_send == 0);
    CHECK(ann.client->status().sent_now == 3);
}

TEST_CASE("failures wait longer each time, within bounds, until a network comes",
          "[sync][client]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    ann.way.is_offline = true;
    ann.run();
    std::int64_t full = ScheduleTuning{}.retry_first_ms;
    for (int failure = 0; failure < 15; ++failure) {
        const std::int64_t wait = wait_of(ann);
        CHECK(wait >= full / 2);
        CHECK(wait <= full);
        CHECK(ann.client->status().state == SyncState::kWaiting);
        full = std::min(full * 2, ScheduleTuning{}.retry_max_ms);
        pass(ann, wait);
    }
    ann.client->note_save();
    CHECK(wait_of(ann) > ScheduleTuning{}.after_save_ms);
    ann.way.is_offline = false;
    ann.client->note_network();
    CHECK(wait_of(ann) == ScheduleTuning{}.network_settle_ms);
    pass(ann, ScheduleTuning{}.network_settle_ms);
    CHECK(ann.client->status().state == SyncState::kIdle);
}

TEST_CASE("however often sync is asked for, one session runs", "[sync][client][hazard-09]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    new_family(ann, "Peeters");
    const int before = ann.way.sent;
    for (int ask = 0; ask < 5; ++ask) {
        ann.client->sync_now();
        ann.client->note_network();
        ann.client->step();
    }
    CHECK(ann.way.sent == before + 1);
    CHECK(ann.way.waiting() == 1);
    ann.settle();
    CHECK(ann.client->status().state == SyncState::kIdle);
}

TEST_CASE("a pause ends the run after the answer under way and lasts until resumed",
          "[sync][client]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    for (int number = 0; number < 3; ++number) new_family(ann, "F");
    ann.session_tuning.batch_records_max = 1;
    ann.reboot();
    ann.client->sync_now();
    ann.client->step();
    ann.way.deliver();  // Hello.
    ann.client->pause();
    ann.way.deliver();  // The first batch of three.
    ann.client->step();
    CHECK(ann.client->status().state == SyncState::kPaused);
    CHECK(ann.client->status().to_send == 2);
    ann.client->sync_now();
    pass(ann, 3'600'000);
    CHECK(ann.client->status().to_send == 2);
    ann.client->resume();
    ann.settle();
    CHECK(ann.client->status().state == SyncState::kIdle);
    CHECK(ann.client->status().to_send == 0);
}

TEST_CASE("a tablet that met its hub before asks it with one request, and says hello where it must",
          "[sync][client]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    ann.reboot();
    int before = hub.requests;
    SECTION("nothing waits: the answer tells the time") {
        ann.settle();
        CHECK(hub.requests == before + 1);
    }
    SECTION("work that waits is dated by the hub's time first") {
        new_family(ann, "Peeters");
        ann.settle();
        CHECK(hub.requests == before + 2);
        CHECK(hub.records().size() == 1);
    }
    SECTION("a clock that is wrong by years is put right by the answer") {
        ann.fixture.clock.wall = Instant{86'400'000};
        ann.settle();
        CHECK(hub.requests == before + 2);
    }
    SECTION("after a failure it may be another hub") {
        ann.way.is_offline = true;
        ann.settle();
        ann.way.is_offline = false;
        before = hub.requests;
        ann.run();
        CHECK(hub.requests == before + 2);
    }
    CHECK(ann.client->status().state == SyncState::kIdle);
}

TEST_CASE("batches grow while answers come quickly, up to a bound", "[sync][client]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    ann.session_tuning.batch_records_max = 2;
    ann.connect();
    for (int number = 0; number < 30; ++number) new_family(ann, "F");
    SECTION("2, 4, 8, 8, 8") {
        REQUIRE(ann.sync() == SyncState::kIdle);
        CHECK(hub.batches_applied == 5);
    }
    SECTION("never on a slow network") {
        ann.way.on_the_way = [&] {
            ann.fixture.clock.advance(milliseconds{SessionTuning{}.quick_answer_ms});
        };
        REQUIRE(ann.sync() == SyncState::kIdle);
        CHECK(hub.batches_applied == 15);
    }
    CHECK(hub.records().size() == 30);
}

TEST_CASE("a time that the hub refuses is corrected and the request repeated once",
          "[sync][client]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    new_family(ann, "Peeters");
    ann.fixture.clock.wall = Instant{86'400'000};
    CHECK(ann.sync() == SyncState::kIdle);
    CHECK(hub.last_request_time == hub.clock.wall);
    CHECK(ann.queued() == 0);
}

TEST_CASE("a hub of another version is told apart and tried again later", "[sync][client]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    hub.protocol = kProtocol + 1;
    ann.reboot();
    CHECK(ann.sync() == SyncState::kHubOtherVersion);
    CHECK(wait_of(ann) == ScheduleTuning{}.refused_retry_ms);
}

TEST_CASE("a tablet that the hub no longer knows says so and keeps its work",
          "[sync][client][hazard-29]") {
    LoopbackHub hub;
    OnlineTablet ann{hub, 1};
    new_family(ann, "Peeters");
    ann.way.alter_reply = [&](HttpReply& reply) {
        reply.status = 403;
        reply.content_encoding.clear();
        reply.body = encode(Failure{.code = "revoked"}, WireForm::kCbor);
    };
    ann.way.replies_to_drop = 0;
    CHECK(ann.sync() == SyncState::kDeviceRefused);
    CHECK(ann.queued() == 1);
}
