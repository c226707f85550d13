// What sync notes as news of colleagues: work of others that changes something here, once a tablet
// has been level.
#include "engine/storage/arrivals.h"

#include <catch2/generators/catch_generators.hpp>

#include "sync/wire/signature.h"
#include "tests/sync/tablet.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::Tablet;

namespace {

std::vector<storage::Arrival> arrivals_of(Tablet& tablet) {
    auto arrivals = storage::list_arrivals(tablet.fixture.connection(), Instant{0});
    REQUIRE(arrivals);
    return *arrivals;
}

// After it a tablet has had a whole run.
SyncReply reply_at(const std::vector<RecordState>& records) {
    SyncReply reply = test::reply_with(records);
    reply.hub_time_ms = 1'750'000'000'000;
    return reply;
}

}  // namespace

TEST_CASE("what a first pull brings is no news; what comes after it is, once",
          "[sync][capture][news]") {
    Tablet ann{1};
    Tablet bea{2};
    const Family first = test::new_family(ann, "Peeters");
    bea.receive(reply_at(ann.send().push));
    CHECK(arrivals_of(bea).empty());

    const Family second = test::new_family(ann, "Claes");
    ann.edit(first.id, [](Family& record) { record.street = "Kerkstraat"; });
    bea.fixture.clock.advance(std::chrono::hours{3});
    const SyncReply reply = reply_at({ann.state(key_of(first)), ann.state(key_of(second))});
    const auto expecting = GENERATE(Expecting::kKnown, Expecting::kNew);
    bea.receive(reply, Answers::kPullOnly, expecting);
    bea.receive(reply, Answers::kPullOnly, expecting);
    const auto arrivals = arrivals_of(bea);
    REQUIRE(arrivals.size() == 2);
    CHECK(arrivals[0].key == key_of(second));
    CHECK(arrivals[1].key == key_of(first));
    CHECK(arrivals[0].at == bea.fixture.clock.now());
    CHECK(arrivals[0].device == device_text(ann.capture->clock().device()));
}

TEST_CASE("an own edit that comes back is no news; what a colleague wrote beside it is",
          "[sync][capture][news]") {
    Tablet ann{1};
    Tablet bea{2};
    const Family family = test::new_family(ann, "Peeters");
    bea.receive(reply_at(ann.send().push));
    bea.edit(family.id, [](Family& record) { record.phone = "0470"; });
    bea.receive(reply_at({bea.state(key_of(family))}));
    CHECK(arrivals_of(bea).empty());
    ann.edit(family.id, [](Family& record) { record.note = "belt maandag"; });
    bea.edit(family.id, [](Family& record) { record.note = "belt dinsdag"; });
    bea.receive(reply_at({ann.state(key_of(family))}));
    CHECK(arrivals_of(bea).size() == 1);
}
