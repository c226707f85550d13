// The hub's answers taken in: once, in any order, without harm to unsent work.
#include "sync/capture/apply.h"

#include <catch2/catch_test_macros.hpp>

#include "sync/capture/carried_records.h"
#include "sync/capture/rebase.h"
#include "sync/capture/sync_state.h"
#include "sync/merge/restamp.h"
#include "tests/support/planted_word.h"
#include "tests/sync/tablet.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::Tablet;

TEST_CASE("what one tablet wrote is on the other, and applying it again changes nothing",
          "[sync][capture]") {
    Tablet ann{1};
    Tablet bea{2};
    const Family family = test::new_family(ann, "Peeters");
    const SyncReply reply = test::reply_with(ann.send().push);
    CHECK(bea.receive(reply).changed == 1);
    CHECK(bea.load(family.id).name == "Peeters");
    CHECK(bea.state(key_of(family)) == ann.state(key_of(family)));
    const std::int64_t version = bea.fixture.number("SELECT version FROM families");
    const Applied again = bea.receive(reply);
    CHECK(again.changed == 0);
    CHECK(again.unchanged == 1);
    CHECK(bea.fixture.number("SELECT version FROM families") == version);
    CHECK(bea.queued() == 0);
}

TEST_CASE("an unsent edit is still there after others' changes came in",
          "[sync][capture][hazard-39][hazard-12]") {
    Tablet ann{1};
    Tablet bea{2};
    const Family family = test::new_family(ann, "Peeters");
    bea.receive(test::reply_with(ann.send().push));
    bea.edit(family.id, [](Family& record) { record.phone = "0470"; });
    ann.edit(family.id, [](Family& record) { record.street = "Kerkstraat"; });
    bea.receive(test::reply_with({ann.state(key_of(family))}));
    CHECK(bea.load(family.id).phone == "0470");
    CHECK(bea.load(family.id).street == "Kerkstraat");
    CHECK(bea.queued() == 1);
}

// Among new records a row is written without a look first: one that is there has to be seen still.
TEST_CASE("unsent work and an erasure hold among records that are all new", "[sync][capture]") {
    Tablet ann{1};
    Tablet bea{2};
    const Family family = test::new_family(ann, "Peeters");
    const Family erased = test::new_family(ann, "Claes");
    bea.receive(test::reply_with(ann.send().push));
    bea.edit(family.id, [](Family& record) { record.phone = "0470"; });
    RecordState erasure = ann.state(key_of(erased));
    erasure.erased = Stamp{erasure.fields.front().versions.front().stamp.time + 1, 5};
    erasure.fields.clear();
    bea.receive(test::reply_with({erasure}));
    ann.edit(family.id, [](Family& record) { record.street = "Kerkstraat"; });
    const Family first = test::new_family(ann, "Nowak");
    const Family second = test::new_family(ann, "De Smet");
    bea.receive(test::reply_with({ann.state(key_of(first)), ann.state(key_of(family)),
                                  ann.state(key_of(second)), ann.state(key_of(erased))}),
                Answers::kPullOnly, Expecting::kNew);
    CHECK(bea.load(family.id).phone == "0470");
    CHECK(bea.load(family.id).street == "Kerkstraat");
    CHECK(bea.queued() == 1);
    CHECK(bea.fixture.number("SELECT COUNT(*) FROM families") == 3);
}

