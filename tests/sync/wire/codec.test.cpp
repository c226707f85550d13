// Every message through both forms, and bytes that are no message at all.
#include "sync/wire/codec.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/sync/generators.h"

using namespace oppad;
using namespace oppad::sync;

namespace {

SyncReply sample_reply() {
    SyncReply reply;
    reply.hub_time_ms = 1795388700000;
    reply.cursor = "e1:42";
    reply.has_more = true;
    reply.limits = {.records_max = 10, .body_bytes_max = 2000};
    const RecordKey key{RecordType::kContact, RawId{{1, 2}}};
    reply.receipts = {{key, {{Stamp{9, 1}, Stamp{5, 1}}}}};
    reply.refusals = {{key, RefusalReason::kOutOfScope}};
    reply.forget = {RawId{{8}}};
    return reply;
}

}  // namespace

TEST_CASE("a record survives both forms", "[sync][wire]") {
    CHECK(rc::check("round trip", [](const RecordState& state) {
        for (const WireForm form : {WireForm::kCbor, WireForm::kJson}) {
            const auto back = decode<RecordState>(encode(state, form), form);
            RC_ASSERT(back.has_value());
            RC_ASSERT(*back == state);
        }
    }));
}

TEST_CASE("a reply survives both forms", "[sync][wire]") {
    for (const WireForm form : {WireForm::kCbor, WireForm::kJson}) {
        const Bytes bytes = encode(sample_reply(), form);
        const auto back = decode<SyncReply>(bytes, form);
        REQUIRE(back.has_value());
        CHECK(encode(*back, form) == bytes);
        CHECK(back->receipts.front().corrected.front().given == Stamp{5, 1});
        CHECK(back->refusals.front().reason == RefusalReason::kOutOfScope);
        CHECK(back->forget == std::vector{RawId{{8}}});
        CHECK(back->limits == Limits{10, 2000});
        CHECK(back->has_more);
    }
}

TEST_CASE("the head of a reply is read without its records, unless it says more", "[sync][wire]") {
    SyncReply reply = sample_reply();
    const auto head = decode_head(encode(reply, WireForm::kCbor));
    REQUIRE(head);
    CHECK(head->cursor == reply.cursor);
    CHECK(head->has_more == reply.has_more);
    CHECK(head->hub_time_ms == reply.hub_time_ms);
    SECTION("a restart") { reply.restart = Restart::kHubPutBack; }
    SECTION("a compared range") { reply.listing.emplace(); }
    SECTION("what was asked back") {
        reply.wanted.push_back({.key = {RecordType::kFamily, {{7}}}});
    }
    REQUIRE(encode(reply, WireForm::kCbor) != encode(sample_reply(), WireForm::kCbor));
    CHECK_FALSE(decode_head(encode(reply, WireForm::kCbor)));
}

TEST_CASE("the other messages survive both forms", "[sync][wire]") {
    for (const WireForm form : {WireForm::kCbor, WireForm::kJson}) {
        const Hello hello{.organisation = "Huis", .hub_time_ms = 17, .limits = {5, 6}};
        CHECK(decode<Hello>(encode(hello, form), form)->hub_time_ms == 17);
        const EnrolRequest request{.code = "ABC", .public_key = Bytes(32, 7)};
        CHECK(decode<EnrolRequest>(encode(request, form), form)->public_key == Bytes(32, 7));
        EnrolReply reply;
        reply.device = 0xfedcba9876543210;
        reply.staff_id = RawId{{4}};
        reply.scope = RawId{{5}};
        CHECK(decode<EnrolReply>(encode(reply, form), form)->device == reply.device);
        const Failure failure{.code = "clock", .message = "x", .hub_time_ms = 3};
        CHECK(decode<Failure>(encode(failure, form), form)->code == "clock");
        SyncRequest sync;
        sync.incarnation = 0xffffffffffffffff;
        sync.batch = 3;
        sync.cursor = "c";
        CHECK(decode<SyncRequest>(encode(sync, form), form)->incarnation == sync.incarnation);
    }
}

