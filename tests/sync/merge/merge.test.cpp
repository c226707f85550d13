// The laws of merge over random states, hostile ones included, and its rules by example.
#include "sync/merge/merge.h"

#include <catch2/catch_test_macros.hpp>

#include "sync/merge/heal.h"
#include "sync/merge/restamp.h"
#include "sync/wire/codec.h"
#include "tests/sync/generators.h"

using namespace oppad;
using namespace oppad::sync;

namespace {

const RecordKey kKey{RecordType::kFamily, RawId{{7}}};

RecordState text_state(Stamp stamp, const char* words, const CausalContext& seen) {
    RecordState state{.key = kKey};
    state.fields = {{13, MergeKind::kText, {{stamp, std::string{words}}}, seen, {}}};
    REQUIRE(make_canonical(state).has_value());
    return state;
}

RecordState deleted(const RecordState& state, Stamp stamp) {
    RecordState piece{.key = state.key, .scope = state.scope};
    piece.deletions = {{stamp, seen_context(state)}};
    return merge(state, piece);
}

}  // namespace

TEST_CASE("the order of two states does not change what they become", "[sync][merge]") {
    CHECK(rc::check("merge(a, b) == merge(b, a)", [](const RecordState& a, const RecordState& b) {
        RC_ASSERT(merge(a, b) == merge(b, a));
    }));
}

TEST_CASE("the grouping of three states does not change what they become", "[sync][merge]") {
    CHECK(rc::check("merge is associative",
                    [](const RecordState& a, const RecordState& b, const RecordState& c) {
                        RC_ASSERT(merge(merge(a, b), c) == merge(a, merge(b, c)));
                    }));
}

TEST_CASE("a state merged again changes nothing", "[sync][merge]") {
    CHECK(rc::check("merge(a, a) == a", [](const RecordState& a) { RC_ASSERT(merge(a, a) == a); }));
    CHECK(rc::check("merge(merge(a, b), b) == merge(a, b)",
                    [](const RecordState& a, const RecordState& b) {
                        RC_ASSERT(merge(merge(a, b), b) == merge(a, b));
                    }));
}

TEST_CASE("what merges is canonical, and its bytes are equal when it is", "[sync][merge]") {
    CHECK(rc::check("canonical", [](const RecordState& a, const RecordState& b) {
        const RecordState both = merge(a, b);
        RecordState again = both;
        RC_ASSERT(make_canonical(again).has_value());
        RC_ASSERT(again == both);
        RC_ASSERT(encode(merge(b, a), WireForm::kCbor) == encode(both, WireForm::kCbor));
    }));
}

TEST_CASE("an edit that no deletion had seen keeps the record in sight",
          "[sync][merge][hazard-18]") {
    CHECK(rc::check("delete never beats an unseen edit", [](const RecordState& state) {
        RC_PRE(!state.erased);
        const RecordState gone = deleted(state, Stamp{100, 2});
        RC_ASSERT(is_hidden(gone));
        RecordState edit{.key = state.key, .scope = state.scope};
        edit.fields = {{1, MergeKind::kText, {{Stamp{50, 9}, std::string{"toch"}}}, {}, {}}};
        RC_ASSERT(make_canonical(edit).has_value());
        RC_ASSERT(!is_hidden(merge(gone, edit)));
        RC_ASSERT(!is_hidden(merge(edit, gone)));
    }));
}

TEST_CASE("erasure leaves an id, a scope and a stamp, whatever comes later", "[sync][merge]") {
    CHECK(rc::check("erasure absorbs", [](const RecordState& state, const RecordState& late) {
        RecordState erasure{.key = state.key, .scope = state.scope};
        erasure.erased = Stamp{1, 1};
        const RecordState gone = merge(merge(state, erasure), late);
        RC_ASSERT(gone.erased.has_value());
        RC_ASSERT(gone.fields.empty());
        RC_ASSERT(gone.deletions.empty());
        RC_ASSERT(is_hidden(gone));
    }));
}

TEST_CASE("fields that no schema knows survive a merge", "[sync][merge][hazard-33]") {
    CHECK(rc::check("unknown fields", [](const RecordState& a, const RecordState& b) {
        RC_PRE(!a.erased && !b.erased);
        const bool there = find_field_state(a, 77) != nullptr || find_field_state(b, 77) != nullptr;
        RC_ASSERT((find_field_state(merge(a, b), 77) != nullptr) == there);
    }));
}

TEST_CASE("two people who wrote one note unaware of each other both keep their words",
          "[sync][merge][hazard-13]") {
    const RecordState mine = text_state({5, 1}, "belt maandag", {});
    const RecordState yours = text_state({6, 2}, "belt dinsdag", {});
    const RecordState both = merge(mine, yours);
    CHECK(open_conflicts(both) == 1);
    CHECK(shown_value(both.fields.front()) == Value{std::string{"belt dinsdag"}});
    CHECK(standing_versions(both.fields.front()).size() == 2);
}

