// The short way to and from CBOR beside the tree's: the same bytes out, the same message in, and
// nothing taken that the tree refuses.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "sync/wire/codec.h"
#include "sync/wire/message_cbor.h"
#include "sync/wire/record_cbor.h"
#include "sync/wire/record_codec.h"
#include "tests/sync/generators.h"

using namespace oppad;
using namespace oppad::sync;

namespace {

std::optional<RecordState> read_as_tree(ByteView bytes) {
    const auto tree = parse_tree(bytes, WireForm::kCbor);
    RecordState state;
    if (!tree || !sync::read(*tree, state)) return std::nullopt;
    return state;
}

std::optional<RecordState> read_quickly(ByteView bytes) {
    CborReader reader{bytes};
    RecordState state;
    if (!sync::read(reader, state) || !reader.is_at_end()) return std::nullopt;
    return state;
}

SyncReply any_reply() {
    SyncReply reply;
    reply.hub_time_ms = *rc::gen::inRange<std::int64_t>(-5, 1'795'388'700'000);
    reply.batch = *rc::gen::arbitrary<std::uint64_t>();
    reply.cursor = *rc::gen::element<std::string>("", "e1:42", std::string(300, 'x'));
    reply.has_more = *rc::gen::arbitrary<bool>();
    reply.changes = *rc::gen::resize(4, rc::gen::arbitrary<std::vector<RecordState>>());
    const RecordKey key{RecordType::kContact, RawId{{1, 2}}};
    reply.receipts = {{key, {}}, {key, {{Stamp{9, 1}, Stamp{5, 1}}}}};
    if (*rc::gen::arbitrary<bool>()) reply.refusals = {{key, RefusalReason::kErased}};
    if (*rc::gen::arbitrary<bool>()) reply.forget = {RawId{{8}}};
    return reply;
}

SyncRequest any_request() {
    SyncRequest request{.incarnation = *rc::gen::arbitrary<std::uint64_t>()};
    request.batch = *rc::gen::inRange<std::uint64_t>(0, 3);
    request.cursor = *rc::gen::element<std::string>("", "e1:42");
    request.push = *rc::gen::resize(3, rc::gen::arbitrary<std::vector<RecordState>>());
    if (*rc::gen::arbitrary<bool>()) request.newest_batch = 70'000;
    return request;
}

// What only some exchanges carry, to keep copies equal.
void add_any_copy_parts(SyncRequest& request) {
    const Range range{RecordType::kContact, RawId{{1}}, RawId{{0xff}}};
    if (*rc::gen::arbitrary<bool>()) request.check = RangeCheck{range, {}};
    if (*rc::gen::arbitrary<bool>()) request.names = {1, 0xffff'ffff'ffff'fff0};
    if (*rc::gen::arbitrary<bool>()) request.want = {{RecordType::kContact, RawId{{1, 2}}}};
}
void add_any_copy_parts(SyncReply& reply) {
    const Range range{RecordType::kContact, RawId{{1}}, RawId{{0xff}}};
    if (*rc::gen::arbitrary<bool>()) reply.listing = RangeListing{range, {{RawId{{3}}, {}}}};
    if (*rc::gen::arbitrary<bool>()) reply.restart = Restart::kTooLongAway;
    if (*rc::gen::arbitrary<bool>()) reply.stamps_until = *rc::gen::arbitrary<std::uint64_t>();
    reply.wanted = *rc::gen::resize(2, rc::gen::arbitrary<std::vector<RecordState>>());
}

// JSON goes through the tree.
template <class Message>
bool says_the_same(const Message& a, const Message& b) {
    return encode(a, WireForm::kJson) == encode(b, WireForm::kJson);
}

// Whether the CBOR bytes have their keys in the order of a tree's, and say the same.
template <class Message>
bool survives(const Message& message) {
    const Bytes bytes = encode(message, WireForm::kCbor);
    const auto tree = parse_tree(bytes, WireForm::kCbor);
    const auto back = decode<Message>(bytes, WireForm::kCbor);
    return tree && print_tree(*tree, WireForm::kCbor) == bytes && back &&
           says_the_same(*back, message);
}

}  // namespace

TEST_CASE("a record has the same bytes without a tree as through one", "[sync][wire][quick]") {
    CHECK(rc::check("bytes", [](const RecordState& state) {
        const Bytes bytes = encode(state, WireForm::kCbor);
        RC_ASSERT(bytes == print_tree(to_tree(state, WireForm::kCbor), WireForm::kCbor));
        RC_ASSERT(read_quickly(bytes) == std::optional{state});
    }));
}

TEST_CASE("what is read without a tree is what the tree tells", "[sync][wire][quick][hazard-36]") {
    CHECK(rc::check("a record with some bytes changed", [](const RecordState& state) {
        Bytes bytes = encode(state, WireForm::kCbor);
        const int changes = *rc::gen::inRange(0, 4);
        for (int change = 0; change < changes; ++change) {
            const auto at =
                static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(bytes.size())));
            bytes[at] = *rc::gen::arbitrary<std::uint8_t>();
        }
        const auto quick = read_quickly(bytes);
        if (quick) RC_ASSERT(read_as_tree(bytes) == quick);
        if (changes == 0) RC_ASSERT(quick.has_value());
    }));
}

