// Tablets that talk to the real hub in process: its handlers over a store of its own.
#pragma once

#include <filesystem>
#include <string>

#include "engine/core/log.h"
#include "tests/hub/support/test_hub.h"
#include "tests/sync/online_tablet.h"

namespace oppad::test {

using namespace oppad::sync;

class RealHub : public HubDoor {
public:
    RealHub() { log::set_level(log::Level::kError); }

    HttpReply answer(const HttpRequest& request) override {
        const hub::Response response = inner.answer({.method = request.method,
                                                     .target = request.path,
                                                     .headers = request.headers,
                                                     .body = request.body});
        return {.status = response.status,
                .content_type = response.content_type,
                .body = response.body,
                .content_encoding = response.content_encoding};
    }
    std::string code_for(const std::string& name) {
        REQUIRE(inner.administration->add_user(name, Role::kOutreacher));
        return next_code_for(name);
    }
    // Of a colleague whom it knows.
    std::string next_code_for(const std::string& name) {
        const auto code = inner.administration->make_code(inner.user(name));
        REQUIRE(code);
        return *code;
    }

    TestHub inner;
};

// A tablet whose records go where the hub says.
struct RealTablet : OnlineTablet {
    RealTablet(RealHub& hub, const std::string& name, std::uint64_t seed)
        : OnlineTablet(hub, hub.code_for(name), seed) {
        fixture.staff.scope = client->identity()->staff.scope;
    }
    // Of a colleague whom the hub knows already.
    RealTablet(RealHub& hub, std::uint64_t seed, const std::string& name)
        : OnlineTablet(hub, hub.next_code_for(name), seed) {
        fixture.staff.scope = client->identity()->staff.scope;
    }
    // Of the hub that has signed it off, or doesn't know it any more: enrols it anew, and syncs.
    Status join(const std::string& code, SyncState because) {
        const Status enrolled = ask_to_join(code, because);
        settle();
        return enrolled;
    }
    // The same up to the hub's answer: from then on there is no network.
    Status join_and_lose_network(const std::string& code, SyncState because) {
        const Status enrolled = ask_to_join(code, because);
        way.is_offline = true;
        settle();
        return enrolled;
    }
    // Time passes here and on the hub.
    void wait(RealHub& hub, std::chrono::milliseconds span) {
        fixture.clock.advance(span);
        hub.inner.clock.advance(span);
    }
    // As after a power cut in the middle of what it was at; the disk is a FaultyDisk.
    template <class Disk>
    void lose_power(Disk& disk) {
        close();
        disk.disarm();
        disk.cut_power();
        restart();
        connect();
    }
    // A file of the store as it is now, at rest.
    std::string copy_of_store() {
        std::string copy = fixture.folder.path() + "/copy-" + std::to_string(++copies_);
        close();
        std::filesystem::copy(fixture.paths.folder, copy, std::filesystem::copy_options::recursive);
        reboot();
        return copy;
    }
    // The store is what that copy says.
    void put_back(const std::string& copy) {
        close();
        std::filesystem::remove_all(fixture.paths.folder);
        std::filesystem::copy(copy, fixture.paths.folder, std::filesystem::copy_options::recursive);
        reboot();
    }

    void close() {
        client.reset();
        capture.reset();
        fixture.store.reset();
    }

private:
    Status ask_to_join(const std::string& code, SyncState because) {
        connect();
        std::optional<Status> enrolled;
        client->enrol({code, "https://hub.example", client->identity()->staff.id.raw, because},
                      [&](const Status& done) { enrolled = done; });
        way.deliver();
        REQUIRE(enrolled);
        return *enrolled;
    }

    int copies_ = 0;
};

}  // namespace oppad::test
