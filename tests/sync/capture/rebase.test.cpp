// Unsent work of a clock that ran ahead, brought back to the hub's time.
#include "sync/capture/rebase.h"

#include "sync/tuning.h"
#include "sync/wire/clock.h"
#include "tests/sync/tablet.h"

namespace oppad::test {

namespace {

constexpr DeviceId kColleague = 99;

RecordState named_by_colleague(const RecordKey& key, const std::string& name, Instant when) {
    RecordState state{.key = key};
    state.fields.push_back(
        {.number = 1, .versions = {{Stamp{stamp_time(when), kColleague}, name}}});
    return state;
}

}  // namespace

TEST_CASE("an edit stays later than the colleague's that its author saw, when clocks are set back",
          "[sync][capture][clock][hazard-16]") {
    Tablet tablet{1};
    const Family family = new_family(tablet, "Peeters");
    const Instant hub_now = tablet.fixture.clock.now();
    // 90 seconds ahead: the hub takes up to 120, the tablet sets its own back from 60 on.
    const RecordState theirs =
        named_by_colleague(key_of(family), "Theirs", hub_now + std::chrono::seconds{90});
    tablet.receive(reply_with({theirs}));
    tablet.edit(family.id, [](Family& known) { known.name = "Mine"; });

    REQUIRE(rebase_unsent(tablet.fixture.connection(), tablet.capture->clock(), hub_now,
                          SessionTuning{}.ahead_ms_max));

    const RecordState merged = merge(tablet.state(key_of(family)), theirs);
    const FieldState* name = find_field_state(merged, 1);
    REQUIRE(name != nullptr);
    CHECK(shown_value(*name) == Value{std::string{"Mine"}});
}

TEST_CASE(
    "what the hub took while its clock was ahead keeps its stamps, and later edits stay later",
    "[sync][capture][clock][hazard-15]") {
    Tablet tablet{1};
    tablet.fixture.clock.advance(std::chrono::hours{24 * 365});
    const Family family = new_family(tablet, "Peeters");
    const RecordKey key = key_of(family);
    const RecordState taken = tablet.send().push.at(0);
    SyncReply answer = reply_with({});
    answer.receipts.push_back({.key = key, .corrected = {}});
    answer.hub_time_ms = tablet.fixture.clock.now().ms;
    tablet.receive(answer, Answers::kPush);
    tablet.fixture.clock.advance(-std::chrono::hours{24 * 365});
    tablet.edit(family.id, [](Family& known) { known.name = "Later"; });

    REQUIRE(rebase_unsent(tablet.fixture.connection(), tablet.capture->clock(),
                          tablet.fixture.clock.now(), SessionTuning{}.ahead_ms_max));

    const RecordState state = tablet.state(key);
    CHECK(state.scope_stamp == taken.scope_stamp);
    const RecordState merged = merge(taken, state);
    CHECK(merged == state);
    const FieldState* name = find_field_state(merged, 1);
    REQUIRE(name != nullptr);
    CHECK(shown_value(*name) == Value{std::string{"Later"}});
}

}  // namespace oppad::test
