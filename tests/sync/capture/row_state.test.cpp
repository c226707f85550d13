// A state survives its row: columns for what is shown, the blob for the rest.
#include "sync/capture/row_state.h"

#include <catch2/catch_test_macros.hpp>

#include "engine/domain/record.h"
#include "tests/sync/generators.h"
#include "tests/sync/tablet.h"

using namespace oppad;
using namespace oppad::sync;

TEST_CASE("a state survives its row, losers, unknown fields and wrong shapes included",
          "[sync][capture][hazard-33]") {
    CHECK(rc::check("row round trip", [] {
        const RecordState state = *test::any_family_state();
        const storage::StoredRecord row = row_of(state);
        const auto back = state_of(row);
        RC_ASSERT(back.has_value());
        RC_ASSERT(*back == state);
        RC_ASSERT(row_of(*back).causal == row.causal);
    }));
}

TEST_CASE("a record just written costs its row 33 bytes", "[sync][capture]") {
    test::Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    const auto row = storage::find_record(tablet.fixture.connection(), test::key_of(family));
    REQUIRE(row);
    CHECK((*row)->causal.size() == 33);
}

TEST_CASE("a broken blob is told and not guessed", "[sync][capture]") {
    const RecordKey key{RecordType::kFamily, RawId{{1}}};
    CHECK(unpack_causal({}, key).has_value());
    CHECK(unpack_causal(Bytes{1, 2, 3}, key).error().code == ErrorCode::kCorrupt);
    Bytes blob(33, 1);
    CHECK(unpack_causal(blob, key).has_value());
    blob.push_back(0xff);
    CHECK(unpack_causal(blob, key).error().code == ErrorCode::kCorrupt);
    blob[0] = 9;
    CHECK(unpack_causal(blob, key).error().code == ErrorCode::kCorrupt);
}