TEST_CASE("a conflict is listed until an edit that saw both settles it",
          "[sync][capture][hazard-13]") {
    Tablet ann{1};
    Tablet bea{2};
    const Family family = test::new_family(ann, "Peeters");
    bea.receive(test::reply_with(ann.send().push));
    ann.edit(family.id, [](Family& record) { record.note = "belt maandag"; });
    bea.edit(family.id, [](Family& record) { record.note = "belt dinsdag"; });
    const auto mine = bea.state(key_of(family));
    bea.receive(test::reply_with({ann.state(key_of(family))}));
    ann.receive(test::reply_with({mine}));
    for (Tablet* tablet : {&ann, &bea}) {
        CHECK(tablet->fixture.number("SELECT COUNT(*) FROM conflicts") == 1);
        CHECK(tablet->state(key_of(family)) == bea.state(key_of(family)));
    }
    ann.edit(family.id, [](Family& record) { record.note = "belt maandag of dinsdag"; });
    CHECK(ann.fixture.number("SELECT COUNT(*) FROM conflicts") == 0);
    bea.receive(test::reply_with({ann.state(key_of(family))}));
    CHECK(bea.fixture.number("SELECT COUNT(*) FROM conflicts") == 0);
    CHECK(bea.load(family.id).note == "belt maandag of dinsdag");
}

TEST_CASE("records and fields of a newer version are carried untouched",
          "[sync][capture][hazard-33]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    RecordState newer = tablet.state(key_of(family));
    newer.fields.push_back(
        {4711, MergeKind::kText, {{{99, 5}, std::string{"nieuw"}}}, {{5, 99}}, {}});
    RecordState alien{.key = {static_cast<RecordType>(900), RawId{{4}}}, .scope = test::kScope};
    alien.fields = {{1, MergeKind::kRegister, {{{98, 5}, std::int64_t{1}}}, {}, {}}};
    tablet.receive(test::reply_with({newer, alien}));
    tablet.edit(family.id, [](Family& record) { record.name = "Peters"; });
    const RecordState state = tablet.state(key_of(family));
    const FieldState* kept = find_field_state(state, 4711);
    REQUIRE(kept != nullptr);
    CHECK(*kept == newer.fields.back());
    const auto carried = find_carried(tablet.fixture.connection(), alien.key);
    REQUIRE(carried);
    CHECK(*carried == alien);
}

TEST_CASE("one record that can't be stored holds up no other", "[sync][capture][hazard-30]") {
    Tablet ann{1};
    Tablet bea{2};
    const Family good = test::new_family(ann, "Good");
    RecordState bad{.key = {RecordType::kFamily, RawId{{7}}}, .scope = test::kScope};
    bad.fields = {{1, MergeKind::kText, {{{9, 5}, std::string{"x"}}}, {{5, 9}}, {}}};
    const Applied applied = bea.receive(test::reply_with({bad, ann.state(key_of(good))}));
    CHECK(applied.set_aside == 1);
    CHECK(applied.changed == 1);
    CHECK(bea.find(good.id).has_value());
    // Taken in a second time, each record on its own: the clock has kept what the first try undid.
    const Stamp seen = latest_stamp(ann.state(key_of(good)));
    bea.restart();
    CHECK(bea.capture->clock().tick()->time > seen.time);
    CHECK(*get_number(bea.fixture.connection(), kClockKey) > seen.time);
    CHECK(*get_text(bea.fixture.connection(), kCursorKey) == "c1");
}

TEST_CASE("an erased record is gone from every table and does not come back",
          "[sync][capture][hazard-47]") {
    Tablet tablet{1};
    Family family = test::new_family(tablet, "Zonderling");
    family.note = "een woord als kolibrie";
    tablet.save(family);
    const RecordState before = tablet.state(key_of(family));
    RecordState erased{.key = key_of(family), .scope = test::kScope};
    erased.erased = Stamp{1, 9};
    CHECK(tablet.receive(test::reply_with({erased})).purged == 1);
    CHECK_FALSE(tablet.find(family.id).has_value());
    CHECK(tablet.queued() == 0);
    CHECK(tablet.receive(test::reply_with({erased})).unchanged == 1);
    CHECK(tablet.receive(test::reply_with({before})).purged == 0);
    CHECK_FALSE(tablet.find(family.id).has_value());
    CHECK(test::tables_with(tablet.fixture.connection(), "olibrie").empty());
}

