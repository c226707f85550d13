// Messages in columns: nothing changes by it but their size, whatever they hold.
#include "sync/wire/columns.h"

#include <rapidcheck.h>
#include <catch2/catch_test_macros.hpp>

#include "sync/wire/codec.h"
#include "sync/wire/compression.h"
#include "tests/sync/generators.h"

using namespace oppad;
using namespace oppad::sync;

namespace {

constexpr std::size_t kBytesMax = 4 * 1024 * 1024;
constexpr DeviceId kAnn = 0x9102030405060708;
constexpr std::uint64_t kTime = std::uint64_t{1'795'388'700'000} << 16;
const RawId kScope{{0x01, 0x90, 0xa5, 0xf0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2}};

// Bytes that are the same on every machine.
std::uint8_t noise(std::size_t of) {
    std::uint64_t number = of * 0x9e3779b97f4a7c15U;
    number ^= number >> 29;
    return static_cast<std::uint8_t>(number * 0xbf58476d1ce4e5b9U >> 56);
}

// One of many: written at once, then one field of every third by somebody else.
RecordState record(std::size_t number) {
    RecordState state{.key = {RecordType::kContact, kScope}, .scope = kScope};
    for (std::size_t byte = 7; byte < 16; ++byte)
        state.key.id.bytes[byte] = noise(number * 16 + byte);
    const Stamp stamp{kTime + number, kAnn};
    const Stamp later{kTime + number * 7'000'000, 0x81};
    state.scope_stamp = stamp;
    const auto moment = static_cast<std::int64_t>(1'795'388'700'000 + number * 3'600'000);
    state.fields = {
        {1, MergeKind::kRegister, {{stamp, RawId{{1, 2, noise(number % 3)}}}}, {}, {}},
        {2, MergeKind::kRegister, {{stamp, moment}}, {}, {}},
        {3, MergeKind::kRegister, {{number % 3 == 0 ? later : stamp, moment + 1'234}}, {}, {}},
        {4, MergeKind::kRegister, {{stamp, std::int64_t(number % 2) - 1}}, {}, {}},
        {5, MergeKind::kSet, {}, {}, {{"food", stamp, true}, {"work", stamp, number % 2 == 0}}},
        {6,
         MergeKind::kText,
         {{stamp, "belt maandag om " + std::to_string(number)}},
         {{stamp.device, stamp.time}},
         {}},
    };
    return state;
}

Bytes page(std::size_t records) {
    SyncReply reply{.hub_time_ms = 1'795'388'700'123, .cursor = "opaque", .has_more = true};
    for (std::size_t number = 0; number < records; ++number)
        reply.changes.push_back(record(number));
    return encode(reply, WireForm::kCbor);
}

bool comes_back(const Bytes& content) {
    const auto back = unfold(fold(content).content, content.size());
    return back.has_value() && *back == content;
}

bool is_folded(const Folded& folded) { return folded.content[0] == 1; }

}  // namespace

TEST_CASE("a page of records is folded, and comes back byte for byte", "[sync][wire][columns]") {
    const Bytes content = page(200);
    const Folded folded = fold(content);
    CHECK(is_folded(folded));
    CHECK(comes_back(content));
    CHECK_FALSE(unfold(folded.content, content.size() - 1).has_value());
    // Against the same dictionary with the records one after another.
    const std::size_t as_rows = compress(content, Packing::kDictionary).size();
    CHECK(compress(content, Packing::kColumns).size() < as_rows * 7 / 10);
}

TEST_CASE("every batch of records comes back", "[sync][wire][columns]") {
    CHECK(rc::check("states in any order", [](const std::vector<RecordState>& states) {
        std::vector<RecordState> many;
        for (int round = 0; round < 20; ++round)  // Above the size from which it folds.
            many.insert(many.end(), states.begin(), states.end());
        SyncRequest request{.incarnation = 0xfedcba9876543210, .batch = 7, .push = many};
        RC_ASSERT(comes_back(encode(request, WireForm::kCbor)));
        RC_ASSERT(comes_back(encode(many, WireForm::kCbor)));  // Its end may be a value.
    }));
    const std::vector<RecordState> alone(100, record(1));
    CHECK(comes_back(encode(alone, WireForm::kCbor)));
    CHECK(rc::check("bytes that mean nothing", [](const Bytes& content) {
        Bytes many;
        for (int round = 0; round < 40; ++round)
            many.insert(many.end(), content.begin(), content.end());
        RC_ASSERT(comes_back(content) && comes_back(many));
    }));
}

TEST_CASE("what is no CBOR as ours stays as it is", "[sync][wire][columns]") {
    const Bytes json(5'000, '[');
    CHECK_FALSE(is_folded(fold(json)));
    CHECK(comes_back(json));
    Bytes longer_than_needed = page(100);
    longer_than_needed.push_back(0x18);  // 5 in two bytes: it would come back in one.
    longer_than_needed.push_back(5);
    CHECK(comes_back(longer_than_needed));
    CHECK_FALSE(is_folded(fold(page(1))));
    CHECK(comes_back(page(1)));
    CHECK(comes_back({}));
}

TEST_CASE("folded bytes that are cut or changed are refused, or are something of bounded size",
          "[sync][wire][columns][hazard-36]") {
    const Folded folded = fold(page(30));
    REQUIRE(is_folded(folded));
    for (std::size_t size = 0; size < folded.content.size(); ++size)
        CHECK_FALSE(unfold(ByteView{folded.content}.first(size), kBytesMax).has_value());
    for (std::size_t at = 0; at < folded.content.size(); ++at) {
        for (const int bit : {0x01, 0x10, 0x80}) {
            Bytes changed = folded.content;
            changed[at] = static_cast<std::uint8_t>(changed[at] ^ bit);
            const auto back = unfold(changed, kBytesMax);
            CHECK((!back || back->size() <= kBytesMax));
        }
    }
}

TEST_CASE("a few folded bytes that would become many are refused before they do",
          "[sync][wire][columns][hazard-36]") {
    Bytes bomb{1, 1};  // One shape: 16,384 bytes of CBOR, then its end.
    const std::size_t literal = 16'384;
    const std::size_t shape = literal + 4;
    for (const std::size_t number : {shape, literal}) {
        bomb.push_back(static_cast<std::uint8_t>((number & 0x7f) | 0x80));
        bomb.push_back(static_cast<std::uint8_t>((number >> 7 & 0x7f) | 0x80));
        bomb.push_back(static_cast<std::uint8_t>(number >> 14));
    }
    bomb.insert(bomb.end(), literal + 1, 0);
    bomb.insert(bomb.end(), {0xff, 0x7f});  // 16,383 rows of it.
    bomb.insert(bomb.end(), 16'383, 0);
    bomb.insert(bomb.end(), 10, 0);  // No devices, stamps, noise.
    const auto small = unfold(bomb, 16'383 * literal);
    REQUIRE(small.has_value());
    CHECK(small->size() == 16'383 * literal);
    CHECK_FALSE(unfold(bomb, kBytesMax).has_value());
}

TEST_CASE("packed in columns, a message is what it was", "[sync][wire][columns]") {
    for (const std::size_t records : {0, 1, 3, 40, 900}) {
        const Bytes content = page(records);
        const Bytes packed = compress(content, Packing::kColumns);
        CHECK(*decompress(packed, content.size(), Packing::kColumns) == content);
        CHECK_FALSE(decompress(packed, content.size() - 1, Packing::kColumns).has_value());
        const ByteView cut = ByteView{packed}.first(packed.size() - 1);
        CHECK_FALSE(decompress(cut, kBytesMax, Packing::kColumns).has_value());
    }
}
