// A tablet that was level with the hub is sent the fields that changed since; who may lack more is
// sent the whole record.
#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "sync/merge/merge.h"
#include "sync/server/api/cursor.h"
#include "sync/server/api/field_changes.h"
#include "tests/hub/support/test_hub.h"

using namespace oppad;
using namespace oppad::test;

namespace {

constexpr FieldNumber kName = 1;
constexpr FieldNumber kStreet = 3;
constexpr FieldNumber kPostcode = 4;

struct Pair {
    TestHub hub;
    TestTablet leen = hub.enrol("Leen Peeters");
    TestTablet omar = hub.enrol("Omar Haddad");

    // Of a record that `tablet` has, or a new one of its scope.
    void write(TestTablet& tablet, const RecordKey& key, FieldNumber field, const char* text) {
        hub.clock.advance(std::chrono::seconds{1});
        const sync::Stamp stamp{sync::stamp_time(hub.clock.now()), tablet.device};
        sync::RecordState piece{.key = key, .scope = tablet.scope};
        piece.fields.push_back({.number = field, .versions = {{stamp, std::string{text}}}});
        tablet.waiting.push_back(piece);
        tablet.records[key] = sync::merge(tablet.records.at(key), piece);
    }
    // With a name, a street and a postcode.
    RecordKey write_place(TestTablet& tablet) {
        const RecordKey key = tablet.write_place("De Brug");
        write(tablet, key, kStreet, "Kaai");
        write(tablet, key, kPostcode, "9000");
        return key;
    }
    void be_level() {
        leen.exchange_all();
        omar.exchange_all();
        leen.exchange_all();
    }
    // The only change in the next answer to `tablet`.
    static std::vector<FieldNumber> fields_in_next(TestTablet& tablet) {
        const sync::SyncReply reply = tablet.exchange();
        REQUIRE(reply.changes.size() == 1);
        std::vector<FieldNumber> fields;
        for (const sync::FieldState& field : reply.changes.front().fields)
            fields.push_back(field.number);
        return fields;
    }
    void alter_stored(const RecordKey& key, const std::function<void(hub::StoredState&)>& alter) {
        auto transaction = required(
            hub.store->begin(hub.administration->organisation().id, hub::TransactionKind::kWrite));
        auto stored = required(transaction->find_record(key));
        REQUIRE(stored);
        alter(*stored);
        required(transaction->put_record(*stored, stored->scope));
        require_success(transaction->commit());
    }
};

using Fields = std::vector<FieldNumber>;
const Fields kAll{kName, kStreet, kPostcode};

}  // namespace

TEST_CASE("who was level is sent the fields that changed since", "[hub][api][changed-fields]") {
    Pair pair;
    const RecordKey key = pair.write_place(pair.leen);
    pair.be_level();
    pair.write(pair.leen, key, kStreet, "Nieuwe Kaai");
    pair.leen.exchange();
    SECTION("one") { CHECK(Pair::fields_in_next(pair.omar) == Fields{kStreet}); }
    SECTION("of several edits that came one by one") {
        pair.write(pair.leen, key, kName, "De Nieuwe Brug");
        pair.leen.exchange();
        CHECK(Pair::fields_in_next(pair.omar) == Fields{kName, kStreet});
    }
    SECTION("and of each time no more") {
        pair.omar.exchange();
        pair.write(pair.leen, key, kName, "De Nieuwe Brug");
        pair.leen.exchange();
        CHECK(Pair::fields_in_next(pair.omar) == Fields{kName});
    }
    SECTION("a new tablet is sent all of it") {
        TestTablet mia = pair.hub.enrol("Mia Claes");
        mia.exchange_all();
        CHECK(mia.records.at(key).fields.size() == 3);
    }
    pair.be_level();
    CHECK(pair.leen.records == pair.omar.records);
}

TEST_CASE("a deletion comes without the fields that it covers", "[hub][api][changed-fields]") {
    Pair pair;
    const RecordKey key = pair.write_place(pair.leen);
    pair.be_level();
    sync::RecordState piece{.key = key, .scope = pair.leen.scope};
    pair.hub.clock.advance(std::chrono::seconds{1});
    piece.deletions = {{{sync::stamp_time(pair.hub.clock.now()), pair.leen.device},
                        sync::seen_context(pair.leen.records.at(key))}};
    pair.leen.waiting.push_back(piece);
    pair.leen.exchange();
    CHECK(Pair::fields_in_next(pair.omar).empty());
    CHECK(sync::is_hidden(pair.omar.records.at(key)));
}

