// A tablet that syncs with a loopback hub on virtual time.
#pragma once

#include "sync/client/sync_client.h"
#include "tests/sync/loopback_hub.h"
#include "tests/sync/tablet.h"

namespace oppad::test {

// What a tablet wrote in a scope of its own, before it had a hub.
struct EarlierWork {
    void write(Tablet& tablet) {
        tablet.fixture.staff.scope = RawId{{0x10, 0xca, 0x1}};
        heard = new_family(tablet, "Peeters");
        unheard.id = {tablet.entropy.id()};
        unheard.name = "Claes";
        contact.id = {tablet.entropy.id()};
        contact.family_id = unheard.id;
        contact.author_id = tablet.fixture.staff.id;
        tablet.fixture.save(unheard);  // No capture listens to the fixture's own writes.
        tablet.fixture.save(contact);
    }
    Family heard;
    Family unheard;
    Contact contact;
};

struct OnlineTablet : Tablet {
    OnlineTablet(LoopbackHub& hub, std::uint64_t seed) : OnlineTablet(hub, "GOED", seed) {}
    OnlineTablet(HubDoor& hub, const std::string& code, std::uint64_t seed)
        : Tablet(seed), way(hub) {
        enrol(code);
    }
    OnlineTablet(HubDoor& hub, const std::string& code, std::uint64_t seed, EarlierWork& earlier)
        : Tablet(seed), way(hub) {
        earlier.write(*this);
        enrol(code);
    }

    void enrol(const std::string& code) {
        connect();
        std::optional<Status> enrolled;
        client->enrol({code, "https://hub.example", fixture.staff.id.raw},
                      [&](Status done) { enrolled = done; });
        way.deliver();
        REQUIRE(enrolled);
        REQUIRE(enrolled->has_value());
        run();
    }

    void connect() {
        client.reset();
        client.emplace(*capture, way, fixture.clock, entropy, session_tuning, ScheduleTuning{});
        REQUIRE(client->start());
    }
    // Switched off and on again.
    void reboot() {
        client.reset();
        restart();
        connect();
    }

    // Steps and delivers until nothing is under way.
    void settle() {
        for (int turns = 0; turns < 10'000; ++turns) {
            client->step();
            const bool delivered = way.deliver();
            client->step();
            const auto wakeup = client->next_wakeup();
            const bool is_due = wakeup && *wakeup <= fixture.clock.steady();
            if (!delivered && !is_due) return;
        }
        FAIL("sync does not come to rest");
    }
    // A whole run, now.
    void run() {
        client->sync_now();
        settle();
    }
    SyncState sync() {
        run();
        return client->status().state;
    }

    LoopbackTransport way;
    SessionTuning session_tuning;
    std::optional<SyncClient> client;
};

// Syncs all until no one has anything new: two rounds carry everything everywhere.
inline void sync_all(std::initializer_list<OnlineTablet*> tablets) {
    for (int round = 0; round < 2; ++round) {
        for (OnlineTablet* tablet : tablets) REQUIRE(tablet->sync() == SyncState::kIdle);
    }
}

}  // namespace oppad::test
