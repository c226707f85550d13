// The oracle of the wire: what a hub wrote counts as taken, whether or not its answer came out.
#include "platform/sim/wire_watch.h"

#include <catch2/catch_test_macros.hpp>

#include "platform/sim/world.h"

namespace oppad::sim {

namespace {

constexpr sync::DeviceId kDevice = 7;

struct Watched {
    TrueTime time;
    Hub hub{time, 1};
    Grants grants;
    Book book;
    Trace trace{Keeping::kHashOnly};
    WireWatch watch{hub, grants, book, trace};

    Watched() {
        const auto blanks = make_blanks();
        REQUIRE(blanks);
        hub.disk.load(blanks->hub);
        REQUIRE(hub.found());
        REQUIRE(hub.open());
    }
    // In the place of a batch: whatever gives a record a place in the hub's order.
    void write_something() {
        const auto before = hub.last_seq();
        REQUIRE(hub.administration().add_user("Ann", Role::kOutreacher));
        REQUIRE(hub.last_seq() != before);
    }
};

sync::SyncRequest make_request() {
    sync::SyncRequest request;
    request.incarnation = 3;
    request.batch = 1;
    request.push.push_back({.key = {RecordType::kFamily, RawId{}}});
    return request;
}

}  // namespace

TEST_CASE("a batch that a hub wrote and died over is known when it comes again", "[sim]") {
    Watched world;
    const sync::SyncRequest request = make_request();
    world.watch.expect(kDevice, request);
    world.write_something();
    world.watch.settle();  // No answer was seen.
    CHECK(world.trace.broken().empty());
    world.watch.expect(kDevice, request);
    REQUIRE(world.trace.broken().size() == 1);
    CHECK(world.trace.broken().front() == "batch 1 was taken, and the hub forgot it");
}

TEST_CASE("a batch that a hub died over before it wrote may come as if for the first time",
          "[sim]") {
    Watched world;
    const sync::SyncRequest request = make_request();
    world.watch.expect(kDevice, request);
    world.watch.settle();
    world.watch.expect(kDevice, request);
    CHECK(world.trace.broken().empty());
}

TEST_CASE("a hub that was put back may take again what it had taken since", "[sim]") {
    Watched world;
    const sync::SyncRequest request = make_request();
    world.watch.expect(kDevice, request);
    world.write_something();
    world.watch.settle();
    world.watch.forget_answers();
    world.watch.expect(kDevice, request);
    CHECK(world.trace.broken().empty());
}

}  // namespace oppad::sim