// The hub, put back to before the erasure, gives it as it was moved since: the next erasure that
// this tablet brings must leave both with one scope, or nobody is ever level again.
TEST_CASE("of an erased record only the scope is learned, where it moved to meanwhile",
          "[sync][capture][hazard-26][hazard-47]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Zonderling");
    RecordState moved = tablet.state(key_of(family));
    RecordState erased{.key = key_of(family), .scope = test::kScope};
    erased.scope_stamp = moved.scope_stamp;
    erased.erased = Stamp{1, 9};
    tablet.receive(test::reply_with({erased}));
    moved.scope = RawId{{0x5c, 2}};
    moved.scope_stamp = Stamp{moved.scope_stamp.time + 1, 9};
    tablet.receive(test::reply_with({moved}));
    const auto kept = find_carried(tablet.fixture.connection(), key_of(family));
    REQUIRE(kept);
    REQUIRE(kept->has_value());
    CHECK(**kept == merge(erased, moved));
    CHECK((*kept)->scope == moved.scope);
    CHECK((*kept)->fields.empty());
    CHECK_FALSE(tablet.find(family.id).has_value());
}

TEST_CASE("a lost scope leaves the tablet, and unsent work of it is kept as refused",
          "[sync][capture][hazard-23]") {
    Tablet tablet{1};
    const Family sent = test::new_family(tablet, "Sent");
    tablet.send();
    tablet.receive(test::reply_with({}), Answers::kPush);
    const Family unsent = test::new_family(tablet, "Unsent");
    SyncReply reply = test::reply_with({});
    reply.forget = {test::kScope};
    CHECK(tablet.receive(reply).purged == 2);
    CHECK_FALSE(tablet.find(sent.id).has_value());
    CHECK_FALSE(tablet.find(unsent.id).has_value());
    CHECK(tablet.fixture.number("SELECT COUNT(*) FROM refusals WHERE reason = 1") == 1);
    // It goes to the hub all the same, once, to be decided there.
    CHECK(tablet.queued() == 1);
    const Batch batch = tablet.send();
    REQUIRE(batch.push.size() == 1);
    CHECK(batch.push.front().key == key_of(unsent));
    SECTION("refused, it stays with its author") {
        SyncReply answer = test::reply_with({});
        answer.refusals = {{key_of(unsent), RefusalReason::kOutOfScope}};
        tablet.receive(answer, Answers::kPush);
        CHECK_FALSE(tablet.find(unsent.id).has_value());
        CHECK(tablet.fixture.number("SELECT COUNT(*) FROM refusals WHERE reason = 1") == 1);
    }
    SECTION("taken, it is here again") {
        tablet.receive(test::reply_with({}), Answers::kPush);
        CHECK(tablet.load(unsent.id).name == "Unsent");
        CHECK(tablet.fixture.number("SELECT COUNT(*) FROM refusals") == 0);
    }
    CHECK(tablet.queued() == 0);
}

TEST_CASE("a failed answer leaves rows and cursor as they were", "[sync][capture][hazard-06]") {
    Tablet ann{1};
    Tablet bea{2};
    const Family family = test::new_family(ann, "Peeters");
    SyncReply reply = test::reply_with(ann.send().push);
    // The last write of the transaction fails, as on a full disk.
    REQUIRE(bea.fixture.connection().execute_script(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON sync_state WHEN new.key = 'cursor' "
        "BEGIN SELECT RAISE(ABORT, 'full'); END;"));
    CHECK_FALSE(apply_page(bea.fixture.connection(), bea.capture->clock(),
                           make_incoming(reply, Expecting::kNew), Answers::kPullOnly,
                           bea.fixture.clock.now()));
    CHECK_FALSE(bea.find(family.id).has_value());
    CHECK(get_text(bea.fixture.connection(), kCursorKey)->empty());
    REQUIRE(bea.fixture.connection().execute("DROP TRIGGER temp.full"));
    bea.receive(reply);
    CHECK(bea.find(family.id).has_value());
}

