// Pages made ready beside the engine: the same records come out of them, whatever was expected.
#include "sync/capture/incoming.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/sync/generators.h"
#include "tests/sync/tablet.h"

using namespace oppad;
using namespace oppad::sync;
using test::Tablet;

namespace {

bool is_row(const IncomingRecord& record) {
    return std::holds_alternative<storage::StoredRecord>(record);
}

// Up to six states of three families, so that some come twice.
rc::Gen<std::vector<RecordState>> any_page() {
    const auto any_of_three =
        rc::gen::map(rc::gen::pair(test::any_family_state(), rc::gen::inRange(1, 4)),
                     [](const std::pair<RecordState, int>& parts) {
                         RecordState state = parts.first;
                         state.key.id = RawId{{static_cast<std::uint8_t>(parts.second)}};
                         return state;
                     });
    return rc::gen::resize(6, rc::gen::container<std::vector<RecordState>>(any_of_three));
}

// What the tablet's table of families holds.
std::vector<RecordState> families(Tablet& tablet) {
    std::vector<RecordState> states;
    for (std::uint8_t number = 1; number <= 3; ++number) {
        const auto row = storage::find_record(tablet.fixture.connection(),
                                              {RecordType::kFamily, RawId{{number}}});
        RC_ASSERT(row.has_value());
        if (!row->has_value()) continue;
        const auto state = state_of(**row);
        RC_ASSERT(state.has_value());
        states.push_back(*state);
    }
    return states;
}

}  // namespace

TEST_CASE("a record that is made a row ahead is the record that came", "[sync][capture]") {
    CHECK(rc::check("rows ahead", [] {
        const RecordState state = *test::any_family_state();
        const IncomingPage page = make_incoming(test::reply_with({state}), Expecting::kNew);
        RC_ASSERT(page.records.size() == 1U);
        RC_ASSERT(is_row(page.records.front()) == !has_rivals(state));
        const auto back = state_of(page.records.front());
        RC_ASSERT(back.has_value());
        RC_ASSERT(*back == state);
        RC_ASSERT(page.latest == latest_stamp(state));
    }));
}

TEST_CASE("what becomes more than a row, or none, stays as it came", "[sync][capture]") {
    Tablet ann{1};
    const Family family = test::new_family(ann, "Peeters");
    RecordState state = ann.state(test::key_of(family));
    const auto is_made_row = [](const RecordState& one, Expecting expecting) {
        return is_row(make_incoming(test::reply_with({one}), expecting).records.front());
    };
    CHECK(is_made_row(state, Expecting::kNew));
    CHECK_FALSE(is_made_row(state, Expecting::kKnown));
    RecordState unknown = state;
    unknown.key.type = static_cast<RecordType>(200);
    CHECK_FALSE(is_made_row(unknown, Expecting::kNew));
    RecordState misfit = state;
    misfit.fields.front().merge = MergeKind::kSet;
    CHECK_FALSE(is_made_row(misfit, Expecting::kNew));
    RecordState erased = state;
    erased.erased = latest_stamp(state);
    erased.fields.clear();
    CHECK_FALSE(is_made_row(erased, Expecting::kNew));
}

TEST_CASE("a page that was expected new leaves what one leaves that was not", "[sync][capture]") {
    CHECK(rc::check("expectation changes nothing", [] {
        Tablet ann{1};
        Tablet bea{1};
        for (int pages = *rc::gen::inRange(1, 4); pages > 0; --pages) {
            const SyncReply reply = test::reply_with(*any_page());
            const Applied a = ann.receive(reply, Answers::kPullOnly, Expecting::kNew);
            const Applied b = bea.receive(reply, Answers::kPullOnly, Expecting::kKnown);
            RC_ASSERT(a.changed == b.changed);
            RC_ASSERT(a.added == b.added);
            RC_ASSERT(families(ann) == families(bea));
        }
    }));
}