TEST_CASE("what keeps copies equal survives both forms, and is left out when unused",
          "[sync][wire]") {
    const Range range{RecordType::kFamily, RawId{{1}}, RawId{{9}}};
    SyncRequest request;
    request.newest_batch = 7;
    request.names = {5, 0xffff'ffff'ffff'fff0};
    request.check = RangeCheck{range, {}};
    request.check->sum.add(digest_of(RecordState{.key = {RecordType::kFamily, RawId{{2}}}}));
    request.want = {{RecordType::kFamily, RawId{{3}}}};
    request.withdrawn = {{6, push_hash({})}};
    SyncReply reply = sample_reply();
    reply.restart = Restart::kTooLongAway;
    reply.listing = RangeListing{range, {{RawId{{2}}, StateDigest{5}}}};
    reply.stamps_until = std::uint64_t{1} << 62U;
    reply.wanted = {RecordState{.key = {RecordType::kFamily, RawId{{3}}}, .scope = RawId{{8}}}};
    for (const WireForm form : {WireForm::kCbor, WireForm::kJson}) {
        const auto asked = decode<SyncRequest>(encode(request, form), form);
        REQUIRE(asked.has_value());
        CHECK(asked->newest_batch == request.newest_batch);
        CHECK(asked->names == request.names);
        CHECK(asked->check->range == range);
        CHECK(asked->check->sum == request.check->sum);
        CHECK(asked->want == request.want);
        CHECK(asked->withdrawn == request.withdrawn);
        const auto answered = decode<SyncReply>(encode(reply, form), form);
        REQUIRE(answered.has_value());
        CHECK(answered->restart == Restart::kTooLongAway);
        CHECK(answered->listing->range == range);
        CHECK(answered->listing->records == reply.listing->records);
        CHECK(answered->wanted == reply.wanted);
        CHECK(answered->stamps_until == reply.stamps_until);
        const auto bare = decode<SyncReply>(encode(sample_reply(), form), form);
        CHECK_FALSE(bare->listing.has_value());
        CHECK(bare->restart == Restart::kNone);
    }
    const std::string broken = R"({"protocol":1,"incarnation":"1","batch":0,"check":{"type":3}})";
    CHECK_FALSE(decode<SyncRequest>(as_bytes(broken), WireForm::kJson).has_value());
}

TEST_CASE("a sum of digests follows what is in it and no order", "[sync][wire][hazard-40]") {
    CHECK(rc::check("order-free", [](std::vector<RecordState> states) {
        RangeSum forth;
        RangeSum back;
        for (const RecordState& state : states) forth.add(digest_of(state));
        std::reverse(states.begin(), states.end());
        for (const RecordState& state : states) back.add(digest_of(state));
        RC_ASSERT(forth == back);
        RangeSum more = forth;
        more.add(digest_of(RecordState{.key = {RecordType::kFamily, RawId{{1}}}}));
        RC_ASSERT(!(more.sum == forth.sum));
    }));
    RangeSum full;  // A carry runs through all bytes.
    StateDigest ones;
    ones.fill(0xff);
    StateDigest one{};
    one.back() = 1;
    full.add(ones);
    full.add(one);
    CHECK(full.sum == StateDigest{});
    CHECK(full.count == 2);
}

TEST_CASE("a key of a newer peer is skipped", "[sync][wire]") {
    const std::string text =
        R"({"protocol":1,"protocol_min":1,"hub_time_ms":5,"organisation":"x","moon":[{"a":1}]})";
    CHECK(decode<Hello>(as_bytes(text), WireForm::kJson).has_value());
}

TEST_CASE("bytes that are no message are refused and do not crash", "[sync][wire][hazard-36]") {
    CHECK(rc::check("random bytes", [](const Bytes& bytes) {
        for (const WireForm form : {WireForm::kCbor, WireForm::kJson}) {
            ignore_because(decode<SyncReply>(bytes, form), "only that it returns");
            ignore_because(decode<RecordState>(bytes, form), "only that it returns");
        }
    }));
    CHECK(rc::check("a message with one byte changed", [](const RecordState& state) {
        Bytes bytes = encode(state, WireForm::kCbor);
        const auto at =
            static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(bytes.size())));
        bytes[at] = *rc::gen::arbitrary<std::uint8_t>();
        const auto back = decode<RecordState>(bytes, WireForm::kCbor);
        if (back.has_value()) {
            const Bytes again = encode(*back, WireForm::kCbor);
            RC_ASSERT(*decode<RecordState>(again, WireForm::kCbor) == *back);
        }
    }));
}