// A record that changes while a first pull goes on moves to the end of the log: the device's
// position lies behind the record's making, and it has nothing of it.
TEST_CASE("what changes during a first pull comes whole", "[hub][api][changed-fields]") {
    Pair pair;
    pair.be_level();
    std::vector<RecordKey> keys;
    keys.reserve(6);
    for (int at = 0; at < 6; ++at) keys.push_back(pair.write_place(pair.leen));
    pair.leen.exchange_all();
    TestTablet mia = pair.hub.enrol("Mia Claes");
    mia.records_max = 2;
    CHECK(mia.exchange().has_more);
    // The first of those that she lacks becomes the last.
    for (const RecordKey& key : keys) {
        if (!mia.records.contains(key)) pair.write(pair.leen, key, kName, "Elders");
    }
    pair.leen.exchange_all();
    mia.exchange_all();
    pair.be_level();
    mia.exchange_all();
    for (const RecordKey& key : keys) CHECK(mia.records.at(key) == pair.leen.records.at(key));
}

TEST_CASE("who may lack more than the changed fields is sent the whole record",
          "[hub][api][changed-fields]") {
    Pair pair;
    const RecordKey key = pair.write_place(pair.leen);
    pair.be_level();
    SECTION("since an older hub noted nothing") {
        pair.alter_stored(key, [](hub::StoredState& stored) { stored.changes.clear(); });
    }
    SECTION("since an older hub wrote in between, and left the note as it was") {
        pair.alter_stored(key, [](hub::StoredState&) {});
    }
    pair.omar.exchange();
    pair.write(pair.leen, key, kName, "De Nieuwe Brug");
    pair.leen.exchange();
    CHECK(Pair::fields_in_next(pair.omar) == kAll);
}

TEST_CASE("a record that comes from another scope comes whole", "[hub][api][changed-fields]") {
    Pair pair;
    const hub::Scope north = required(pair.hub.administration->add_scope("Noord"));
    for (const char* name : {"Leen Peeters", "Omar Haddad"})
        require_success(
            pair.hub.administration->grant(pair.hub.user(name), north, hub::Right::kWrite));
    const RecordKey key = pair.write_place(pair.leen);
    pair.be_level();
    pair.hub.clock.advance(std::chrono::seconds{1});
    pair.leen.move(key, north.id);
    pair.leen.exchange();
    CHECK(Pair::fields_in_next(pair.omar) == kAll);
}

TEST_CASE("a record that was made good comes whole", "[hub][api][changed-fields]") {
    Pair pair;
    const RecordKey key = pair.write_place(pair.leen);
    pair.be_level();
    pair.write(pair.leen, key, kStreet, "Nieuwe Kaai");
    pair.leen.exchange();
    const auto decay = [](hub::StoredState& stored) {
        stored.digest.back() ^= 1U;
        stored.changes = hub::note_changes(stored, {}, stored.seq + 1);
    };
    pair.alter_stored(key, decay);
    CHECK(pair.omar.exchange().changes.empty());  // Nobody is given it, and the cursor passes it.
    pair.write(pair.leen, key, kName, "De Nieuwe Brug");
    pair.leen.waiting = {pair.leen.records.at(key)};
    pair.leen.exchange();
    pair.be_level();
    CHECK(pair.omar.records.at(key) == pair.leen.records.at(key));
}

TEST_CASE("a cursor keeps where the device was level", "[hub][cursor][changed-fields]") {
    const hub::Organisation organisation{.id = RawId{{1}}, .epoch = 7, .cursor_key = Bytes(32, 3)};
    const hub::Positions level{{RawId{{1}}, 40, 40}, {RawId{{2}}, 50, 50}};
    const hub::Positions under_way{{RawId{{1}}, 40, 40}, {RawId{{2}}, 50, 30}};
    for (const hub::Positions& positions : {level, under_way}) {
        const std::string text = hub::seal_cursor(organisation, 9, {.positions = positions});
        const auto opened = hub::open_cursor(organisation, 9, text);
        REQUIRE(opened);
        CHECK(opened->positions == positions);
    }
    CHECK(hub::seal_cursor(organisation, 9, {.positions = level}).size() <
          hub::seal_cursor(organisation, 9, {.positions = under_way}).size());
}

TEST_CASE("a note of changes that doesn't read means the whole record", "[hub][changed-fields]") {
    hub::StoredState stored{.seq = 300};
    const sync::RecordState claimed{.fields = {{.number = 16'384 + 5}}};
    stored.changes = hub::note_whole(300);
    stored.changes = hub::note_changes(stored, claimed, 70'000);
    stored.seq = 70'000;
    CHECK(hub::changed_since(stored, 299) == std::nullopt);
    CHECK(hub::changed_since(stored, 300) == std::vector<FieldNumber>{16'384 + 5});
    CHECK(hub::changed_since(stored, 70'000) == std::vector<FieldNumber>{});
    for (stored.changes.pop_back(); stored.changes.size() > 6; stored.changes.pop_back())
        CHECK(hub::changed_since(stored, 69'999) == std::nullopt);
}
