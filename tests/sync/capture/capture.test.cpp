// What a local write leaves behind: stamps that say what was seen, and an outbox entry.
#include "sync/capture/capture.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/sync/tablet.h"

using namespace oppad;
using namespace oppad::sync;
using test::key_of;
using test::Tablet;

TEST_CASE("a new record carries one stamp in all its fields and waits to be sent",
          "[sync][capture]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    const RecordState state = tablet.state(key_of(family));
    REQUIRE(state.fields.size() >= 3);
    for (const FieldState& field : state.fields) {
        for (const Version& version : field.versions) CHECK(version.stamp == state.scope_stamp);
        for (const SetElement& element : field.elements) CHECK(element.stamp == state.scope_stamp);
    }
    CHECK(state.scope == test::kScope);
    CHECK(tablet.queued() == 1);
    const Batch batch = tablet.send();
    REQUIRE(batch.push.size() == 1);
    CHECK(batch.push.front() == state);
}

TEST_CASE("an edit sends its field alone, later than what it replaced", "[sync][capture]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    tablet.send();
    tablet.receive(test::reply_with({}), Answers::kPush);
    REQUIRE(tablet.queued() == 0);
    const Stamp before = tablet.state(key_of(family)).scope_stamp;
    tablet.edit(family.id, [](Family& record) {
        record.name = "Peters";
        record.languages = {"ar", "nl"};
    });
    const Batch batch = tablet.send();
    REQUIRE(batch.push.size() == 1);
    const RecordState& sent = batch.push.front();
    REQUIRE(sent.fields.size() == 2);
    CHECK(before < sent.fields[0].versions.front().stamp);
    CHECK(shown_value(sent.fields[0]) == Value{std::string{"Peters"}});
    const std::vector<SetElement>& languages = sent.fields[1].elements;
    REQUIRE(languages.size() == 3);
    CHECK(languages[0].present);
    CHECK_FALSE(languages[1].present);
    CHECK(languages[1].element == "fr");
    CHECK(languages[2].stamp == before);
    CHECK(sent.scope_stamp == before);
}

TEST_CASE("an edit of a note has seen the note it replaces", "[sync][capture]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    const RecordState before = tablet.state(key_of(family));
    tablet.edit(family.id, [](Family& record) { record.note = "tweede gesprek"; });
    const RecordState after = tablet.state(key_of(family));
    CHECK(merge(before, after) == after);
    CHECK(open_conflicts(after) == 0);
}

TEST_CASE("a removed record is hidden, and coming back is an edit that the removal had not seen",
          "[sync][capture][hazard-20]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    tablet.edit(family.id, [](Family& record) { record.note = "later"; });
    tablet.remove(key_of(family));
    const RecordState removed = tablet.state(key_of(family));
    CHECK(is_hidden(removed));
    CHECK_FALSE(tablet.find(family.id).has_value());
    SECTION("by restoring it") {
        storage::UnitOfWork work = tablet.begin();
        REQUIRE(work.restore(key_of(family)));
        REQUIRE(work.commit());
    }
    SECTION("by saving over it") { tablet.save(family); }
    const RecordState restored = tablet.state(key_of(family));
    CHECK_FALSE(is_hidden(restored));
    CHECK_FALSE(is_hidden(merge(restored, removed)));
}

TEST_CASE("a write that is rolled back leaves nothing to send", "[sync][capture]") {
    Tablet tablet{1};
    Family family;
    family.id = {tablet.entropy.id()};
    family.name = "Peeters";
    {
        storage::UnitOfWork work = tablet.begin();
        REQUIRE(work.save(family));
    }
    CHECK(tablet.queued() == 0);
    tablet.save(family);
    CHECK(tablet.queued() == 1);
}

TEST_CASE("stamps go on after a restart, with the clock set back too",
          "[sync][capture][hazard-16]") {
    Tablet tablet{1};
    const Family family = test::new_family(tablet, "Peeters");
    const Stamp first = tablet.state(key_of(family)).scope_stamp;
    tablet.restart();
    tablet.fixture.clock.wall = Instant{1'000};
    tablet.edit(family.id, [](Family& record) { record.name = "Peters"; });
    const RecordState state = tablet.state(key_of(family));
    const FieldState* name = find_field_state(state, 1);
    REQUIRE(name != nullptr);
    CHECK(first < name->versions.front().stamp);
    CHECK(first.device == name->versions.front().stamp.device);
}
