// The way to the hub with its real pump thread and real sockets of this machine: what the network
// says wakes the engine, and an end never waits for it.
#include "platform/app/hub_link.h"

#include <catch2/catch_test_macros.hpp>

#include "engine/storage/sqlite/transaction.h"
#include "sync/capture/sync_identity.h"
#include "sync/wire/signature.h"
#include "tests/support/temp_store.h"

namespace oppad::platform {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongest{60'000};  // A passing case never waits for it.
// Nobody listens at the port of "discard" on this machine itself.
constexpr const char* kNobody = "http://127.0.0.1:9";

class SilentBell final : public WindowBell {
public:
    void ring() override {}
};

// A tablet that enrolled at a hub that is not there.
struct EnrolledTablet {
    EnrolledTablet() {
        auto transaction = storage::Transaction::begin(fixture.connection());
        REQUIRE(transaction);
        sync::SyncIdentity identity{.device = 7, .incarnation = 1, .hub_url = kNobody};
        identity.organisation = "Huis van het Kind";
        identity.staff = fixture.staff;
        identity.secret_key = Secret(sync::kSecretKeyBytes);
        REQUIRE(sync::save_identity(fixture.connection(), identity));
        REQUIRE(transaction->commit());
        auto opened = sync::Capture::open(fixture.connection(), fixture.clock, fixture.entropy);
        REQUIRE(opened);
        capture.emplace(std::move(*opened));
    }
    std::unique_ptr<HubLink> link() {
        auto opened = HubLink::open({*capture, fixture.clock, fixture.entropy, mailbox},
                                    {.url = kNobody, .ca_file = {}});
        REQUIRE(opened);
        return std::move(*opened);
    }

    test::TestStore fixture;
    SilentBell bell;
    Mailbox mailbox{bell};
    std::optional<sync::Capture> capture;
};

TEST_CASE("the network's answer wakes the engine, which then waits for a better moment",
          "[platform][app]") {
    EnrolledTablet tablet;
    const auto link = tablet.link();
    for (int round = 0; round < 20; ++round) {
        INFO(round);
        link->sync_now();
        link->step();
        REQUIRE(link->status().state == sync::SyncState::kConnecting);
        // A nudge may be left over from the answer before: no more than that is ever needed.
        for (int nudges = 0; nudges < 2; ++nudges) {
            if (link->status().state != sync::SyncState::kConnecting) break;
            tablet.mailbox.wait(kLongest);
            link->step();
        }
        REQUIRE(link->status().state == sync::SyncState::kWaiting);
    }
}

TEST_CASE("a network that comes ends the pause after failures", "[platform][app]") {
    EnrolledTablet tablet;
    const auto link = tablet.link();
    const auto fail_once = [&] {
        link->step();
        REQUIRE(link->status().state == sync::SyncState::kConnecting);
        while (link->status().state == sync::SyncState::kConnecting) {
            tablet.mailbox.wait(kLongest);
            link->step();
        }
    };
    milliseconds pause{0};
    for (int failures = 0; failures < 6; ++failures) {
        fail_once();
        pause = link->step();
        tablet.fixture.clock.advance(pause);
    }
    REQUIRE(pause > milliseconds{10'000});
    fail_once();
    link->note_network();
    pause = link->step();
    CHECK(pause <= milliseconds{sync::ScheduleTuning{}.network_settle_ms});
    tablet.fixture.clock.advance(pause);
    link->step();
    CHECK(link->status().state == sync::SyncState::kConnecting);
}

TEST_CASE("a link can end while its request is under way", "[platform][app]") {
    EnrolledTablet tablet;
    for (int round = 0; round < 20; ++round) {
        const auto link = tablet.link();
        link->sync_now();
        link->step();
        REQUIRE(link->status().state == sync::SyncState::kConnecting);
    }
}

}  // namespace
}  // namespace oppad::platform