TEST_CASE("a record cut at any byte is refused without a tree", "[sync][wire][quick][hazard-35]") {
    CHECK(rc::check("cuts", [](const RecordState& state) {
        const Bytes bytes = encode(state, WireForm::kCbor);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            RC_ASSERT_FALSE(read_quickly(ByteView{bytes.data(), size}).has_value());
    }));
}

TEST_CASE("a reply is read without a tree as it was meant", "[sync][wire][quick]") {
    CHECK(rc::check("reply", [] {
        const SyncReply reply = any_reply();
        const Bytes bytes = encode(reply, WireForm::kCbor);
        CborReader reader{bytes};
        SyncReply quick;
        RC_ASSERT(sync::read(reader, quick));
        RC_ASSERT(reader.is_at_end());
        // JSON goes through the tree.
        const auto slow = decode<SyncReply>(encode(reply, WireForm::kJson), WireForm::kJson);
        RC_ASSERT(slow.has_value());
        RC_ASSERT(encode(*slow, WireForm::kJson) == encode(quick, WireForm::kJson));
        RC_ASSERT(encode(quick, WireForm::kCbor) == bytes);
    }));
}

TEST_CASE("a request is read without a tree as it was meant", "[sync][wire][quick]") {
    CHECK(rc::check("request", [] {
        const SyncRequest request = any_request();
        const Bytes bytes = encode(request, WireForm::kCbor);
        CborReader reader{bytes};
        SyncRequest quick;
        RC_ASSERT(sync::read(reader, quick));
        RC_ASSERT(reader.is_at_end());
        RC_ASSERT(says_the_same(quick, request));
    }));
}

TEST_CASE("parts that keep copies equal come through the short way", "[sync][wire][quick]") {
    CHECK(rc::check("request", [] {
        SyncRequest request = any_request();
        add_any_copy_parts(request);
        RC_ASSERT(survives(request));
    }));
    CHECK(rc::check("reply", [] {
        SyncReply reply = any_reply();
        add_any_copy_parts(reply);
        RC_ASSERT(survives(reply));
    }));
}

TEST_CASE("changes that are CBOR already give the bytes that their states would",
          "[sync][wire][quick]") {
    CHECK(rc::check("spliced", [] {
        SyncReply reply = any_reply();
        const Bytes whole = encode(reply, WireForm::kCbor);
        std::vector<Bytes> changes;
        for (const RecordState& state : reply.changes)
            changes.push_back(encode(state, WireForm::kCbor));
        reply.changes.clear();
        RC_ASSERT(encode_with_changes(reply, changes) == whole);
    }));
}

TEST_CASE("sizes that are only announced cost nothing", "[sync][wire][quick][hazard-36]") {
    for (const Bytes& bytes : {Bytes{0x9b, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff},
                               Bytes{0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
                               Bytes{0x7b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 'a'},
                               Bytes(100'000, 0x81), Bytes(100'000, 0xa1)}) {
        CborReader reader{bytes};
        CHECK_FALSE(reader.skip());
        CHECK_FALSE(read_quickly(bytes).has_value());
    }
}

TEST_CASE("a piece of a state's bytes is the state without its other fields", "[sync][wire]") {
    CHECK(rc::check("piece", [](const RecordState& state, std::vector<FieldNumber> wanted) {
        for (FieldNumber& number : wanted) number %= 8;
        wanted.push_back(base_field_of(1));
        std::sort(wanted.begin(), wanted.end());
        const auto piece = piece_of(encode(state, WireForm::kCbor), wanted);
        RC_ASSERT(piece.has_value());
        RecordState expected = state;
        std::erase_if(expected.fields, [&wanted](const FieldState& field) {
            return !std::binary_search(wanted.begin(), wanted.end(), field.number);
        });
        RC_ASSERT(*piece == encode(expected, WireForm::kCbor));
    }));
    const Bytes whole =
        encode(RecordState{.key = {RecordType::kContact, RawId{{1}}}}, WireForm::kCbor);
    CHECK_FALSE(piece_of({}, {}).has_value());
    CHECK_FALSE(piece_of(ByteView{whole}.first(whole.size() - 1), {}).has_value());
}
