// Bases of texts beside their versions, and the conflicts that end by themselves because of them.
#include "sync/merge/base_text.h"

#include <catch2/catch_test_macros.hpp>

#include "engine/domain/record.h"
#include "sync/merge/merge.h"
#include "sync/wire/codec.h"
#include "tests/sync/generators.h"

using namespace oppad;
using namespace oppad::sync;

namespace {

constexpr FieldNumber kNote = 13;
const RecordKey kKey{RecordType::kFamily, RawId{{7}}};

Value value_of(const std::string& words) { return words.empty() ? Value{} : Value{words}; }

struct Written {
    Stamp stamp;
    std::string words;
    std::string base;
};

RecordState written(const Written& one, const CausalContext& seen) {
    RecordState state{.key = kKey};
    state.fields = {
        {kNote, MergeKind::kText, {{one.stamp, value_of(one.words)}}, seen, {}},
        {base_field_of(kNote), MergeKind::kText, {{one.stamp, value_of(one.base)}}, seen, {}}};
    REQUIRE(make_canonical(state).has_value());
    return state;
}

// As the tablet of `device` writes what it settled.
RecordState settled_by(DeviceId device, const RecordState& state, std::uint64_t time) {
    const std::vector<Settlement> settlements = settle_texts(state, device);
    if (settlements.size() != 1) return state;
    return merge(state, written({{time, device}, settlements[0].words, settlements[0].base},
                                find_field_state(state, kNote)->context));
}

std::string words_of(const RecordState& state) {
    const Value shown = shown_value(*find_field_state(state, kNote));
    const std::string* words = std::get_if<std::string>(&shown);
    return words != nullptr ? *words : std::string{};
}

const std::vector<std::string> kSentences = {"A.", "B.", "C.", "D.", "E.", "F."};

std::string together(const std::vector<std::string>& sentences) {
    std::string note;
    for (const std::string& one : sentences) note += (note.empty() ? "" : " ") + one;
    return note;
}

rc::Gen<std::string> any_note() {
    return rc::gen::map(
        rc::gen::resize(5, rc::gen::container<std::vector<std::string>>(
                               rc::gen::element<std::string>("A.", "B.", "C.", "D.", "E."))),
        together);
}

enum class Edit { kReplace, kRemove, kAddAfter };

std::string edited(std::size_t at, Edit edit, const std::string& words) {
    std::vector<std::string> sentences = kSentences;
    const auto place = sentences.begin() + static_cast<std::ptrdiff_t>(at);
    switch (edit) {
        case Edit::kReplace:
            *place = words;
            break;
        case Edit::kRemove:
            sentences.erase(place);
            break;
        case Edit::kAddAfter:
            sentences.insert(place + 1, words);
            break;
    }
    return together(sentences);
}

// Two people's edits with an untouched sentence between them.
RecordState any_edits_apart() {
    const auto any_edit = rc::gen::element(Edit::kReplace, Edit::kRemove, Edit::kAddAfter);
    const auto first = *rc::gen::inRange<std::size_t>(0, kSentences.size() - 2);
    const auto second = *rc::gen::inRange<std::size_t>(first + 2, kSentences.size());
    const std::string base = together(kSentences);
    return merge(written({{5, 1}, edited(first, *any_edit, "X."), base}, {}),
                 written({{6, 2}, edited(second, *any_edit, "Y."), base}, {}));
}

}  // namespace

TEST_CASE("no schema has a field where bases stand", "[sync][merge]") {
    for (const RecordSpec& spec : all_record_specs()) {
        for (const FieldSpec& field : spec.fields) CHECK_FALSE(is_base_field(field.number));
    }
}

TEST_CASE("a base stands and falls with its version", "[sync][merge]") {
    const RecordState mine = written({{5, 1}, "A. B.", "A."}, {});
    const RecordState yours = written({{6, 2}, "A. C.", "A."}, {});
    const RecordState both = merge(mine, yours);
    CHECK(base_of(both, kNote, {5, 1}) == "A.");
    CHECK(base_of(both, kNote, {6, 2}) == "A.");
    CHECK(base_of(both, kNote, {7, 2}) == std::nullopt);
    const RecordState last =
        written({{9, 1}, "A. B. C.", "A. C."}, find_field_state(both, kNote)->context);
    const RecordState after = merge(both, last);
    CHECK(base_of(after, kNote, {5, 1}) == std::nullopt);
    CHECK(base_of(after, kNote, {9, 1}) == "A. C.");
    CHECK(open_conflicts(after) == 0);
}