TEST_CASE("an edit that had seen both sides settles the conflict everywhere",
          "[sync][merge][hazard-13]") {
    const RecordState both = merge(text_state({5, 1}, "a", {}), text_state({6, 2}, "b", {}));
    const RecordState settled = text_state({9, 1}, "a en b", both.fields.front().context);
    CHECK(open_conflicts(merge(both, settled)) == 0);
    CHECK(merge(both, settled) == settled);
}

TEST_CASE("two resolutions of one conflict leave one conflict, not two",
          "[sync][merge][hazard-14]") {
    const RecordState both = merge(text_state({5, 1}, "a", {}), text_state({6, 2}, "b", {}));
    const CausalContext seen = both.fields.front().context;
    SECTION("with the same words there is none left") {
        const RecordState settled =
            merge(text_state({9, 1}, "a en b", seen), text_state({9, 2}, "a en b", seen));
        CHECK(open_conflicts(settled) == 0);
        CHECK(open_conflicts(merge(settled, both)) == 0);
    }
    SECTION("with other words there are two versions, and a third edit ends it") {
        const RecordState open =
            merge(text_state({9, 1}, "a, b", seen), text_state({9, 2}, "b, a", seen));
        CHECK(standing_versions(open.fields.front()).size() == 2);
        const RecordState last = text_state({12, 3}, "b, a", open.fields.front().context);
        CHECK(open_conflicts(merge(merge(open, last), both)) == 0);
    }
}

TEST_CASE("two people who wrote the same words have no conflict", "[sync][merge][hazard-17]") {
    const RecordState both =
        merge(text_state({5, 1}, "verhuisd", {}), text_state({5, 2}, "verhuisd", {}));
    CHECK(open_conflicts(both) == 0);
    CHECK(shown_value(both.fields.front()) == Value{std::string{"verhuisd"}});
}

TEST_CASE("equal clocks give the same winner in all orders on three replicas",
          "[sync][merge][hazard-17]") {
    std::vector<RecordState> writes;
    for (const DeviceId device : {3, 1, 2}) {
        RecordState write{.key = kKey};
        write.fields = {
            {1, MergeKind::kRegister, {{Stamp{5, device}, std::int64_t(device)}}, {}, {}}};
        writes.push_back(write);
    }
    std::vector<std::size_t> order = {0, 1, 2};
    do {
        const RecordState all = merge(merge(writes[order[0]], writes[order[1]]), writes[order[2]]);
        CHECK(shown_value(all.fields.front()) == Value{std::int64_t{3}});
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("a field whose kind is not the schema's does not fit", "[sync][merge]") {
    RecordState state = text_state({5, 1}, "a", {});
    CHECK(fits_schema(state));
    state.fields.front().merge = MergeKind::kCritical;
    CHECK_FALSE(fits_schema(state));
    state.fields.front().number = 4711;
    CHECK(fits_schema(state));
    state.key.type = static_cast<RecordType>(4711);
    CHECK(fits_schema(state));
}

TEST_CASE("of two values under one stamp the sound copy's counts, whichever is greater",
          "[sync][merge][hazard-40]") {
    const RecordState low = text_state({5, 1}, "aaa", {{1, 5}});
    const RecordState high = text_state({5, 1}, "zzz", {{1, 5}});
    CHECK(heal(low, high) == high);
    CHECK(heal(high, low) == low);
    CHECK(rc::check("heal", [](const RecordState& decayed, const RecordState& sound) {
        const RecordState healed = heal(decayed, sound);
        RC_ASSERT(heal(sound, sound) == sound);
        RC_ASSERT(heal(healed, sound) == healed);
        RecordState canonical = healed;
        RC_ASSERT(make_canonical(canonical).has_value());
        RC_ASSERT(canonical == healed);
    }));
}

TEST_CASE("a copy's later writes get a name of their own and cover none of the other's",
          "[sync][merge][hazard-27][hazard-48]") {
    constexpr DeviceId kOld = 1;
    constexpr DeviceId kNew = 9;
    const RecordState common = text_state({5, kOld}, "samen", {{kOld, 5}});
    const RecordState one = text_state({8, kOld}, "van de ene", {{kOld, 8}});
    const RecordState other = text_state({8, kOld}, "van de andere", {{kOld, 8}});
    const RecordState renamed = rename_later(other, kOld, 5, kNew);
    CHECK(renamed.fields[0].versions[0].stamp == Stamp{8, kNew});
    CHECK(renamed.fields[0].context == CausalContext{{kOld, 5}, {kNew, 8}});
    CHECK(rename_later(common, kOld, 5, kNew) == common);
    const RecordState both = merge(merge(common, one), renamed);
    CHECK(standing_versions(both.fields[0]).size() == 2);
    CHECK(standing_versions(merge(common, renamed).fields[0]).size() == 1);
    CHECK(standing_versions(merge(one, other).fields[0]).size() == 1);  // One would be lost.
}
