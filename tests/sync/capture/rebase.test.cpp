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

}  // namespace oppad::test