TEST_CASE("bases that differ are no conflict of their own", "[sync][merge]") {
    const RecordState both =
        merge(written({{5, 1}, "zelfde", "A."}, {}), written({{6, 2}, "zelfde", "B."}, {}));
    CHECK(open_conflicts(both) == 0);
}

TEST_CASE("both authors settle a conflict with the same words, nobody else settles it",
          "[sync][merge][hazard-14]") {
    CHECK(rc::check("settle_texts agrees", [] {
        const std::string base = *any_note();
        const RecordState both = merge(written({{5, 1}, *any_note(), base}, {}),
                                       written({{6, 2}, *any_note(), base}, {}));
        const auto one = settle_texts(both, 1);
        const auto two = settle_texts(both, 2);
        RC_ASSERT(settle_texts(both, 3).empty());
        RC_ASSERT(one.size() == two.size());
        if (one.empty()) return;
        RC_ASSERT(one[0].words == two[0].words);
    }));
}

TEST_CASE("settled at once on both tablets it has ended, and further edits keep it ended",
          "[sync][merge][hazard-14]") {
    CHECK(rc::check("no conflict of conflicts", [] {
        const RecordState both = any_edits_apart();
        RC_ASSERT(settle_texts(both, 1).size() == 1);
        const RecordState at_one = settled_by(1, both, 9);
        const RecordState at_two = settled_by(2, both, 10);
        const RecordState level = merge(at_one, at_two);
        RC_ASSERT(level == merge(at_two, at_one));
        RC_ASSERT(open_conflicts(level) == 0);
        // A third person goes on from one of the two, without the other.
        const std::string further = words_of(at_one) + " Z.";
        const RecordState third = merge(at_one, written({{12, 3}, further, words_of(at_one)},
                                                        find_field_state(at_one, kNote)->context));
        const RecordState again = settled_by(3, merge(third, at_two), 14);
        RC_ASSERT(open_conflicts(again) == 0);
        RC_ASSERT(words_of(again) == further);
    }));
}

TEST_CASE("what can't be settled alone stays for a person", "[sync][merge]") {
    const RecordState quarrel =
        merge(written({{5, 1}, "B.", "A."}, {}), written({{6, 2}, "C.", "A."}, {}));
    CHECK(settle_texts(quarrel, 1).empty());
    SECTION("bases that differ") {
        const RecordState other = merge(written({{5, 1}, "A. B. C. X.", "A. B. C."}, {}),
                                        written({{6, 2}, "Y. A. B.", "A. B."}, {}));
        CHECK(settle_texts(other, 1).empty());
    }
    SECTION("a base that is not known") {
        RecordState other = written({{5, 1}, "A. B. X.", "A. B."}, {});
        RecordState old = written({{6, 2}, "Y. A. B.", "A. B."}, {});
        old.fields.pop_back();
        CHECK(settle_texts(merge(other, old), 1).empty());
    }
    SECTION("three versions") {
        const RecordState three = merge(merge(written({{5, 1}, "X. A. B. C.", "A. B. C."}, {}),
                                              written({{6, 2}, "A. B. C. Y.", "A. B. C."}, {})),
                                        written({{7, 3}, "A. B en. C.", "A. B. C."}, {}));
        CHECK(settle_texts(three, 1).empty());
    }
    SECTION("a record that was removed") {
        RecordState gone = merge(written({{5, 1}, "X. A. B.", "A. B."}, {}),
                                 written({{6, 2}, "A. B. Y.", "A. B."}, {}));
        CHECK(settle_texts(gone, 1).size() == 1);
        gone.deletions = {{{9, 1}, seen_context(gone)}};
        CHECK(settle_texts(gone, 1).empty());
    }
}

TEST_CASE("a base travels and is read again as any field", "[sync][merge][golden]") {
    const RecordState state = written({{5, 1}, "A. B.", "A."}, {});
    const auto read = decode<RecordState>(encode(state, WireForm::kCbor), WireForm::kCbor);
    REQUIRE(read);
    CHECK(*read == state);
    const std::string json{as_text(encode(state, WireForm::kJson))};
    CHECK(json ==
          R"({"f":[[13,2,[["0000000000000005-0000000000000001","A. B."]]],)"
          R"([16397,2,[["0000000000000005-0000000000000001","A."]]]],)"
          R"("k":[1,"07000000000000000000000000000000"],"s":"00000000000000000000000000000000"})");
}
