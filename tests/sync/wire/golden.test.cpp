// The bytes of version 1, kept in tests/sync/data: what a released tablet sends must be readable
// for ever, and what we send must not change by accident.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "sync/wire/codec.h"
#include "sync/wire/columns.h"

#include "tests/support/source_dir.h"

using namespace oppad;
using namespace oppad::sync;

namespace {

std::string read_golden(const std::string& name) {
    std::ifstream file(oppad::test::source_dir() + "/tests/sync/data/" + name);
    REQUIRE(file.good());
    std::string text{std::istreambuf_iterator<char>(file), {}};
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

RecordState sample_state() {
    const DeviceId ann = 0x0102030405060708;
    const DeviceId bea = 0xf1f2f3f4f5f6f7f8;
    const std::uint64_t time = std::uint64_t{1'795'388'700'000} << 16;
    RecordState state{.key = {RecordType::kFamily, *parse_id("0190a5f0000070008000000000000001")},
                      .scope = *parse_id("0190a5f0000070008000000000000002"),
                      .scope_stamp = {time, ann}};
    state.fields = {
        {1, MergeKind::kRegister, {{{time, ann}, std::string{"Peeters"}}}, {}, {}},
        {3, MergeKind::kRegister, {{{time + 1, ann}, std::int64_t{1}}}, {}, {}},
        {8, MergeKind::kSet, {}, {}, {{"fr", {time, ann}, true}, {"nl", {time + 9, bea}, false}}},
        {13,
         MergeKind::kText,
         {{{time + 5, ann}, std::string{"belt maandag"}}, {{time + 6, bea}, Value{}}},
         {{ann, time + 5}, {bea, time + 6}, {0xffff000000000000, time}},
         {}},
        {14, MergeKind::kRegister, {{{time, ann}, RawId{{1, 2, 3}}}}, {}, {}},
        {4711, MergeKind::kCritical, {{{time, ann}, TextSet{"a", "b"}}}, {{ann, time}}, {}},
    };
    state.deletions = {{{time + 7, bea}, {{ann, time}}}};
    return state;
}

SyncRequest sample_request() {
    SyncRequest request;
    request.incarnation = 0xfedcba9876543210;
    request.batch = 7;
    request.cursor = "opaque";
    request.push = {sample_state(),
                    {.key = {RecordType::kContact, *parse_id("0190a5f0000070008000000000000003")},
                     .scope = *parse_id("0190a5f0000070008000000000000002"),
                     .erased = Stamp{1, 2}}};
    return request;
}

}  // namespace

TEST_CASE("a request of version 1 has the bytes that it had when it was released",
          "[sync][wire][golden]") {
    CHECK(std::string{as_text(encode(sample_request(), WireForm::kJson))} ==
          read_golden("sync_request_1.json"));
    CHECK(to_hex(encode(sample_request(), WireForm::kCbor)) ==
          read_golden("sync_request_1.cbor.hex"));
}

TEST_CASE("a request of version 1 is read as it was meant", "[sync][wire][golden]") {
    const std::string json = read_golden("sync_request_1.json");
    const auto from_json = decode<SyncRequest>(as_bytes(json), WireForm::kJson);
    const auto cbor = from_hex(read_golden("sync_request_1.cbor.hex"));
    REQUIRE(cbor);
    const auto from_cbor = decode<SyncRequest>(*cbor, WireForm::kCbor);
    REQUIRE(from_json);
    REQUIRE(from_cbor);
    for (const SyncRequest* request : {&*from_json, &*from_cbor}) {
        CHECK(request->push == sample_request().push);
        CHECK(request->incarnation == sample_request().incarnation);
        CHECK(request->batch == 7);
        CHECK(request->cursor == "opaque");
    }
}

TEST_CASE("the hash of a batch of version 1 stays what it was", "[sync][wire][golden]") {
    CHECK(to_hex(push_hash(sample_request().push)) == read_golden("push_hash_1.hex"));
}

TEST_CASE("a message in columns has the bytes that it had when it was released",
          "[sync][wire][golden][columns]") {
    SyncRequest request = sample_request();
    for (int times = 0; times < 4; ++times)
        request.push.insert(request.push.end(), request.push.begin(), request.push.end());
    const Bytes content = encode(request, WireForm::kCbor);
    CHECK(to_hex(fold(content).content) == read_golden("columns_2.hex"));
    const auto folded = from_hex(read_golden("columns_2.hex"));
    REQUIRE(folded);
    const auto back = unfold(*folded, content.size());
    REQUIRE(back);
    CHECK(*back == content);
}