TEST_CASE("a tablet a year ahead brings its unsent work back to the hub's time",
          "[sync][capture][hazard-15]") {
    Tablet tablet{1};
    const Instant hub_now = tablet.fixture.clock.wall;
    tablet.fixture.clock.advance(std::chrono::hours{24 * 365});
    const Family family = test::new_family(tablet, "Peeters");
    tablet.edit(family.id, [](Family& record) { record.note = "tweede"; });
    tablet.edit(family.id, [](Family& record) { record.note = "derde"; });
    tablet.remove(key_of(family));
    tablet.save(family);
    const RecordState before = tablet.state(key_of(family));
    REQUIRE(rebase_unsent(tablet.fixture.connection(), tablet.capture->clock(), hub_now, 60'000));
    const RecordState after = tablet.state(key_of(family));
    CHECK(latest_stamp(after).wall_ms() - hub_now.ms < 1'000);
    CHECK(latest_stamp(after).wall_ms() >= hub_now.ms);
    CHECK_FALSE(is_hidden(after));
    CHECK(is_hidden(before) == is_hidden(after));
    CHECK(merge(after, after) == after);
    CHECK(shown_value(*find_field_state(after, 13)) == shown_value(*find_field_state(before, 13)));
    tablet.capture->clock().learn_hub_time(hub_now);
    tablet.edit(family.id, [](Family& record) { record.note = "vierde"; });
    const RecordState next = tablet.state(key_of(family));
    CHECK(latest_stamp(after) < latest_stamp(next));
    CHECK(latest_stamp(next).wall_ms() - hub_now.ms < 5'000);
    CHECK(open_conflicts(merge(after, next)) == 0);
    CHECK(merge(after, next) == next);
}

TEST_CASE("stamps that the hub corrected are corrected here, and a later edit stays later",
          "[sync][capture][hazard-15]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    const Stamp claimed = tablet.state(key_of(family)).scope_stamp;
    tablet.send();
    tablet.edit(family.id, [](Family& record) { record.note = "tijdens het zenden"; });
    const Stamp given{claimed.time - (std::uint64_t{400'000} << 16), claimed.device};
    SyncReply reply = test::reply_with({});
    reply.hub_time_ms = given.wall_ms();
    reply.receipts = {{key_of(family), {{claimed, given}}}};
    tablet.receive(reply, Answers::kPush);
    REQUIRE(rebase_unsent(tablet.fixture.connection(), tablet.capture->clock(),
                          Instant{reply.hub_time_ms}, 60'000));
    const RecordState state = tablet.state(key_of(family));
    CHECK(state.scope_stamp == given);
    const FieldState* note = find_field_state(state, 13);
    REQUIRE(note->versions.size() == 1);
    CHECK(given < note->versions.front().stamp);
    CHECK(note->versions.front().stamp.wall_ms() < given.wall_ms() + 1'000);
    CHECK(tablet.queued() == 1);
}

// The answer went with a stick that was lost, and came again a day later: by then what was ahead of
// the hub's time lies behind it.
TEST_CASE("a correction that comes late reaches what the edit had seen too",
          "[sync][capture][hazard-15]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    tablet.edit(family.id, [](Family& record) { record.note = "belt maandag"; });
    const RecordState before = tablet.state(key_of(family));
    tablet.send();
    std::vector<CorrectedStamp> corrected;
    for (const Stamp& claimed :
         {before.scope_stamp, find_field_state(before, 13)->versions.front().stamp}) {
        corrected.push_back(
            {claimed, Stamp{claimed.time - (std::uint64_t{400'000} << 16), claimed.device}});
    }
    const std::uint64_t time_max = corrected.back().given.time;
    SyncReply reply = test::reply_with({});
    reply.hub_time_ms = before.scope_stamp.wall_ms() + 86'400'000;
    reply.receipts = {{key_of(family), corrected}};
    tablet.receive(reply, Answers::kPush);
    CHECK(tablet.state(key_of(family)) ==
          restamp(before, Corrections{tablet.capture->clock().device(), time_max, corrected}));
}
