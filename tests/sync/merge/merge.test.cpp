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
        const auto device = static_cast<DeviceId>(*rc::gen::inRange(1, 5));
        edit.fields = {{1, MergeKind::kText, {{Stamp{50, device}, std::string{"toch"}}}, {}, {}}};
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
    CHECK(rc::check("unknown fields", [](RecordState a, RecordState b) {
        RC_PRE(!a.erased && !b.erased);
        // Field 5 has the same kind, and a name: what becomes of the one becomes of the other.
        for (RecordState* state : {&a, &b}) {
            std::erase_if(state->fields, [](const FieldState& one) { return one.number == 5; });
            const FieldState* unknown = find_field_state(*state, 77);
            if (unknown == nullptr) continue;
            FieldState known = *unknown;
            known.number = 5;
            state->fields.push_back(known);
            RC_ASSERT(make_canonical(*state).has_value());
        }
        const RecordState both = merge(a, b);
        const FieldState* unknown = find_field_state(both, 77);
        const FieldState* known = find_field_state(both, 5);
        RC_ASSERT((unknown == nullptr) == (known == nullptr));
        RC_ASSERT((find_field_state(a, 77) || find_field_state(b, 77)) == (unknown != nullptr));
        if (unknown == nullptr) return;
        RC_ASSERT(unknown->versions == known->versions);
        RC_ASSERT(unknown->context == known->context);
    }));
}

TEST_CASE("records of a type that no schema knows merge as others do", "[sync][merge][hazard-33]") {
    CHECK(rc::check("unknown types", [](RecordState a, RecordState b) {
        RecordState both = merge(a, b);
        for (RecordState* state : {&a, &b, &both}) state->key.type = static_cast<RecordType>(4711);
        RC_ASSERT(merge(a, b) == both);
    }));
}

TEST_CASE("a field to which peers give different kinds keeps the laws", "[sync][merge]") {
    CHECK(rc::check("any kinds", [] {
        const auto any_kind = [] {
            RecordState state{.key = kKey};
            FieldState field = *test::any_field(static_cast<FieldNumber>(*rc::gen::inRange(4, 8)));
            field.number = 77;
            state.fields.push_back(field);
            RC_ASSERT(make_canonical(state).has_value());
            return state;
        };
        const RecordState a = any_kind();
        const RecordState b = any_kind();
        const RecordState c = any_kind();
        RC_ASSERT(merge(a, b) == merge(b, a));
        RC_ASSERT(merge(merge(a, b), c) == merge(a, merge(b, c)));
        RC_ASSERT(merge(merge(a, b), b) == merge(a, b));
    }));
}

TEST_CASE("of a register the later stamp wins, whatever the values", "[sync][merge]") {
    CHECK(rc::check("registers", [](RecordState a, RecordState b) {
        for (RecordState* state : {&a, &b}) {
            state->erased.reset();
            state->fields = {*test::any_field(4)};
        }
        const Version one = a.fields.front().versions.front();
        const Version other = b.fields.front().versions.front();
        RC_PRE(!(one.stamp == other.stamp));
        const Version later = one.stamp < other.stamp ? other : one;
        RC_ASSERT(merge(a, b).fields.front().versions.front() == later);
    }));
}

TEST_CASE("of each word of a set what was said last counts", "[sync][merge]") {
    CHECK(rc::check("sets", [](const RecordState& a, const RecordState& b) {
        RC_PRE(!a.erased && !b.erased);
        const RecordState both = merge(a, b);
        for (const RecordState* state : {&a, &b}) {
            const FieldState* field = find_field_state(*state, 3);
            if (field == nullptr) continue;
            for (const SetElement& said : field->elements) {
                const auto& kept = find_field_state(both, 3)->elements;
                const auto at = std::find_if(kept.begin(), kept.end(), [&](const SetElement& one) {
                    return one.element == said.element;
                });
                const bool is_kept = at != kept.end();
                RC_ASSERT(is_kept);
                RC_ASSERT(said.stamp < at->stamp || said.stamp == at->stamp);
                if (said.stamp == at->stamp) RC_ASSERT(at->present || !said.present);
            }
        }
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
    CHECK(rc::check("equal values never conflict", [](RecordState a, RecordState b) {
        const Value same = *test::any_value();
        for (RecordState* state : {&a, &b}) {
            for (FieldState& field : state->fields) {
                for (Version& version : field.versions) version.value = same;
            }
            RC_ASSERT(make_canonical(*state).has_value());
        }
        RC_ASSERT(open_conflicts(merge(a, b)) == 0);
    }));
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
