// What waits, what was sent, and what an answer clears.
#include "sync/capture/outbox.h"

#include <catch2/catch_test_macros.hpp>

#include "sync/wire/codec.h"
#include "tests/sync/tablet.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::Tablet;

TEST_CASE("an edit made while its record is in flight stays unsent",
          "[sync][capture][hazard-10][hazard-11]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    tablet.send();
    tablet.edit(family.id, [](Family& record) { record.phone = "0470 12 34 56"; });
    tablet.receive(test::reply_with({}), Answers::kPush);
    CHECK(tablet.queued() == 1);
    const Batch next = tablet.send();
    REQUIRE(next.push.size() == 1);
    CHECK(next.number == 2);
    const FieldState* phone = find_field_state(next.push.front(), 10);
    REQUIRE(phone != nullptr);
    CHECK(shown_value(*phone) == Value{std::string{"0470 12 34 56"}});
    tablet.receive(test::reply_with({}), Answers::kPush);
    CHECK(tablet.queued() == 0);
}

TEST_CASE("a batch whose answer was lost is the same, byte for byte, after a restart",
          "[sync][capture][hazard-07]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    const Batch sent = tablet.send();
    tablet.edit(family.id, [](Family& record) { record.name = "Peters"; });
    tablet.restart();
    const auto again = find_sent_batch(tablet.fixture.connection());
    REQUIRE(again);
    REQUIRE(again->has_value());
    CHECK((*again)->number == sent.number);
    CHECK(push_hash((*again)->push) == push_hash(sent.push));
    CHECK((*again)->content == sent.content);
    CHECK(sent.content == encode(sent.push, WireForm::kCbor));
}

TEST_CASE("a batch that an older version kept is read as it was", "[sync][capture][hazard-07]") {
    Tablet tablet{1};
    test::new_family(tablet, "Peeters");
    const Batch sent = tablet.send();
    {
        auto bare = tablet.fixture.connection().prepare("UPDATE sent_batch SET content = :content");
        REQUIRE(bare);
        bare->bind(":content", sent.content);
        REQUIRE(bare->run());
    }
    const auto again = find_sent_batch(tablet.fixture.connection());
    REQUIRE(again);
    REQUIRE(again->has_value());
    CHECK((*again)->push == sent.push);
    CHECK((*again)->content == sent.content);
}

TEST_CASE("a batch holds the oldest work, up to its limits", "[sync][capture][hazard-31]") {
    Tablet tablet{1};
    std::vector<Family> families;
    for (const char* name : {"A", "B", "C", "D"})
        families.push_back(test::new_family(tablet, name));
    tablet.edit(families[0].id, [](Family& record) { record.name = "A2"; });
    SECTION("by records") {
        const Batch batch = tablet.send({.records_max = 3, .body_bytes_max = 100'000});
        REQUIRE(batch.push.size() == 3);
        CHECK(batch.push[0].key == key_of(families[1]));
        CHECK(batch.push[2].key == key_of(families[3]));
    }
    SECTION("by bytes, but never none") {
        const Batch batch = tablet.send({.records_max = 100, .body_bytes_max = 1});
        CHECK(batch.push.size() == 1);
    }
}

TEST_CASE("what the hub refuses is kept with its reason and goes whole after an edit",
          "[sync][capture][hazard-30]") {
    Tablet tablet{1};
    const Family bad = test::new_family(tablet, "Bad");
    test::new_family(tablet, "Good");
    tablet.send();
    SyncReply reply = test::reply_with({});
    reply.refusals = {{key_of(bad), RefusalReason::kInvalid}};
    tablet.receive(reply, Answers::kPush);
    CHECK(tablet.queued() == 0);
    CHECK(tablet.fixture.number("SELECT reason FROM refusals") == 3);
    CHECK(tablet.find(bad.id).has_value());

    tablet.edit(bad.id, [](Family& record) { record.name = "Better"; });
    const Batch batch = tablet.send();
    REQUIRE(batch.push.size() == 1);
    CHECK(batch.push.front() == tablet.state(key_of(bad)));
    tablet.receive(test::reply_with({}), Answers::kPush);
    CHECK(tablet.fixture.number("SELECT COUNT(*) FROM refusals") == 0);
}

TEST_CASE("words that were refused, and then lost against later ones, stay in the history",
          "[sync][capture][hazard-30]") {
    Tablet tablet{1};
    Tablet colleague{2};
    const Family family = test::new_family(tablet, "Mine");
    const RecordKey key = key_of(family);
    const auto refuse = [&] {
        tablet.send();
        SyncReply reply = test::reply_with({});
        reply.refusals = {{key, RefusalReason::kOutOfScope}};
        tablet.receive(reply, Answers::kPush);
    };
    refuse();
    RecordState theirs = tablet.state(key);
    for (FieldState& field : theirs.fields) {
        if (field.number != 1) continue;
        field.versions = {{{theirs.scope_stamp.time + 99, colleague.capture->clock().device()},
                           std::string{"Theirs"}}};
    }
    tablet.receive(test::reply_with({theirs}), Answers::kPullOnly);
    tablet.edit(family.id, [](Family& record) { record.phone = "+32470123456"; });
    refuse();
    CHECK(tablet.fixture.number("SELECT COUNT(*) FROM refusals") == 1);
    CHECK(tablet.fixture.number(
              "SELECT COUNT(*) FROM replaced_values WHERE field = 1 AND value = 'Mine'") == 1);
}

TEST_CASE("an empty outbox makes no batch and uses no number", "[sync][capture]") {
    Tablet tablet{1};
    CHECK(tablet.send().number == 0);
    test::new_family(tablet, "A");
    CHECK(tablet.send().number == 1);
}