TEST_CASE("a message cut at any byte is refused", "[sync][wire][hazard-35]") {
    for (const WireForm form : {WireForm::kCbor, WireForm::kJson}) {
        const Bytes bytes = encode(sample_reply(), form);
        for (std::size_t size = 0; size < bytes.size(); ++size)
            REQUIRE_FALSE(decode<SyncReply>(ByteView{bytes.data(), size}, form).has_value());
    }
}

TEST_CASE("nesting and announced sizes are bounded before they cost memory",
          "[sync][wire][hazard-36]") {
    CHECK_FALSE(decode<SyncReply>(Bytes(100'000, 0x81), WireForm::kCbor).has_value());
    CHECK_FALSE(decode<SyncReply>(Bytes(100'000, '['), WireForm::kJson).has_value());
    const Bytes huge_array = {0x9b, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff};
    CHECK_FALSE(decode<SyncReply>(huge_array, WireForm::kCbor).has_value());
    const Bytes huge_text = {0x7b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 'a'};
    CHECK_FALSE(decode<SyncReply>(huge_text, WireForm::kCbor).has_value());
}

TEST_CASE("a record with broken content is refused", "[sync][wire]") {
    const auto refused = [](const std::string& record) {
        INFO(record);
        CHECK_FALSE(decode<RecordState>(as_bytes(record), WireForm::kJson).has_value());
    };
    const std::string head =
        R"({"k":[1,"00000000000000000000000000000001"],"s":"00000000000000000000000000000002",)";
    const std::string stamp = R"("0000000000000005-0000000000000001")";
    CHECK(decode<RecordState>(as_bytes(head + R"("f":[[1,1,[[)" + stamp + R"(,"a"]]]]})"),
                              WireForm::kJson)
              .has_value());
    refused(head + R"("f":[[1,1,[]]]})");
    refused(head + R"("f":[[1,9,[[)" + stamp + R"(,"a"]]]]})");
    refused(head + R"("f":[[1,1,[[)" + stamp + R"(,1.5]]]]})");
    refused(head + R"("f":[[70000,1,[[)" + stamp + R"(,"a"]]]]})");
    refused(head + R"("f":[[1,1,[["0000000000000000-0000000000000001","a"]]]]})");
    refused(head + R"("f":[[4,4,[[)" + stamp + R"(,"",1]]]]})");
    refused(
        R"({"k":[0,"00000000000000000000000000000001"],"s":"00000000000000000000000000000002"})");
    refused(R"({"k":[1,"00"],"s":"00000000000000000000000000000002"})");
    refused("null");
}

TEST_CASE("text that is not UTF-8 is refused", "[sync][wire]") {
    for (const Bytes& text : {Bytes{0xc0, 0xaf}, Bytes{0xed, 0xa0, 0x80},
                              Bytes{0xf4, 0x90, 0x80, 0x80}, Bytes{0xe2, 0x82}, Bytes{0x80}}) {
        Failure failure{.code = std::string{text.begin(), text.end()}};
        CHECK_FALSE(decode<Failure>(encode(failure, WireForm::kCbor), WireForm::kCbor).has_value());
    }
}

TEST_CASE("the hash of a batch follows its content alone", "[sync][wire][hazard-08]") {
    RecordState state{.key = {RecordType::kFamily, RawId{{1}}}};
    const Bytes hash = push_hash({state});
    CHECK(hash.size() == 32);
    CHECK(push_hash({state}) == hash);
    state.scope = RawId{{2}};
    CHECK(push_hash({state}) != hash);
}
