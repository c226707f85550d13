// The real hub on a disk that fills up, and a tablet that syncs with it.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "engine/core/log.h"
#include "platform/sim/hub.h"
#include "platform/sim/world.h"
#include "tests/sync/online_tablet.h"

namespace oppad::sim {

namespace {

class Door final : public test::HubDoor {
public:
    explicit Door(Hub& hub) : hub_(hub) {}
    sync::HttpReply answer(const sync::HttpRequest& request) override {
        const hub::Response response = hub_.answer({.method = request.method,
                                                    .target = request.path,
                                                    .headers = request.headers,
                                                    .body = request.body});
        return {.status = response.status,
                .content_type = response.content_type,
                .body = response.body,
                .content_encoding = response.content_encoding};
    }

private:
    Hub& hub_;
};

std::string code_of_someone(Hub& hub) {
    const auto user = hub.administration().add_user("Ann", Role::kOutreacher);
    REQUIRE(user);
    const auto code = hub.administration().make_code(*user);
    REQUIRE(code);
    return *code;
}

States states_of(Hub& hub) {
    auto states = hub.list_states();
    REQUIRE(states);
    return std::move(*states);
}

}  // namespace

TEST_CASE("a hub whose disk is full takes no part of a batch, and all of it once there is room",
          "[sim][hub][hazard-38]") {
    log::silence();  // The fault is meant.
    const int at = GENERATE(1, 2, 5, 9, 14);
    const auto blanks = make_blanks();
    REQUIRE(blanks);
    TrueTime time;
    Hub hub{time, 1};
    hub.disk.load(blanks->hub);
    REQUIRE(hub.found());
    REQUIRE(hub.open());
    {
        Door door{hub};
        test::OnlineTablet ann{door, code_of_someone(hub), 1};
        ann.fixture.staff.scope = ann.client->identity()->staff.scope;
        REQUIRE(ann.sync() == sync::SyncState::kIdle);
        const Family first = test::new_family(ann, "Peeters");
        for (int count = 0; count < 8; ++count) test::new_family(ann, "Claes");
        const States before = states_of(hub);
        hub.disk.fail_at(DiskFault::kFull, FaultSpan::kUntilHealed, at);
        CHECK(ann.sync() == sync::SyncState::kNoSpace);
        CHECK(ann.queued() == 9);
        CHECK(ann.load(first.id).name == "Peeters");
        CHECK(states_of(hub) == before);
        hub.disk.heal();
        CHECK(ann.sync() == sync::SyncState::kIdle);
        CHECK(ann.queued() == 0);
        CHECK(states_of(hub).size() == before.size() + 9);
    }
    hub.close();
}

}  // namespace oppad::sim
